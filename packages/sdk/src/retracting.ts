import { ImError } from '@palaver/protocol';
import type { Message, PromptContent } from './api.js';
import { isPlaced, isRoomId, isSameUser, type StoredMessage } from './conversation/records.js';
import { promptOf } from './conversation/retraction.js';
import type { Desk } from './desk.js';
import type { Snapshots } from './live/snapshots.js';

/** Takes a message back, as it was when somebody saw it (S37). What cannot succeed asks no server. */
export async function retract(
  desk: Pick<Desk, 'retract'>,
  snapshots: Snapshots,
  me: { username: string; appKey: string },
  record: StoredMessage,
): Promise<Message<PromptContent>> {
  if (isRoomId(record.conversation)) throw new ImError('INVALID', 'Nothing is taken back in a chatroom.');
  if (!isSameUser(record.from, me)) throw new ImError('FORBIDDEN', 'Only its sender takes a message back.');
  if (record.body.kind === 'retracted') throw new ImError('ALREADY_RETRACTED');
  if (record.body.kind !== 'message' || !isPlaced(record))
    throw new ImError('INVALID', 'Only a message that was sent can be taken back.');
  const prompt = await desk.retract(record.conversation, record.id);
  // Where it was removed from this device, it is a prompt everywhere else.
  return snapshots.message(prompt ?? promptOf(record)) as Message<PromptContent>;
}
