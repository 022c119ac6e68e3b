import { describeError, useClient } from '@palaver/react';
import type { Chatroom } from '@palaver/sdk';
import { useCallback, useEffect, useState } from 'react';
import { useAction } from '../shell/use-action.js';
import { useAppTexts } from '../texts/provider.js';
import { Dialog } from './Dialog.js';
import type { ChooseProps } from './NewChatDialog.js';

const pageSize = 50;

/** The chatrooms of this server: whoever comes in hears what was said last. */
export function RoomsDialog({ onClose, onChosen }: ChooseProps) {
  const { rooms: say, details, parts } = useAppTexts();
  const { chatrooms } = useClient();
  const [rooms, setRooms] = useState<readonly Chatroom[]>();
  const [total, setTotal] = useState(0);
  const { state, run } = useAction();
  const read = useCallback(
    async (before: readonly Chatroom[]) => {
      const page = await chatrooms.list({ start: before.length, count: pageSize });
      setRooms([...before, ...page.items]);
      setTotal(page.total);
    },
    [chatrooms],
  );
  useEffect(() => {
    void run(() => read([]));
  }, [run, read]);
  const enter = ({ id }: Chatroom) => {
    onClose();
    onChosen({ chatroom: id });
  };
  return (
    <Dialog title={say.title} onClose={onClose}>
      {rooms?.length === 0 && <p className="hint">{say.none}</p>}
      <ul className="pick-list" aria-busy={state.kind === 'busy'}>
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
      {rooms && rooms.length < total && (
        <button type="button" className="button button-quiet" onClick={() => void run(() => read(rooms))}>
          {details.moreMembers}
        </button>
      )}
      {state.kind === 'failed' && (
        <p className="error" role="alert">
          {describeError(state.error, parts)}
        </p>
      )}
    </Dialog>
  );
}
