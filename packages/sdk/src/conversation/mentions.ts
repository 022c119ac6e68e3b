import { limits } from '@palaver/protocol';
import { isSameUser, type StoredMessage } from './records.js';

/** Whether a message names the user, or everybody. A name without an application is one of its sender's. */
export function doesMention({ from, body }: StoredMessage, me: { username: string; appKey: string }): boolean {
  const mentions = body.kind === 'message' ? body.message.mentions : undefined;
  if (!Array.isArray(mentions)) return mentions === 'all';
  return mentions.some(({ username, appKey = from.appKey }) => isSameUser({ username, appKey }, me));
}

/** The places with one more, which may come late where older messages are fetched; what was read is known no longer. */
export const withMention = (places: readonly number[], seq: number, read: number): readonly number[] =>
  [...places, seq]
    .filter((one) => one > read)
    .sort((one, other) => one - other)
    .slice(-limits.mentionsKnown);
