import { type Refusal, refusal, refused, type WireCommandData } from '@palaver/protocol';
import type { Subscriber } from '../../delivery/hub.js';
import { boundsOf } from '../../domain/bounds.js';
import { commandFault, decideCommand } from '../../domain/command.js';
import { mayMeet } from '../../domain/cross-application.js';
import type { ConversationView } from '../../domain/view.js';
import type { Command, Decision } from '../../engine/command.js';
import type { Connection } from '../connection.js';
import type { Asked, Handler, Reply, Services } from './handler.js';
import { refuseAsSeen } from './refuse-as-seen.js';
import { findLane, peekLane, type SendLane } from './send.js';

export const commandHandler =
  (services: Services): Handler<'command'> =>
  ({ to, devices, data }, asked) => {
    const { connection, reply } = asked;
    const { identity } = connection;
    const fault = refusalOf(services, connection, data);
    if (fault) return reply.refuse(fault);
    if (devices !== undefined && to === undefined) return toOwnDevices(services, asked, devices, data);
    if (devices !== undefined || to === undefined)
      return reply.refuse(refusal('INVALID', 'A command goes to a user, a group, or own devices.'));
    const lane = peekLane(services, identity, to);
    return connection.inOrder(lane !== undefined, async () => {
      const found = lane ?? (await findLane(services, identity, to));
      const target = 'group' in to ? to : undefined;
      if (found) services.lanes.submit(found.key, new Commanding(services, asked, found, target, data));
      else reply.refuse(refusal('NOT_FOUND'));
    });
  };

function refusalOf({ commands }: Services, { identity }: Connection, data: WireCommandData): Refusal | undefined {
  const bounds = boundsOf(identity.application);
  const fault = commandFault(data, bounds);
  if (fault) return fault;
  const rule = { perSecond: bounds.commandsPerSecond, burst: bounds.commandsBurst };
  const retryAfterMs = commands.take(identity.user.id, rule);
  return retryAfterMs > 0 ? refusal('RATE_LIMITED', undefined, retryAfterMs) : undefined;
}

function toOwnDevices(services: Services, asked: Asked, platform: string, data: WireCommandData): void {
  const { connection, reply } = asked;
  const { user, application } = connection.identity;
  const others = services.hub
    .of(user.id)
    .filter((to) => to !== connection && (platform === 'all' || to.platform === platform));
  if (others.length === 0) {
    reply.refuse(refusal('TARGET_OFFLINE', 'None of the devices is online.'));
    return;
  }
  const text = frame(services, connection, { user: user.username, appKey: application.key }, data, true);
  for (const to of others) to.push(text);
  reply.ok({});
}

/** The same text for all, and not a trace of it anywhere else. */
function frame(
  { directory }: Services,
  { identity: { user } }: Connection,
  target: object,
  data: WireCommandData,
  fromOwnDevice: boolean,
): string {
  const from = directory.actorOf(directory.peekById(user.id) ?? user);
  return JSON.stringify({ t: 'command', from, target, data, fromOwnDevice });
}

/** A command on its way to who is connected: it looks at the conversation and writes nothing. */
class Commanding implements Command {
  private readonly services: Services;
  private readonly connection: Connection;
  private readonly reply: Reply;
  private readonly lane: SendLane;
  private readonly group: { readonly group: string } | undefined;
  private readonly data: WireCommandData;

  constructor(
    services: Services,
    { connection, reply }: Asked,
    lane: SendLane,
    group: Commanding['group'],
    data: WireCommandData,
  ) {
    this.services = services;
    this.connection = connection;
    this.reply = reply;
    this.lane = lane;
    this.group = group;
    this.data = data;
  }

  decide(view: ConversationView | undefined, c: number): Decision {
    const { user, application } = this.connection.identity;
    const { directory, clock } = this.services;
    const { peer } = this.lane;
    const home = view ? directory.peekApplication(view.application) : application;
    const command = {
      sender: user.id,
      now: clock.now(),
      isApart: home !== undefined && !mayMeet(application, home),
      ...(peer !== undefined && { peer }),
    };
    const decided = home ? decideCommand(command, view) : refused(refusal('BUSY'));
    if (!decided.ok) {
      const { reply } = this;
      refuseAsSeen(this.services, { reply, user: user.id, c, unknown: () => this.unknown() }, decided.error);
    } else if (peer !== undefined) this.toUser(peer);
    else if (view) this.toGroup(view);
    return { kind: 'look' };
  }

  private toUser(peer: number): void {
    const there = this.services.hub.of(peer);
    const { user, application } = this.connection.identity;
    if (there.length === 0) this.reply.refuse(refusal('TARGET_OFFLINE'));
    else
      this.deliver({ user: user.username, appKey: application.key }, (push) => {
        for (const to of there) push(to);
      });
  }

  /** His own devices are no receivers of what he sends to a group. */
  private toGroup({ members }: ConversationView): void {
    const own = this.services.hub.of(this.connection.identity.user.id);
    this.deliver(this.group ?? {}, (push) => {
      this.services.hub.each(members, (to) => {
        if (!own.includes(to)) push(to);
      });
    });
  }

  private deliver(target: object, each: (push: (to: Subscriber) => void) => void): void {
    let text: string | undefined;
    each((to) => {
      text ??= frame(this.services, this.connection, target, this.data, false);
      to.push(text);
    });
    this.reply.ok({});
  }

  accepted(): void {}

  refused(refusal: Refusal): void {
    this.reply.refuse(refusal);
  }

  /** It was handed to nobody. */
  unknown(): void {
    this.reply.refuse(refusal('BUSY'));
  }
}
