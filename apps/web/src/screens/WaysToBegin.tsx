import { DoorOpen, type LucideIcon, SquarePen, UserPlus, Users } from 'lucide-react';
import { useAppTexts } from '../texts/provider.js';
import type { Texts } from '../texts/texts.js';
import type { OpenDialog } from './ChatsScreen.js';

const ways: readonly (readonly [dialog: OpenDialog, way: keyof Texts['chats']['ways'], Icon: LucideIcon])[] = [
  ['new_chat', 'write', SquarePen],
  ['invite', 'invite', UserPlus],
  ['new_group', 'group', Users],
  ['rooms', 'rooms', DoorOpen],
];

/** What one can do where there is no chat yet. */
export function WaysToBegin({ onOpen }: { onOpen: (dialog: OpenDialog) => void }) {
  const { ways: say } = useAppTexts().chats;
  return (
    <ul className="ways">
      {ways.map(([dialog, way, Icon]) => (
        <li key={dialog}>
          <button type="button" className="way" onClick={() => onOpen(dialog)}>
            <span className="way-icon" aria-hidden>
              <Icon />
            </span>
            <span>
              <strong>{say[way].label}</strong>
              <small>{say[way].hint}</small>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
