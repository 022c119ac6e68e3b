import type { Message } from '@palaver/sdk';
import { Check, CheckCheck, CircleAlert, Clock } from 'lucide-react';
import { useTexts } from '../texts/provider.js';

/**
 * A clock while it is on its way, a tick once the server has it for good, a warning when it never will. Where it asked for
 * receipts: a second tick when somebody has read it, and in a group how many have.
 */
export function SendState({ message, isGroup = false }: { message: Message; isGroup?: boolean }) {
  const { message: say } = useTexts();
  const { type } = message.content;
  if (!message.isOwn || type === 'event' || type === 'prompt') return null;
  switch (message.status) {
    case 'sending':
      return <Clock className="pv-state" role="img" aria-label={say.sending} />;
    case 'sent':
      return <Sent message={message} isGroup={isGroup} />;
    case 'failed':
      return <CircleAlert className="pv-state pv-state-failed" aria-hidden />;
    default:
      return null;
  }
}

function Sent({ message: { unreadReceipts, recipients = 0 }, isGroup }: { message: Message; isGroup: boolean }) {
  const { message: say } = useTexts();
  const readers = unreadReceipts === undefined ? 0 : recipients - unreadReceipts;
  if (readers === 0) return <Check className="pv-state" role="img" aria-label={say.sent} />;
  const words = isGroup ? say.readBy(readers, recipients) : say.read;
  return (
    <span className="pv-read" role="img" aria-label={words} title={words}>
      {isGroup && <span>{unreadReceipts === 0 ? '' : readers}</span>}
      <CheckCheck className="pv-state" aria-hidden />
    </span>
  );
}
