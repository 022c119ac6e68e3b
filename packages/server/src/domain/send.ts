import {
  type Actor,
  type Limits,
  messageFault,
  ok,
  type Refusal,
  type Result,
  refusal,
  refused,
  unreadIncrement,
  type WireMessage,
} from '@palaver/protocol';
import type { NewEntry } from '../store/batch.js';
import type { UserId } from '../store/rows.js';
import { canonical } from './canonical.js';
import { type ConversationView, silencedUntil } from './view.js';

export interface SendCommand {
  readonly sender: UserId;
  /** An admin and the system speak from above: membership, silences and blocks do not hold for them. */
  readonly fromType: 'user' | 'admin' | 'system';
  /** The other of two people. */
  readonly peer?: UserId | undefined;
  /** Into a chatroom; with neither, to a group. */
  readonly room?: { readonly isInside: boolean } | undefined;
  readonly message: WireMessage;
  readonly bounds: Limits;
  /** The conversation belongs to an application that allows the sender's nothing any more. */
  readonly isApart?: boolean;
  /** Server time in ms. */
  readonly now: number;
}

export type SendDecision = {
  /** The first message of two people makes their conversation. */
  readonly creates?: readonly [UserId, UserId];
  /** Where the message asks for receipts: how many may give one. */
  readonly recipients?: number;
};

/** Whether a message may be appended. `view` is undefined where the conversation does not exist yet. */
export function decideSend(command: SendCommand, view: ConversationView | undefined): Result<SendDecision, Refusal> {
  const { sender, peer, room, message, bounds } = command;
  if (peer === sender) return refused(refusal('INVALID', 'A message goes to somebody else.'));
  const hindrance = room
    ? roomHindrance(command, view)
    : peer === undefined
      ? groupHindrance(command, view)
      : undefined;
  if (hindrance) return refused(hindrance);
  if (peer !== undefined && command.fromType === 'user' && view?.blocks.includes(peer))
    return refused(refusal('BLOCKED'));
  const fault = messageFault(message, bounds);
  if (fault) return refused(fault);
  return ok({
    ...(peer !== undefined && !view && { creates: [sender, peer] as const }),
    ...(message.needReadReceipt && { recipients: recipientCount(sender, view) }),
  });
}

/** The members at the place that is decided about, without the sender; of two people the other. */
const recipientCount = (sender: UserId, view: ConversationView | undefined): number =>
  view?.group ? view.members.size - (view.members.has(sender) ? 1 : 0) : 1;

function roomHindrance(command: SendCommand, view: ConversationView | undefined): Refusal | undefined {
  if (!view?.room || view.room.isRemoved) return refusal('NOT_FOUND', 'There is no such chatroom.');
  if (!command.room?.isInside) return refusal('NOT_MEMBER', 'You are not in this chatroom.');
  if (command.message.needReadReceipt) return refusal('INVALID', 'A chatroom knows no receipts.');
  return undefined;
}

function groupHindrance(command: SendCommand, view: ConversationView | undefined): Refusal | undefined {
  if (!view?.group) return refusal('NOT_FOUND');
  if (command.fromType !== 'user') return view.group.isDissolved ? refusal('NOT_FOUND') : undefined;
  if (!view.members.has(command.sender)) return refusal('NOT_MEMBER');
  if (command.isApart) return refusal('FORBIDDEN', 'The application of this group is closed to yours.');
  return silencedUntil(view, command.sender, command.now) === undefined ? undefined : refusal('SILENCED');
}

/** What stands for a message whose body is not kept. */
export const emptyBody = '{"kind":"empty"}';

/** The message as everybody receives it, what was sent being kept as it came. */
export const messageBody = (
  from: Actor,
  fromType: SendCommand['fromType'],
  message: WireMessage,
  recipients?: number,
): string => JSON.stringify({ kind: 'message', from, fromType, recipients, message });

/** What tells a message from another under the same id: where it stands, who speaks, and all that it says. */
export const hashedText = (c: number, { fromType, message }: Pick<SendCommand, 'fromType' | 'message'>): string =>
  fromType === 'user' ? `${c}\n${canonical(message)}` : `${c}\n${fromType}\n${canonical(message)}`;

/** What the log keeps of it (`saveOffline: false` keeps the place alone). */
export const messageEntry = (
  command: Pick<SendCommand, 'sender' | 'message' | 'room'>,
  stored: { readonly body: string; readonly hash: string; readonly at: number },
): NewEntry => ({
  kind: 'message',
  sender: command.sender,
  id: command.message.id,
  hash: stored.hash,
  body: command.message.saveOffline === false ? emptyBody : stored.body,
  increment: command.room ? 0 : unreadIncrement(command.message),
  at: stored.at,
});
