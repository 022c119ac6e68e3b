import type { Message } from '@palaver/sdk';
import { useMe } from '../hooks/use-client-state.js';
import { useQuoted } from '../hooks/use-quoted.js';
import { describeContent } from '../texts/describe.js';
import { useFormat, useTexts } from '../texts/provider.js';
import { avatarSeed, hue } from './Avatar.js';

/** Above an answer: what it answers, as it is now. A press goes there. */
export function Quote({ of, onJump }: { of: Message; onJump: (seq: number) => void }) {
  const { message: say } = useTexts();
  const quoted = useQuoted(of);
  const seq = of.replyTo?.seq ?? 0;
  if (quoted.kind !== 'here') {
    return <p className="pv-quote pv-quote-gone">{quoted.kind === 'gone' ? say.quoteGone : ' '}</p>;
  }
  return (
    <button
      type="button"
      className="pv-quote"
      data-hue={hue(avatarSeed(quoted.message.from))}
      onClick={() => onJump(seq)}
    >
      <QuoteWords message={quoted.message} />
    </button>
  );
}

/** Who said what, in two lines. */
export function QuoteWords({ message }: { message: Message }) {
  const texts = useTexts();
  const format = useFormat();
  const me = useMe();
  return (
    <>
      <strong dir="auto">{message.isOwn ? texts.event.you : message.from.displayName}</strong>
      <span dir="auto">{describeContent(message.content, texts, format, me)}</span>
    </>
  );
}
