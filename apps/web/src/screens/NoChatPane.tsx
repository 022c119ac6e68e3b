import { MessagesSquare } from 'lucide-react';
import { useAppTexts } from '../texts/provider.js';

export function NoChatPane() {
  const { chats } = useAppTexts();
  return (
    <div className="no-chat">
      <MessagesSquare aria-hidden />
      <p>
        <strong>{chats.chooseOne}</strong>
        <span>{chats.chooseOneHint}</span>
      </p>
    </div>
  );
}
