import { useMe } from '@palaver/react';
import { SquarePen } from 'lucide-react';
import { CopyButton } from '../shell/CopyButton.js';
import { hrefOf } from '../shell/places.js';
import { useAppTexts } from '../texts/provider.js';

/** An empty list that helps: begin, or let somebody else begin. */
export function NoChats({ onNewChat }: { onNewChat: () => void }) {
  const { chats } = useAppTexts();
  const me = useMe();
  const link = new URL(me ? hrefOf({ target: { user: me.username } }) : '', location.origin).href;
  return (
    <div className="no-chats">
      <h2>{chats.emptyTitle}</h2>
      <p>{chats.emptyBody}</p>
      <button type="button" className="button" onClick={onNewChat}>
        <SquarePen aria-hidden /> {chats.newChat}
      </button>
      <CopyButton text={link} label={chats.invite} done={chats.copied} />
    </div>
  );
}
