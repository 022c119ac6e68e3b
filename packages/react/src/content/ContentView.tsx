import type { Content, CustomContent, Message } from '@palaver/sdk';
import type { ReactNode } from 'react';
import { useSlots } from '../slots/provider.js';
import { type ContentSlots, fill, type Slot } from '../slots/slots.js';
import { describeContent } from '../texts/describe.js';
import { useFormat, useTexts } from '../texts/provider.js';
import { CustomCard } from './CustomCard.js';
import { FileView } from './FileView.js';
import { ImageView } from './ImageView.js';
import { LocationCard } from './LocationCard.js';
import { MessageText } from './MessageText.js';
import { ofKind } from './of-kind.js';
import { VideoView } from './VideoView.js';
import { VoiceView } from './VoiceView.js';

/** What a message says, as the slots have it. */
export function ContentView({ message }: { message: Message }) {
  const { content: kinds = {}, custom = {} } = useSlots();
  const own = <OwnContent message={message} />;
  const ofItsName = ofKind(message, 'custom') ? fillCustom(custom, message, own) : own;
  return fill(slotOf(kinds, message.content), { message }, ofItsName);
}

/** The compiler cannot tell that a slot and a message are of one kind. */
const slotOf = (kinds: ContentSlots, { type }: Content) => kinds[type] as Slot<{ message: Message }> | undefined;

function fillCustom(custom: object, message: Message<CustomContent>, own: ReactNode): ReactNode {
  const { kind, data } = message.content;
  // Not what every object has: a kind may be called "constructor".
  const slot = Object.hasOwn(custom, kind) ? (custom as Record<string, Slot<object>>)[kind] : undefined;
  return fill(slot, { message, data }, own);
}

/** A kind that has no view here is a placeholder, never nothing. */
function OwnContent({ message }: { message: Message }) {
  const texts = useTexts();
  const format = useFormat();
  const { content } = message;
  if (content.type === 'location') return <LocationCard content={content} />;
  if (content.type === 'custom') return <CustomCard content={content} />;
  if (ofKind(message, 'text')) return <MessageText message={message} />;
  if (ofKind(message, 'image')) return <ImageView message={message} />;
  if (ofKind(message, 'voice')) return <VoiceView message={message} />;
  if (ofKind(message, 'video')) return <VideoView message={message} />;
  if (ofKind(message, 'file')) return <FileView message={message} />;
  return <p className="pv-text pv-placeholder">{describeContent(content, texts, format, undefined)}</p>;
}
