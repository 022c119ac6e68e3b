import {
  commandBytes,
  type Limits,
  ok,
  type Refusal,
  type Result,
  refusal,
  refused,
  type WireCommandData,
} from '@palaver/protocol';
import type { UserId } from '../store/rows.js';
import { type ConversationView, silencedUntil } from './view.js';

/** What holds wherever a command goes. */
export function commandFault(data: WireCommandData, bounds: Limits): Refusal | undefined {
  if (commandBytes(data) <= bounds.commandBytes) return undefined;
  return refusal('TOO_LARGE', `A command may have ${bounds.commandBytes} bytes.`);
}

/** Whether somebody may hand a command to a user, `peer`, or to the group of the view. Says nothing of who is connected. */
export function decideCommand(
  command: {
    readonly sender: UserId;
    readonly peer?: UserId;
    /** The group belongs to an application that allows the sender's nothing any more. */
    readonly isApart?: boolean;
    readonly now: number;
  },
  view: ConversationView | undefined,
): Result<void, Refusal> {
  const { sender, peer, isApart = false, now } = command;
  if (peer === sender) return refused(refusal('INVALID', 'A command to oneself goes to own devices.'));
  if (peer !== undefined) return view?.blocks.includes(peer) ? refused(refusal('BLOCKED')) : ok(undefined);
  if (!view?.group) return refused(refusal('NOT_FOUND'));
  if (!view.members.has(sender)) return refused(refusal('NOT_MEMBER'));
  if (isApart) return refused(refusal('FORBIDDEN', 'The application of this group is closed to yours.'));
  return silencedUntil(view, sender, now) === undefined ? ok(undefined) : refused(refusal('SILENCED'));
}
