import {
  errors,
  mediaOf,
  ok,
  type Refusal,
  type Request,
  type Result,
  refusal,
  refused,
  type SendTarget,
  type WireMessage,
} from '@palaver/protocol';
import { boundsOf } from '../../domain/bounds.js';
import { mayMeet } from '../../domain/cross-application.js';
import { recipientsOf } from '../../domain/receipt.js';
import {
  decideSend,
  hashedText,
  messageBody,
  messageEntry,
  type SendCommand,
  type SendDecision,
} from '../../domain/send.js';
import { type ConversationView, newView } from '../../domain/view.js';
import type { Command, Decision, Place } from '../../engine/command.js';
import { groupKey, type LaneKey, roomKey, singleKey } from '../../engine/lane.js';
import type { MediaReferences } from '../../store/media-rows.js';
import type { UserRow } from '../../store/people-rows.js';
import type { UserId } from '../../store/rows.js';
import type { Handler, Identity, Reply, Services } from './handler.js';
import { refuseAsSeen } from './refuse-as-seen.js';
import { answerUnreached } from './send-unreached.js';
import { fromTypeOf, type Sender } from './sender.js';

export const sendHandler =
  (services: Services): Handler<'send'> =>
  (request, { connection, reply, isOver }) => {
    const asked = { sender: connection, reply, isOver };
    const looked = lookAround(services, connection.identity, request);
    return connection.inOrder(looked.isAtHand, () => submitSend(services, asked, request, looked));
  };

/** A send, and what asks for it. */
export interface SendAsked {
  readonly sender: Sender;
  readonly reply: Reply;
  readonly isOver: boolean;
}
type SendRequest = Pick<Request<'send'>, 'to' | 'message'>;

/** What has to be known before a message finds its way. */
export type Looked =
  | { readonly isAtHand: true; readonly lane: SendLane }
  | { readonly isAtHand: false; find(): Promise<readonly [SendLane | undefined, Media]> };

/** What the message shows, or why its sender may not show it. */
type Media = Result<MediaReferences | undefined, Refusal>;
const nothingShown: Media = ok(undefined);

/** Reads nothing where all is in memory and no media are shown. */
export function lookAround(
  services: Services,
  identity: Pick<Identity, 'user' | 'application'>,
  { to, message }: SendRequest,
): Looked {
  const lane = peekLane(services, identity, to);
  if (lane && mediaOf(message.content).length === 0) return { isAtHand: true, lane };
  const find = () =>
    Promise.all([lane ?? findLane(services, identity, to), services.media.references(identity, message)]);
  return { isAtHand: false, find };
}

/** At once where nothing must be read first. */
export function submitSend(
  services: Services,
  asked: SendAsked,
  { to, message }: SendRequest,
  looked: Looked,
): void | Promise<void> {
  const submit = (lane: SendLane | undefined, media: Media) => {
    if (lane) services.lanes.submit(lane.key, new Sending(services, lane, message, media, asked));
    else answerUnreached(services, asked, { to, message });
  };
  if (looked.isAtHand) return submit(looked.lane, nothingShown);
  return looked.find().then(([lane, media]) => submit(lane, media));
}

export interface SendLane {
  readonly key: LaneKey;
  /** The other of two people. */
  readonly peer?: UserId;
  /** The number of a chatroom. */
  readonly room?: number;
}

/** The lane, where nothing must be read to know it. */
export function peekLane(
  { directory }: Services,
  { user, application }: Pick<Identity, 'user' | 'application'>,
  to: SendTarget,
): SendLane | undefined {
  if ('group' in to) return { key: groupKey(Number(to.group)) };
  if ('chatroom' in to) return { key: roomKey(Number(to.chatroom)), room: Number(to.chatroom) };
  const peer = directory.peekNamed(application, { username: to.user, appKey: to.appKey });
  return peer && peer.state !== 'deleted' ? laneOf(user, peer) : undefined;
}

/** Undefined where the target is nobody who can be reached. */
export async function findLane(
  { directory }: Services,
  { user, application }: Pick<Identity, 'user' | 'application'>,
  to: SendTarget,
): Promise<SendLane | undefined> {
  if (!('user' in to)) return undefined;
  const [peer] = await directory.named(application, [{ username: to.user, appKey: to.appKey }]);
  return peer && laneOf(user, peer);
}

const laneOf = (user: UserRow, peer: UserRow): SendLane => ({ key: singleKey(user.id, peer.id), peer: peer.id });

/** One message on its way into its log. Many wait for their flush at once: each holds little. */
class Sending implements Command {
  private readonly services: Services;
  private readonly lane: SendLane;
  private readonly sender: Sender;
  private readonly reply: Reply;
  private readonly turn: number;
  private readonly message: WireMessage;
  private body = '';
  private recipients: number | undefined;
  private readonly media: Media;
  /** Why it may not stand now, whatever the conversation says. */
  private readonly limited: Refusal | undefined;
  private c = 0;

  constructor(services: Services, lane: SendLane, message: WireMessage, media: Media, asked: SendAsked) {
    const { sender } = asked;
    this.services = services;
    this.lane = lane;
    this.sender = sender;
    this.reply = asked.reply;
    this.turn = sender.sticky.turn(lane.key, message.id);
    this.message = message;
    this.media = media;
    const retryAfterMs = sender.voice.kind === 'device' ? this.retryAfterMs() : 0;
    if (retryAfterMs > 0) this.limited = refusal('RATE_LIMITED', undefined, retryAfterMs);
    else if (asked.isOver || services.lanes.isCrowded(lane.key)) this.limited = refusal('BUSY');
  }

  private retryAfterMs(): number {
    const { user, application } = this.sender.identity;
    const { sendsPerSecond, sendsBurst } = boundsOf(application);
    return this.services.sends.take(user.id, { perSecond: sendsPerSecond, burst: sendsBurst });
  }

  decide(view: ConversationView | undefined, c: number): Decision {
    const { services, sender, message } = this;
    const { directory, clock } = services;
    const { key } = this.lane;
    const { user, application } = sender.identity;
    const { id } = message;
    this.c = c;
    const home = view ? directory.peekApplication(view.application) : application;
    const held = sender.sticky.before(key, this.turn) ?? this.limited ?? (home ? undefined : refusal('BUSY'));
    const command = this.asNow(home !== undefined && !mayMeet(application, home));
    const hash = services.digest(hashedText(c, command));
    // A chatroom is for its own application only, and so is what is said from above.
    const isOwnOnly = this.lane.room !== undefined || (command.fromType !== 'user' && this.lane.peer === undefined);
    const seen = isOwnOnly && view?.application !== application.id ? undefined : view;
    const decided = held ? refused(held) : this.decideShown(decideSend(command, seen));
    if (!decided.ok)
      return { kind: 'refuse', refusal: decided.error, lookup: { op: 'lookup', sender: user.id, id, hash } };
    sender.sticky.try(key, id);
    const { creates, recipients } = decided.value;
    this.recipients = recipients;
    this.body = messageBody(
      directory.actorOf(directory.peekById(user.id) ?? user),
      command.fromType,
      message,
      recipients,
    );
    const at = clock.now();
    const entry = messageEntry(command, { body: this.body, hash, at });
    const media = this.media.ok ? this.media.value : undefined;
    if (!creates) return { kind: 'append', entry, media };
    return {
      kind: 'append',
      creates: {
        op: 'create',
        c,
        application: application.id,
        createdAt: at,
        members: creates,
        first: { sender: user.id, id, hash },
        ...(media && { media }),
      },
      created: newView(c, application.id, { members: creates }),
      entry,
      media,
    };
  }

  /** A message that may stand by all else stands only with what it shows (D21). */
  private decideShown(decided: Result<SendDecision, Refusal>): Result<SendDecision, Refusal> {
    return decided.ok && !this.media.ok ? this.media : decided;
  }

  /** Who is inside a chatroom is known when it is decided. */
  private asNow(isApart: boolean): SendCommand {
    const { sender, services, message } = this;
    const { user, application } = sender.identity;
    const { peer, room } = this.lane;
    return {
      sender: user.id,
      fromType: fromTypeOf(sender.voice),
      peer,
      room:
        room === undefined ? undefined : { isInside: !sender.origin || services.rooms.isInside(room, sender.origin) },
      message,
      bounds: boundsOf(application),
      isApart,
      now: services.clock.now(),
    };
  }

  accepted(place: Place): void {
    const { publisher } = this.services;
    const { origin } = this.sender;
    this.sender.sticky.settle(this.lane.key, this.message.id);
    const { c, seq, at, sid, fresh } = place;
    const answer = (rest = this.recipients === undefined ? '' : `,"recipients":${this.recipients}`) =>
      this.reply.text(`"c":${c},"seq":${seq},"at":${at},"sid":"${sid}"${rest}`);
    if (!fresh) {
      if (this.lane.room === undefined) this.answerAgain(c, seq, answer);
      else publisher.answer(c, () => answer());
      return;
    }
    const ends = { origin, answer: () => answer(), failed: () => this.unknown() };
    if (this.lane.room !== undefined) publisher.roomEntry({ ...place, fresh }, this.body, ends);
    else publisher.entry({ ...place, fresh }, this.body, ends);
  }

  /** The answer of the first time, and what became of it: a device that did not know its place has been told in vain. */
  private answerAgain(c: number, seq: number, answer: (rest: string) => void): void {
    const { store, publisher } = this.services;
    Promise.all([store.messagesAt(c, [seq]), store.receipts(c, seq, seq, this.sender.identity.user.id)]).then(
      ([[message], [read]]) => {
        const became = {
          recipients: message ? recipientsOf(message) : this.recipients,
          readers: read?.readers,
          isRetracted: message?.isRetracted || undefined,
        };
        const fields = JSON.stringify(became).slice(1, -1);
        publisher.answer(c, () => answer(fields && `,${fields}`));
      },
      () => this.unknown(),
    );
  }

  refused(refusal: Refusal, isFinal: boolean): void {
    const { sticky, identity } = this.sender;
    const { id } = this.message;
    if (errors[refusal.code].disposition === 'retry') {
      sticky.wait(this.lane.key, id, this.turn, refusal);
      if (sticky.size > boundsOf(identity.application).outbox) this.unknown();
    } else sticky.settle(this.lane.key, id);
    if (isFinal) this.answerRefusal(refusal);
  }

  private answerRefusal(refusal: Refusal): void {
    const { reply, c, sender, lane } = this;
    if (lane.room !== undefined) reply.refuse(refusal);
    else
      refuseAsSeen(this.services, { reply, c, user: sender.identity.user.id, unknown: () => this.unknown() }, refusal);
  }

  unknown(): void {
    this.sender.unknown();
  }
}
