import { describeError, useChatrooms } from '@palaver/react';
import type { Chatroom } from '@palaver/sdk';
import { MessagesSquare } from 'lucide-react';
import { Nothing } from '../shell/Nothing.js';
import { useAppTexts } from '../texts/provider.js';
import { Dialog } from './Dialog.js';
import type { ChooseProps } from './NewChatDialog.js';

/** The chatrooms of this server: whoever comes in hears what was said last. */
export function RoomsDialog({ onClose, onChosen }: ChooseProps) {
  const { rooms: say, details, parts } = useAppTexts();
  const { rooms, hasMore, loadMore, isAsking, error } = useChatrooms();
  const enter = ({ id }: Chatroom) => {
    onClose();
    onChosen({ chatroom: id });
  };
  return (
    <Dialog title={say.title} onClose={onClose}>
      {rooms?.length === 0 && <Nothing icon={<MessagesSquare />} title={say.none} hint={say.noneHint} />}
      <ul className="pick-list" aria-busy={isAsking}>
        {rooms?.map((room) => (
          <li key={room.id}>
            <button type="button" className="person person-button" onClick={() => enter(room)}>
              <span>
                <strong dir="auto">{room.name}</strong>
                {room.description && <small dir="auto">{room.description}</small>}
              </span>
              <small className="tag">{say.inside(room.memberCount)}</small>
            </button>
          </li>
        ))}
      </ul>
      {hasMore && (
        <button type="button" className="button button-quiet" disabled={isAsking} onClick={loadMore}>
          {details.moreMembers}
        </button>
      )}
      {error !== undefined && (
        <p className="error" role="alert">
          {describeError(error, parts)}
        </p>
      )}
    </Dialog>
  );
}
