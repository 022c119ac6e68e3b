import { DoorOpen, type LucideIcon, SquarePen, UserPlus, Users } from 'lucide-react';
import { useAppTexts } from '../texts/provider.js';
import type { OpenDialog } from './ChatsScreen.js';

/** What one can do where there is no chat yet. */
export function WaysToBegin({ onOpen }: { onOpen: (dialog: OpenDialog) => void }) {
  const { chats, rooms } = useAppTexts();
  const ways: readonly (readonly [dialog: OpenDialog, Icon: LucideIcon, label: string, hint: string])[] = [
    ['new_chat', SquarePen, chats.newChat, chats.newChatHint],
    ['invite', UserPlus, chats.invite, chats.inviteHint],
    ['new_group', Users, chats.newGroup, chats.newGroupHint],
    ['rooms', DoorOpen, rooms.title, chats.roomsHint],
  ];
  return (
    <ul className="ways">
      {ways.map(([dialog, Icon, label, hint]) => (
        <li key={dialog}>
          <button type="button" className="way" onClick={() => onOpen(dialog)}>
            <span className="way-icon" aria-hidden>
              <Icon />
            </span>
            <span>
              <strong>{label}</strong>
              <small>{hint}</small>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
