import { ImError } from '@palaver/protocol';
import type { Content, Message, Target } from './api.js';
import type { StoredMessage } from './conversation/records.js';
import { shownKey } from './live/shown-key.js';
import type { Snapshots } from './live/snapshots.js';

/** What of a message goes on to somebody else, as it stands here now (S40). Rejects INVALID. */
export async function forwardedContent(
  message: Message,
  to: Target,
  stored: (conversation: string, id: string) => Promise<StoredMessage | undefined>,
  snapshots: Snapshots,
): Promise<Content> {
  if ('chatroom' in to) throw new ImError('INVALID', 'Nothing is forwarded into a chatroom.');
  if (typeof message !== 'object' || message === null || !('conversationId' in message))
    throw new ImError('INVALID', 'Only a message can be forwarded.');
  const record = await stored(message.conversationId, shownKey(message));
  const { status } = record ? snapshots.message(record) : message;
  if (status !== 'sent' && status !== 'received')
    throw new ImError('INVALID', 'Only a message that was sent or received can be forwarded.');
  const content = record ? sentContent(record) : message.content;
  if (!content || content.type === 'prompt' || content.type === 'event')
    throw new ImError('INVALID', 'This message has no content to forward.');
  return content.type === 'unknown' ? (content.raw as unknown as Content) : content;
}

/** As its sender's device made it, with all that this version does not know. */
const sentContent = ({ body }: StoredMessage): Content | undefined =>
  body.kind === 'message' ? (body.message.content as unknown as Content) : undefined;
