import type { Message } from '@palaver/sdk';
import { describeContent } from '../texts/describe.js';
import { useFormat, useTexts } from '../texts/provider.js';
import { CustomCard } from './CustomCard.js';
import { FileView } from './FileView.js';
import { ImageView } from './ImageView.js';
import { LocationCard } from './LocationCard.js';
import { MessageText } from './MessageText.js';
import { ofKind } from './of-kind.js';
import { useOwnView } from './renderers.js';
import { VideoView } from './VideoView.js';
import { VoiceView } from './VoiceView.js';

/** What a message says. A kind that has no view here is a placeholder, never nothing. */
export function ContentView({ message }: { message: Message }) {
  const texts = useTexts();
  const format = useFormat();
  const own = useOwnView(message);
  const { content } = message;
  if (own !== undefined && own !== null) return own;
  if (content.type === 'text') return <MessageText text={content.text} />;
  if (content.type === 'location') return <LocationCard content={content} />;
  if (content.type === 'custom') return <CustomCard content={content} />;
  if (ofKind(message, 'image')) return <ImageView message={message} />;
  if (ofKind(message, 'voice')) return <VoiceView message={message} />;
  if (ofKind(message, 'video')) return <VideoView message={message} />;
  if (ofKind(message, 'file')) return <FileView message={message} />;
  return <p className="pv-text pv-placeholder">{describeContent(content, texts, format, undefined)}</p>;
}
