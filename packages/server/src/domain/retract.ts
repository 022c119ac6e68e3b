import { type Actor, type Limits, ok, type Refusal, type Result, refusal, refused } from '@palaver/protocol';
import type { StandingMessage, UserId } from '../store/rows.js';
import type { ConversationView } from './view.js';

export interface RetractCommand {
  readonly by: UserId;
  /** What stands in the conversation under the id that was named, where the asker may see it. */
  readonly message: StandingMessage | undefined;
  readonly now: number;
  readonly bounds: Limits;
  /** Takes back at any time, also what somebody said who has left. */
  readonly isBackEnd?: boolean;
}

/** Whether a message may be taken back (S37): by its sender, once, and not too late by the server's clock. */
export function decideRetract(
  { by, message, now, bounds, isBackEnd }: RetractCommand,
  view: ConversationView | undefined,
): Result<StandingMessage, Refusal> {
  if (!view || !message) return refused(refusal('NOT_FOUND'));
  if (message.sender !== by) return refused(refusal('FORBIDDEN', 'Only its sender takes a message back.'));
  if (message.isRetracted) return refused(refusal('ALREADY_RETRACTED'));
  if (isBackEnd) return ok(message);
  if (!view.members.has(by)) return refused(refusal('NOT_MEMBER'));
  if (now - message.at > bounds.retractMs) return refused(refusal('RETRACT_TIMEOUT'));
  return ok(message);
}

/** Of all that stand under one id the asker's own, else one that he may see. */
export const messageMeant = (
  standing: readonly StandingMessage[],
  c: number,
  by: UserId,
  isVisible: (seq: number) => boolean,
): StandingMessage | undefined => {
  const here = standing.filter((message) => message.c === c);
  return here.find((message) => message.sender === by) ?? here.find((message) => isVisible(message.seq));
};

/**
 * The retraction's own entry. It names the message with all that its place tells, for a device that waits for the
 * acknowledgement of it, and what it added, for one that counted it as unread.
 */
export const retractionBody = (from: Actor, id: string, { seq, at, sid, increment }: StandingMessage): string =>
  JSON.stringify({ kind: 'retraction', from, seq, id, at, sid, increment });

/** What stands at the message's place from then on. A place whose body was never kept stays as it is. */
export function retractedBody(message: StandingMessage, id: string): string {
  const { kind, from, fromType } = JSON.parse(message.body) as { kind: string; from: Actor; fromType: string };
  return kind === 'message' ? JSON.stringify({ kind: 'retracted', from, fromType, id }) : message.body;
}
