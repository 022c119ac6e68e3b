import { useAppTexts } from '../texts/provider.js';
import type { OpenDialog } from './ChatsScreen.js';
import { WaysToBegin } from './WaysToBegin.js';

/** An empty list that helps: on a narrow screen the ways to begin stand here, else beside it. */
export function NoChats({ onOpen }: { onOpen: (dialog: OpenDialog) => void }) {
  const { chats } = useAppTexts();
  return (
    <div className="no-chats">
      <h2>{chats.emptyTitle}</h2>
      <p>{chats.emptyBody}</p>
      <div className="only-narrow">
        <WaysToBegin onOpen={onOpen} />
      </div>
    </div>
  );
}
