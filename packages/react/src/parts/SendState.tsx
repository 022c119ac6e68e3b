import type { Message } from '@palaver/sdk';
import { Check, CircleAlert, Clock } from 'lucide-react';
import { useTexts } from '../texts/provider.js';

/** A clock while it is on its way, a tick once the server has it for good, a warning when it never will. */
export function SendState({ message }: { message: Message }) {
  const { message: say } = useTexts();
  const { type } = message.content;
  if (!message.isOwn || type === 'event' || type === 'prompt') return null;
  switch (message.status) {
    case 'sending':
      return <Clock className="pv-state" role="img" aria-label={say.sending} />;
    case 'sent':
      return <Check className="pv-state" role="img" aria-label={say.sent} />;
    case 'failed':
      return <CircleAlert className="pv-state pv-state-failed" aria-hidden />;
    default:
      return null;
  }
}
