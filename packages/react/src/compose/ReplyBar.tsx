import type { Message } from '@palaver/sdk';
import { Reply, X } from 'lucide-react';
import { avatarSeed, hue } from '../parts/Avatar.js';
import { QuoteWords } from '../parts/Quote.js';
import { useTexts } from '../texts/provider.js';

/** What the next message answers, and a way to let it be. */
export function ReplyBar({ to, onCancel }: { to: Message; onCancel: () => void }) {
  const { composer } = useTexts();
  return (
    <div className="pv-reply-bar">
      <Reply aria-hidden />
      <div className="pv-quote" data-hue={hue(avatarSeed(to.from))}>
        <QuoteWords message={to} />
      </div>
      <button type="button" onClick={onCancel} aria-label={composer.cancelReply}>
        <X aria-hidden />
      </button>
    </div>
  );
}
