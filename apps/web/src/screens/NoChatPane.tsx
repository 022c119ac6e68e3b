import { useConversations, useMe } from '@palaver/react';
import { useAppTexts } from '../texts/provider.js';
import { Bubbles } from './Bubbles.js';
import type { OpenDialog } from './ChatsScreen.js';
import { WaysToBegin } from './WaysToBegin.js';

/** Beside the list while no chat is open: at first the ways to begin. */
export function NoChatPane({ onOpen }: { onOpen: (dialog: OpenDialog) => void }) {
  const { chats } = useAppTexts();
  const me = useMe();
  const isNew = useConversations().length === 0;
  return (
    <div className="no-chat">
      <Bubbles />
      <p>
        <strong>{isNew && me ? chats.welcome(me.displayName) : chats.chooseOne}</strong>
        <span>{isNew ? chats.welcomeBody : chats.chooseOneHint}</span>
      </p>
      {isNew && <WaysToBegin onOpen={onOpen} />}
    </div>
  );
}
