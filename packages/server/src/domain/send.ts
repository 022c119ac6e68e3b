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
import type { NewEntry, UserId } from '../store/store.js';
import { type ConversationView, silencedUntil } from './view.js';

export interface SendCommand {
  readonly sender: UserId;
  /** The other of two people. */
  readonly peer?: UserId;
  /** Into a chatroom; with neither, to a group. */
  readonly room?: { readonly isInside: boolean };
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
  const { sender, peer, room, message, bounds, isApart = false } = command;
  if (peer === sender) return refused(refusal('INVALID', 'A message goes to somebody else.'));
  if (room) {
    if (!view?.room || view.room.isRemoved) return refused(refusal('NOT_FOUND', 'There is no such chatroom.'));
    if (!room.isInside) return refused(refusal('NOT_MEMBER', 'You are not in this chatroom.'));
    if (message.needReadReceipt) return refused(refusal('INVALID', 'A chatroom knows no receipts.'));
  } else if (peer === undefined) {
    if (!view?.group) return refused(refusal('NOT_FOUND'));
    if (!view.members.has(sender)) return refused(refusal('NOT_MEMBER'));
    if (isApart) return refused(refusal('FORBIDDEN', 'The application of this group is closed to yours.'));
    if (silencedUntil(view, sender, command.now) !== undefined) return refused(refusal('SILENCED'));
  } else if (view?.blocks.includes(peer)) return refused(refusal('BLOCKED'));
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

/** What stands for a message whose body is not kept. */
export const emptyBody = '{"kind":"empty"}';

/** The message as everybody receives it, what was sent being kept as it came. */
export const messageBody = (from: Actor, message: WireMessage, recipients?: number): string => {
  const asked = recipients === undefined ? '' : `"recipients":${recipients},`;
  return `{"kind":"message","from":${JSON.stringify(from)},"fromType":"user",${asked}"message":${JSON.stringify(message)}}`;
};

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
