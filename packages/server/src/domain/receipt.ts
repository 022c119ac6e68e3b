import { ok, type Refusal, type Result, refusal, refused } from '@palaver/protocol';
import type { Interval, StandingMessage, UserId } from '../store/rows.js';
import { isVisible } from './access.js';

/** Of how many a message asks a receipt; undefined where it asks nobody, or was taken back. */
export function recipientsOf({ body, isRetracted }: StandingMessage): number | undefined {
  if (isRetracted || !body.includes('"recipients"')) return undefined;
  const { recipients } = JSON.parse(body) as { recipients?: unknown };
  return typeof recipients === 'number' ? recipients : undefined;
}

/**
 * Whether all of these may be marked by a reader, and which of them change something: only who was a member at the place
 * and did not send the message gives a receipt, and only where one is wanted. Anything else does not exist for him (D15).
 */
export function decideMarks(
  reader: UserId,
  places: readonly number[],
  standing: readonly StandingMessage[],
  intervals: readonly Interval[],
): Result<readonly StandingMessage[], Refusal> {
  const bySeq = new Map(standing.map((message) => [message.seq, message]));
  const marked: StandingMessage[] = [];
  for (const place of new Set(places)) {
    const message = bySeq.get(place);
    const isHis = message && message.sender !== reader && isVisible(place, intervals);
    if (!isHis) return refused(refusal('NOT_FOUND', 'There is no such message to mark.'));
    if (message.isRetracted) continue;
    if (recipientsOf(message) === undefined)
      return refused(refusal('NOT_FOUND', 'One of these messages asks for no receipt.'));
    marked.push(message);
  }
  return ok(marked);
}

/** Whether somebody may know who has read a message: its sender, where it asks for receipts (S43). */
export function decideReceipts(
  asker: UserId,
  message: StandingMessage | undefined,
  intervals: readonly Interval[],
): Result<StandingMessage, Refusal> {
  if (!message) return refused(refusal('NOT_FOUND'));
  if (message.sender !== asker)
    return refused(
      isVisible(message.seq, intervals)
        ? refusal('FORBIDDEN', 'Only its sender knows who has read a message.')
        : refusal('NOT_FOUND'),
    );
  if (recipientsOf(message) === undefined) return refused(refusal('INVALID', 'This message asks for no receipts.'));
  return ok(message);
}
