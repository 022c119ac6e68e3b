import { errors, type Refusal, refusal, refused, type Target, type WireMessage } from '@palaver/protocol';
import { asSeenBy } from '../../domain/access.js';
import { boundsOf } from '../../domain/bounds.js';
import { canonical } from '../../domain/canonical.js';
import { mayMeet } from '../../domain/cross-application.js';
import { decideSend, messageBody, messageEntry, type SendCommand } from '../../domain/send.js';
import { type ConversationView, newView } from '../../domain/view.js';
import type { Command, Decision, Place } from '../../engine/command.js';
import { groupKey, type LaneKey, singleKey } from '../../engine/lane.js';
import type { UserId, UserRow } from '../../store/store.js';
import type { Connection } from '../connection.js';
import type { Asked, Handler, Identity, Reply, Services } from './handler.js';
import { answerUnreached } from './send-unreached.js';

export const sendHandler =
  (services: Services): Handler<'send'> =>
  ({ to, message }, asked) => {
    const { connection } = asked;
    const { identity } = connection;
    const lane = peekLane(services, identity, to);
    return connection.inOrder(lane !== undefined, () => {
      const submit = (found: Lane | undefined) => {
        if (found) services.lanes.submit(found.key, new Sending(services, identity, found, message, asked));
        else answerUnreached(services, asked, { to, message });
      };
      return lane ? submit(lane) : findLane(services, identity, to).then(submit);
    });
  };

interface Lane {
  readonly key: LaneKey;
  /** The other of two people. */
  readonly peer?: UserId;
}

/** The lane, where nothing must be read to know it. */
function peekLane({ directory }: Services, { user, application }: Identity, to: Target): Lane | undefined {
  if ('group' in to) return { key: groupKey(Number(to.group)) };
  const peer = directory.peekNamed(application, { username: to.user, appKey: to.appKey });
  return peer && peer.state !== 'deleted' ? laneOf(user, peer) : undefined;
}

/** Undefined where the target is nobody who can be reached. */
async function findLane(
  { directory }: Services,
  { user, application }: Identity,
  to: Target,
): Promise<Lane | undefined> {
  if ('group' in to) return undefined;
  const [peer] = await directory.named(application, [{ username: to.user, appKey: to.appKey }]);
  return peer && laneOf(user, peer);
}

const laneOf = (user: UserRow, peer: UserRow): Lane => ({ key: singleKey(user.id, peer.id), peer: peer.id });

/** One message on its way into its log. */
class Sending implements Command {
  private readonly services: Services;
  private readonly identity: Identity;
  private readonly key: LaneKey;
  private readonly connection: Connection;
  private readonly reply: Reply;
  private readonly turn: number;
  private readonly command: Omit<SendCommand, 'now'>;
  private readonly body: string;
  /** Why it may not stand now, whatever the conversation says. */
  private readonly limited: Refusal | undefined;
  private c = 0;

  constructor(services: Services, identity: Identity, lane: Lane, message: WireMessage, asked: Asked) {
    const { user, application } = identity;
    const bounds = boundsOf(application);
    this.services = services;
    this.identity = identity;
    this.key = lane.key;
    this.connection = asked.connection;
    this.reply = asked.reply;
    this.turn = asked.connection.sticky.turn(lane.key, message.id);
    this.command = { sender: user.id, message, bounds, ...(lane.peer !== undefined && { peer: lane.peer }) };
    this.body = messageBody(services.directory.actorOf(services.directory.peekById(user.id) ?? user), message);
    const retryAfterMs = services.sends.take(user.id, { perSecond: bounds.sendsPerSecond, burst: bounds.sendsBurst });
    if (retryAfterMs > 0) this.limited = refusal('RATE_LIMITED', undefined, retryAfterMs);
    else if (asked.isOver || services.lanes.isCrowded(lane.key)) this.limited = refusal('BUSY');
  }

  decide(view: ConversationView | undefined, c: number): Decision {
    const { command, services, connection, key } = this;
    const { application } = this.identity;
    const { id } = command.message;
    this.c = c;
    const hash = services.digest(`${c}\n${canonical(command.message)}`);
    const now = services.clock.now();
    const home = view ? services.directory.peekApplication(view.application) : application;
    const held = connection.sticky.before(key, this.turn) ?? this.limited ?? (home ? undefined : refusal('BUSY'));
    const isApart = home !== undefined && !mayMeet(application, home);
    const decided = held ? refused(held) : decideSend({ ...command, isApart, now }, view);
    if (!decided.ok)
      return { kind: 'refuse', refusal: decided.error, lookup: { op: 'lookup', sender: command.sender, id, hash } };
    connection.sticky.try(key, id);
    const at = services.clock.now();
    const entry = messageEntry(command, { body: this.body, hash, at });
    const { creates } = decided.value;
    if (!creates) return { kind: 'append', entry };
    return {
      kind: 'append',
      creates: {
        op: 'create',
        c,
        application: application.id,
        createdAt: at,
        members: creates,
        first: { sender: command.sender, id, hash },
      },
      created: newView(c, application.id, { members: creates }),
      entry,
    };
  }

  accepted(place: Place): void {
    const { publisher } = this.services;
    this.connection.sticky.settle(this.key, this.command.message.id);
    const { c, seq, at, sid, fresh } = place;
    const answer = () => this.reply.text(`"c":${c},"seq":${seq},"at":${at},"sid":"${sid}"`);
    if (!fresh) {
      publisher.answer(c, answer);
      return;
    }
    publisher.entry({ ...place, fresh }, this.body, {
      origin: this.connection,
      answer,
      failed: () => this.unknown(),
    });
  }

  refused(refusal: Refusal, isFinal: boolean): void {
    const { sticky } = this.connection;
    const { id } = this.command.message;
    if (errors[refusal.code].disposition === 'retry') {
      sticky.wait(this.key, id, this.turn, refusal);
      if (sticky.size > this.command.bounds.outbox) this.unknown();
    } else sticky.settle(this.key, id);
    if (isFinal) this.answerRefusal(refusal);
  }

  private answerRefusal(refusal: Refusal): void {
    // What does not exist takes what it takes to tell a former member from a stranger.
    if (refusal.code !== 'NOT_MEMBER' && refusal.code !== 'NOT_FOUND') {
      this.reply.refuse(refusal);
      return;
    }
    this.services.store.intervals(this.c, this.command.sender).then(
      (intervals) => this.reply.refuse(asSeenBy(refusal, intervals)),
      () => this.unknown(),
    );
  }

  unknown(): void {
    this.connection.unknown();
  }
}
