import { ImError } from '@palaver/protocol';
import { type Conversation, content, type SendHandle, type Target } from '@palaver/sdk';
import { singleTarget } from '../checker/checker.js';
import { commandMark } from '../checker/commands.js';
import { bytesNamed } from '../checker/media.js';
import type { Chance } from '../world/chance.js';
import { type Device, errorName } from '../world/device.js';
import type { World } from '../world/world.js';
import { password } from './cast.js';

/** What a person does with a device. It returns at once; what becomes of it is traced when it is known. */
interface Action {
  readonly name: string;
  readonly weight: number;
  readonly needs: 'session' | 'no session';
  act(actor: Actor): Promise<unknown>;
}

const actions: readonly Action[] = [
  { name: 'send to a user', weight: 40, needs: 'session', act: (actor) => actor.send(actor.somebody()) },
  {
    name: 'send to a group',
    weight: 24,
    needs: 'session',
    act: (actor) => actor.inGroup((group) => actor.send(group)),
  },
  { name: 'send a file', weight: 8, needs: 'session', act: (actor) => actor.sendFile() },
  { name: 'download a file', weight: 4, needs: 'session', act: (actor) => actor.download() },
  { name: 'burst', weight: 1, needs: 'session', act: (actor) => actor.burst() },
  { name: 'send and cancel', weight: 3, needs: 'session', act: (actor) => actor.cancel() },
  { name: 'send to nobody', weight: 1, needs: 'session', act: (actor) => actor.send({ user: 'nobody' }) },
  { name: 'send again what failed', weight: 2, needs: 'session', act: (actor) => actor.sendAgain() },
  { name: 'retract', weight: 4, needs: 'session', act: (actor) => actor.retract() },
  { name: 'mark as read', weight: 4, needs: 'session', act: (actor) => actor.markRead() },
  { name: 'receipts', weight: 1, needs: 'session', act: (actor) => actor.receipts() },
  { name: 'open', weight: 3, needs: 'session', act: (actor) => actor.client.conversations.open(actor.somebody()) },
  { name: 'clear unread', weight: 14, needs: 'session', act: (actor) => actor.clearUnread() },
  { name: 'remove', weight: 2, needs: 'session', act: (actor) => actor.remove() },
  { name: 'mute', weight: 2, needs: 'session', act: (actor) => actor.mute() },
  { name: 'mute somebody', weight: 1, needs: 'session', act: (actor) => actor.muteSomebody() },
  { name: 'mute everything', weight: 1, needs: 'session', act: (actor) => actor.muteAll() },
  { name: 'block', weight: 1, needs: 'session', act: (actor) => actor.block() },
  { name: 'unblock', weight: 4, needs: 'session', act: (actor) => actor.unblock() },
  { name: 'page', weight: 3, needs: 'session', act: (actor) => actor.page() },
  { name: 'load older', weight: 2, needs: 'session', act: (actor) => actor.loadOlder() },
  { name: 'send a command', weight: 4, needs: 'session', act: (actor) => actor.command() },
  { name: 'create a group', weight: 4, needs: 'session', act: (actor) => actor.createGroup() },
  { name: 'add to a group', weight: 4, needs: 'session', act: (actor) => actor.changeMember('add') },
  { name: 'remove from a group', weight: 3, needs: 'session', act: (actor) => actor.changeMember('remove') },
  {
    name: 'leave a group',
    weight: 1.5,
    needs: 'session',
    act: (actor) => actor.inGroup(({ group }) => actor.client.groups.leave(group)),
  },
  {
    name: 'rename a group',
    weight: 2,
    needs: 'session',
    act: (actor) => actor.inGroup(({ group }) => actor.client.groups.update(group, { name: `name ${actor.number()}` })),
  },
  { name: 'silence', weight: 4, needs: 'session', act: (actor) => actor.silence() },
  { name: 'lift a silence', weight: 2, needs: 'session', act: (actor) => actor.lift() },
  { name: 'make or unmake an admin', weight: 2, needs: 'session', act: (actor) => actor.changeRole() },
  {
    name: 'hand a group on',
    weight: 0.7,
    needs: 'session',
    act: (actor) => actor.inGroup(({ group }) => actor.client.groups.transfer(group, actor.somebody().user)),
  },
  {
    name: 'dissolve a group',
    weight: 0.5,
    needs: 'session',
    act: (actor) => actor.inGroup(({ group }) => actor.client.groups.dissolve(group)),
  },
  { name: 'log out', weight: 0.7, needs: 'session', act: (actor) => actor.logout() },
  { name: 'log in', weight: 12, needs: 'no session', act: (actor) => actor.login() },
];

/** The next action of the world: some running device, and something that may be done on it now. */
export function actSomehow(world: World, chance: Chance, common: Common): void {
  const device = chance.pick(world.devices.filter((one) => one.isRunning));
  if (!device) return;
  const hasSession = !['idle', 'kicked', 'expired', 'off'].includes(device.status);
  const action = chance.weighted(actions.filter(({ needs }) => (needs === 'session') === hasSession));
  if (!action) return;
  world.trace.write(`  ${device.name}: ${action.name}`);
  world.counts.add(`action: ${action.name}`);
  const actor = new Actor(world, device, chance, common);
  action.act(actor).then(
    () => {},
    (error) => {
      world.trace.write(`  ${device.name}: ${action.name}: ${errorName(error)}`);
      if (!ImError.is(error)) world.checker.faulted(device, error);
    },
  );
}

/** What all actors of a world know. */
export interface Common {
  /** Groups that anybody ever made. */
  readonly groups: Set<string>;
  /** Every text is another one. */
  texts: number;
}

class Actor {
  private readonly world: World;
  private readonly device: Device;
  private readonly chance: Chance;
  private readonly common: Common;

  constructor(world: World, device: Device, chance: Chance, common: Common) {
    this.world = world;
    this.device = device;
    this.chance = chance;
    this.common = common;
  }

  get client() {
    return this.device.client;
  }

  number(): number {
    return this.chance.whole(0, 9_999);
  }

  somebody(): { user: string } {
    const others = this.others();
    return { user: this.chance.pick(others) ?? 'nobody' };
  }

  private others(): string[] {
    return [...new Set(this.world.devices.map((device) => device.user))].filter((user) => user !== this.device.user);
  }

  /** To somebody, to a group, or to own devices. */
  async command(): Promise<void> {
    const { commands } = this.world.checker;
    const { client, device } = this;
    const data = `${commandMark}${++this.common.texts}`;
    const group = this.chance.happens(0.3) ? this.chance.pick([...this.common.groups]) : undefined;
    const isOwn = group === undefined && this.chance.happens(0.3);
    const to = group === undefined ? this.somebody() : { group };
    commands.began(data, device, isOwn ? { own: device.user } : to);
    const sending = isOwn ? client.sendDeviceCommand('all', data) : client.sendCommand(to, data);
    const ended = (code: string) => this.world.checker.judge(() => commands.ended(data, code));
    await sending.then(
      () => ended('sent'),
      (error) => {
        ended(ImError.is(error) ? error.code : 'fault');
        throw error;
      },
    );
  }

  async inGroup(act: (group: { group: string }) => Promise<unknown>): Promise<unknown> {
    const group = this.chance.pick([...this.common.groups]);
    return group === undefined ? undefined : act({ group });
  }

  private aConversation(): Conversation | undefined {
    return this.chance.pick(this.client.conversations.get());
  }

  async send(to: Target): Promise<unknown> {
    const text = `text ${++this.common.texts}`;
    const unreadIncrement = this.chance.happens(0.1) ? this.chance.whole(0, 5) : 1;
    const isKept = !this.chance.happens(0.04);
    const needReadReceipt = isKept && this.chance.happens(0.3);
    const options = {
      ...(unreadIncrement !== 1 && { unreadIncrement }),
      ...(!isKept && { saveOffline: false }),
      ...(needReadReceipt && { needReadReceipt }),
    };
    const handle = this.client.send(to, text, options);
    this.watch(handle, to, text, { isKept });
    return undefined;
  }

  /** To somebody or to a group; some are called off while their bytes are on the way. */
  async sendFile(): Promise<void> {
    const group = this.chance.happens(0.4) ? this.chance.pick([...this.common.groups]) : undefined;
    const to = group === undefined ? this.somebody() : { group };
    const fileName = `file ${++this.common.texts}`;
    const bytes = new Blob([bytesNamed(fileName)], { type: 'text/plain' });
    const handle = this.client.send(to, content.file(bytes, { fileName }));
    this.watch(handle, to, fileName, { hasMedia: true });
    if (this.chance.happens(0.15)) this.world.clock.after(this.chance.span(60), () => handle.cancel());
  }

  async download(): Promise<void> {
    const messages = (await this.aConversation()?.messages.all()) ?? [];
    const message = this.chance.pick(messages.filter(({ content, seq }) => content.type === 'file' && seq));
    if (message?.content.type !== 'file') return;
    const { fileName } = message.content;
    const abort = new AbortController();
    if (this.chance.happens(0.2)) this.world.clock.after(this.chance.span(40), () => abort.abort());
    const blob = await message.download('original', { signal: abort.signal });
    const { media } = this.world.checker;
    await media.downloaded(this.device.name, fileName, blob).catch((error: unknown) =>
      this.world.checker.judge(() => {
        throw error;
      }),
    );
  }

  private watch(
    handle: SendHandle,
    to: Target,
    text: string,
    how: { readonly isKept?: boolean; readonly hasMedia?: boolean } = {},
  ): void {
    const { device, world } = this;
    const { life } = device;
    const called = 'user' in to ? singleTarget(device.user, to.user) : 'group' in to ? `group ${to.group}` : 'nowhere';
    world.trace.write(`  ${device.name}: sends ${handle.id} to ${called}`);
    world.checker.ledger.began({ id: handle.id, device: device.name, user: device.user, to: called, text, ...how });
    handle.then(
      (message) => {
        if (device.life === life && device.isRunning) world.checker.judge(() => world.checker.sent(device, message));
      },
      (error) => {
        if (device.life === life && device.isRunning) world.checker.rejected(device, handle.id, error);
      },
    );
    handle.message.catch(() => {});
  }

  /** More than the application allows in so short a time. */
  async burst(): Promise<void> {
    const to = this.somebody();
    for (let count = this.chance.whole(12, 30); count > 0; count--) await this.send(to);
  }

  async cancel(): Promise<void> {
    const to = this.somebody();
    const text = `text ${++this.common.texts}`;
    const handle = this.client.send(to, text);
    this.watch(handle, to, text);
    if (this.chance.happens(0.5)) handle.cancel();
    else this.world.clock.after(this.chance.span(30), () => handle.cancel());
  }

  async sendAgain(): Promise<void> {
    const conversation = this.aConversation();
    const failed = (await conversation?.messages.all())?.find(({ status }) => status === 'failed');
    if (!conversation || !failed || failed.content.type !== 'text') return;
    // A second call for the same message is refused, and the message is not.
    if (this.world.checker.ledger.isPending(failed.id)) return;
    this.watch(conversation.send(failed), conversation.target, failed.content.text);
    this.world.counts.add('action: sent again');
  }

  /** One of the newest that this user sent; sometimes one of somebody else's. */
  async retract(): Promise<void> {
    const conversation = this.aConversation();
    const isOwn = this.chance.happens(0.95);
    const newest = ((await conversation?.messages.all()) ?? [])
      .filter((message) => message.isOwn === isOwn)
      .slice(0, 6);
    const message = this.chance.pick(newest);
    if (!conversation || !message) return;
    const { device, world } = this;
    const { life } = device;
    const { epoch } = world.checker.truth;
    world.trace.write(`  ${device.name}: retracts ${message.id}`);
    await conversation.retract(message);
    const isSame = device.life === life && device.isRunning && world.checker.truth.epoch === epoch;
    if (isSame) world.checker.retracted(device, message);
  }

  /** Some of the newest of others; what a person marked here is marked for good, whatever becomes of his connection. */
  async markRead(): Promise<void> {
    const messages = (await this.aConversation()?.messages.all()) ?? [];
    const others = messages.filter(({ isOwn, isRead, content }) => !isOwn && !isRead && content.type === 'text');
    const { truth } = this.world.checker;
    const sight = this.world.checker.sight(this.device);
    const { epoch } = truth;
    for (const message of others.slice(0, this.chance.whole(1, 4))) {
      await message.markRead();
      if (sight.isCurrent && truth.epoch === epoch) sight.marks(message);
    }
  }

  async receipts(): Promise<void> {
    const messages = (await this.aConversation()?.messages.all()) ?? [];
    const message = this.chance.pick(messages.filter(({ unreadReceipts }) => unreadReceipts !== undefined));
    await message?.receipts();
  }

  async clearUnread(): Promise<void> {
    const conversation = this.aConversation();
    if (!conversation) return;
    const seq = conversation.lastMessage?.seq ?? 0;
    const { truth } = this.world.checker;
    const { readUpTo, isCurrent } = this.world.checker.sight(this.device);
    const { epoch } = truth;
    await conversation.clearUnread();
    // Places of another history say nothing.
    if (!isCurrent || truth.epoch !== epoch) return;
    readUpTo.set(conversation.id, Math.max(seq, readUpTo.get(conversation.id) ?? 0));
  }

  async remove(): Promise<void> {
    const conversation = this.aConversation();
    if (!conversation) return;
    const { id, target } = conversation;
    const { truth } = this.world.checker;
    const sight = this.world.checker.sight(this.device);
    const { epoch } = truth;
    const seen = conversation.lastMessage?.seq ?? 0;
    const before = sight.removed.get(id) ?? { least: 0, most: 0 };
    // Whatever becomes of this process, it may have taken up to the head of now; of an older history, up to anywhere.
    const most = () => (sight.isCurrent ? (truth.resolve(this.device.user, id)?.head ?? 0) : Number.MAX_SAFE_INTEGER);
    sight.removes(id, before.least, most());
    await this.client.conversations.remove(target);
    const least = sight.isCurrent && truth.epoch === epoch ? Math.max(before.least, seen) : 0;
    sight.removes(id, least, Math.max(most(), sight.removed.get(id)?.most ?? 0));
  }

  async mute(): Promise<void> {
    await this.aConversation()?.setMuted(this.chance.happens(0.5));
  }

  muteSomebody(): Promise<void> {
    return this.client.users.setMuted(this.somebody().user, this.chance.happens(0.5));
  }

  muteAll(): Promise<void> {
    return this.client.users.setMuted('all', this.chance.happens(0.4));
  }

  block(): Promise<void> {
    return this.client.users.block(this.somebody().user);
  }

  async unblock(): Promise<void> {
    const user = this.chance.pick(await this.client.users.blocked());
    if (user) await this.client.users.unblock(user);
  }

  async silence(): Promise<unknown> {
    const until = new Date(this.world.clock.now() + 1_000 + this.chance.span(6_000));
    return this.inGroup(({ group }) => this.client.groups.silence(group, this.somebody().user, until));
  }

  async lift(): Promise<unknown> {
    return this.inGroup(({ group }) => this.client.groups.silence(group, this.somebody().user, null));
  }

  async changeRole(): Promise<unknown> {
    const role = this.chance.happens(0.6) ? 'admin' : 'member';
    return this.inGroup(({ group }) => this.client.groups.setRole(group, this.somebody().user, role));
  }

  async page(): Promise<void> {
    await this.fetching()?.messages.page({ limit: this.chance.whole(1, 30) });
  }

  async loadOlder(): Promise<void> {
    const messages = this.fetching()?.messages;
    if (!messages) return;
    const stop = messages.subscribe(() => {});
    await messages.loadOlder(10);
    stop();
  }

  private fetching(): Conversation | undefined {
    const conversation = this.aConversation();
    if (conversation) this.world.checker.sight(this.device).paged.add(conversation.id);
    return conversation;
  }

  async createGroup(): Promise<void> {
    const members = this.others().filter(() => this.chance.happens(0.7));
    const group = await this.client.groups.create({ name: `group ${this.number()}`, members });
    this.common.groups.add(group.id);
  }

  async changeMember(how: 'add' | 'remove'): Promise<unknown> {
    const { groups } = this.client;
    const member = this.chance.pick(this.others()) ?? 'nobody';
    return this.inGroup(({ group }) =>
      how === 'add' ? groups.addMembers(group, [member]) : groups.removeMembers(group, [member]),
    );
  }

  async logout(): Promise<void> {
    const wipe = this.chance.happens(0.3);
    if (wipe) this.world.checker.wiping(this.device);
    await this.client.logout({ wipe }).finally(() => {
      if (wipe) this.world.checker.wiped(this.device);
    });
  }

  async login(): Promise<void> {
    await this.client.login({ username: this.device.user, password });
  }
}
