import {
  type Actor,
  errors,
  mediaOf,
  ok,
  type Refusal,
  type Result,
  refusal,
  refused,
  type SendTarget,
  type WireMessage,
} from '@palaver/protocol';
import { boundsOf } from '../../domain/bounds.js';
import { canonical } from '../../domain/canonical.js';
import { mayMeet } from '../../domain/cross-application.js';
import { recipientsOf } from '../../domain/receipt.js';
import { decideSend, messageBody, messageEntry, type SendCommand, type SendDecision } from '../../domain/send.js';
import { type ConversationView, newView } from '../../domain/view.js';
import type { Command, Decision, Place } from '../../engine/command.js';
import { groupKey, type LaneKey, roomKey, singleKey } from '../../engine/lane.js';
import type { MediaReferences, UserId, UserRow } from '../../store/store.js';
import type { Connection } from '../connection.js';
import type { Asked, Handler, Identity, Reply, Services } from './handler.js';
import { refuseAsSeen } from './refuse-as-seen.js';
import { answerUnreached } from './send-unreached.js';

export const sendHandler =
  (services: Services): Handler<'send'> =>
  ({ to, message }, asked) => {
    const { connection } = asked;
    const { identity } = connection;
    const lane = peekLane(services, identity, to);
    const showsMedia = mediaOf(message.content).length > 0;
    return connection.inOrder(lane !== undefined && !showsMedia, () => {
      const submit = (found: SendLane | undefined, media: Media = nothingShown) => {
        if (found) services.lanes.submit(found.key, new Sending(services, identity, found, message, media, asked));
        else answerUnreached(services, asked, { to, message });
      };
      if (lane && !showsMedia) return submit(lane);
      const looked = [lane ?? findLane(services, identity, to), services.media.references(identity, message)] as const;
      return Promise.all(looked).then(([found, media]) => submit(found, media));
    });
  };

/** What the message shows, or why its sender may not show it. */
type Media = Result<MediaReferences | undefined, Refusal>;
const nothingShown: Media = ok(undefined);

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
  { user, application }: Identity,
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
  { user, application }: Identity,
  to: SendTarget,
): Promise<SendLane | undefined> {
  if (!('user' in to)) return undefined;
  const [peer] = await directory.named(application, [{ username: to.user, appKey: to.appKey }]);
  return peer && laneOf(user, peer);
}

const laneOf = (user: UserRow, peer: UserRow): SendLane => ({ key: singleKey(user.id, peer.id), peer: peer.id });

/** One message on its way into its log. */
class Sending implements Command {
  private readonly services: Services;
  private readonly identity: Identity;
  private readonly lane: SendLane;
  private readonly connection: Connection;
  private readonly reply: Reply;
  private readonly turn: number;
  private readonly command: Omit<SendCommand, 'now'>;
  private readonly from: Actor;
  private body = '';
  private recipients: number | undefined;
  private readonly media: Media;
  /** Why it may not stand now, whatever the conversation says. */
  private readonly limited: Refusal | undefined;
  private c = 0;

  constructor(
    services: Services,
    identity: Identity,
    lane: SendLane,
    message: WireMessage,
    media: Media,
    asked: Asked,
  ) {
    const { user, application } = identity;
    const bounds = boundsOf(application);
    this.services = services;
    this.identity = identity;
    this.lane = lane;
    this.connection = asked.connection;
    this.reply = asked.reply;
    this.turn = asked.connection.sticky.turn(lane.key, message.id);
    this.command = { sender: user.id, message, bounds, ...(lane.peer !== undefined && { peer: lane.peer }) };
    this.from = services.directory.actorOf(services.directory.peekById(user.id) ?? user);
    this.media = media;
    const retryAfterMs = services.sends.take(user.id, { perSecond: bounds.sendsPerSecond, burst: bounds.sendsBurst });
    if (retryAfterMs > 0) this.limited = refusal('RATE_LIMITED', undefined, retryAfterMs);
    else if (asked.isOver || services.lanes.isCrowded(lane.key)) this.limited = refusal('BUSY');
  }

  decide(view: ConversationView | undefined, c: number): Decision {
    const { command, services, connection } = this;
    const { key } = this.lane;
    const { application } = this.identity;
    const { id } = command.message;
    this.c = c;
    const hash = services.digest(`${c}\n${canonical(command.message)}`);
    const home = view ? services.directory.peekApplication(view.application) : application;
    const held = connection.sticky.before(key, this.turn) ?? this.limited ?? (home ? undefined : refusal('BUSY'));
    const asNow = this.asNow(home !== undefined && !mayMeet(application, home));
    // A chatroom is for its own application only.
    const seen = this.lane.room !== undefined && view?.application !== application.id ? undefined : view;
    const decided = held ? refused(held) : this.decideShown(decideSend(asNow, seen));
    if (!decided.ok)
      return { kind: 'refuse', refusal: decided.error, lookup: { op: 'lookup', sender: command.sender, id, hash } };
    connection.sticky.try(key, id);
    const { creates, recipients } = decided.value;
    this.recipients = recipients;
    this.body = messageBody(this.from, command.message, recipients);
    const at = services.clock.now();
    const entry = messageEntry(asNow, { body: this.body, hash, at });
    const media = this.media.ok && this.media.value && { media: this.media.value };
    if (!creates) return { kind: 'append', entry, ...media };
    return {
      kind: 'append',
      creates: {
        op: 'create',
        c,
        application: application.id,
        createdAt: at,
        members: creates,
        first: { sender: command.sender, id, hash },
        ...media,
      },
      created: newView(c, application.id, { members: creates }),
      entry,
      ...media,
    };
  }

  /** A message that may stand by all else stands only with what it shows (D21). */
  private decideShown(decided: Result<SendDecision, Refusal>): Result<SendDecision, Refusal> {
    return decided.ok && !this.media.ok ? this.media : decided;
  }

  /** Who is inside a chatroom is known when it is decided. */
  private asNow(isApart: boolean): SendCommand {
    const { connection, services } = this;
    const { room } = this.lane;
    const command = { ...this.command, isApart, now: services.clock.now() };
    return room === undefined ? command : { ...command, room: { isInside: services.rooms.isInside(room, connection) } };
  }

  accepted(place: Place): void {
    const { publisher } = this.services;
    this.connection.sticky.settle(this.lane.key, this.command.message.id);
    const { c, seq, at, sid, fresh } = place;
    const answer = (recipients = this.recipients) => {
      const asked = recipients === undefined ? '' : `,"recipients":${recipients}`;
      this.reply.text(`"c":${c},"seq":${seq},"at":${at},"sid":"${sid}"${asked}`);
    };
    if (!fresh) {
      if (this.command.message.needReadReceipt) this.answerAgain(c, seq, answer);
      else publisher.answer(c, () => answer());
      return;
    }
    const ends = { origin: this.connection, answer: () => answer(), failed: () => this.unknown() };
    if (this.lane.room !== undefined) publisher.roomEntry({ ...place, fresh }, this.body, ends);
    else publisher.entry({ ...place, fresh }, this.body, ends);
  }

  /** The answer of the first time: how many it asked then stands with it. */
  private answerAgain(c: number, seq: number, answer: (recipients: number | undefined) => void): void {
    const { store, publisher } = this.services;
    store.messagesAt(c, [seq]).then(
      ([message]) => publisher.answer(c, () => answer(message && recipientsOf(message))),
      () => this.unknown(),
    );
  }

  refused(refusal: Refusal, isFinal: boolean): void {
    const { sticky } = this.connection;
    const { id } = this.command.message;
    if (errors[refusal.code].disposition === 'retry') {
      sticky.wait(this.lane.key, id, this.turn, refusal);
      if (sticky.size > this.command.bounds.outbox) this.unknown();
    } else sticky.settle(this.lane.key, id);
    if (isFinal) this.answerRefusal(refusal);
  }

  private answerRefusal(refusal: Refusal): void {
    const { reply, c, command, lane } = this;
    if (lane.room !== undefined) reply.refuse(refusal);
    else refuseAsSeen(this.services, { reply, c, user: command.sender, unknown: () => this.unknown() }, refusal);
  }

  unknown(): void {
    this.connection.unknown();
  }
}
