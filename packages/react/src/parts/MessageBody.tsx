import type { Message } from '@palaver/sdk';
import { describeContent } from '../texts/describe.js';
import { useFormat, useTexts } from '../texts/provider.js';
import { MessageText } from './MessageText.js';

/** What a message says. A kind that has no view here is a placeholder, never nothing. */
export function MessageBody({ message: { content } }: { message: Message }) {
  const texts = useTexts();
  const format = useFormat();
  if (content.type === 'text') return <MessageText text={content.text} />;
  return <p className="pv-text pv-placeholder">{describeContent(content, texts, format, undefined)}</p>;
}
