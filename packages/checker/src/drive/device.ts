import { createHash } from 'node:crypto';
import {
  type Client,
  type Conversation,
  content,
  createClient,
  ImError,
  type Message,
  type Platform,
  type Target,
} from '@palaver/sdk';
import { sqliteStore } from '@palaver/sdk/node';
import type { SendBegun, Untimed } from '../judge/observation.js';
import { conversationOf, entryOf, nameOf, now, type Recorder, targetOf } from './recorder.js';

export interface DeviceSpec {
  readonly name: string;
  readonly username: string;
  /** With which usernames end here (`newTag`). */
  readonly tag: string;
  readonly password: string;
  readonly appKey: string;
  readonly platform: Platform;
  /** Where it finds the server. */
  readonly url: string;
  /** The file of its store. */
  readonly store: string;
}

/** What is said, and how. */
export type Said = Pick<SendBegun, 'to' | 'text' | 'increment' | 'isUnkept' | 'asksReceipt'> & {
  readonly bytes?: string;
};

/** How far a device is: how much waits, and of each conversation its last place and what is unread. */
export interface Digest {
  readonly status: string;
  readonly waiting: number;
  readonly last: Readonly<Record<string, number>>;
  readonly unread: Readonly<Record<string, number>>;
}

const states: Readonly<Record<string, 'connected' | 'online' | 'offline'>> = {
  syncing: 'connected',
  online: 'online',
  offline: 'offline',
  kicked: 'offline',
  expired: 'offline',
};

/** What a device says of itself. */
type Own<One = Untimed> = One extends { readonly device: string } ? Omit<One, 'device'> : never;

/** A real client over a store in a file, which writes down what is asked of it and what it shows. */
export class Device {
  private readonly spec: DeviceSpec;
  private readonly recorder: Recorder;
  private readonly client: Client;
  private readonly me: string;
  private isClosed = false;
  /** Sends that have had no end in this process. */
  private readonly waiting = new Set<string>();

  constructor(spec: DeviceSpec, recorder: Recorder, complain: (error: unknown) => void) {
    this.spec = spec;
    this.recorder = recorder;
    this.me = nameOf(spec);
    const { url, appKey, platform, store } = spec;
    this.client = createClient({ url, appKey, platform, store: sqliteStore(store), onError: complain });
    this.watch();
  }

  private add(seen: Own): void {
    this.recorder.add({ device: this.spec.name, ...seen } as Untimed);
  }

  private called(conversation: Pick<Conversation, 'target'>): string {
    return conversationOf(this.me, conversation.target, this.spec.appKey);
  }

  private target(to: string): Target {
    return targetOf(this.me, to, this.spec.tag);
  }

  private peek(to: string): Conversation | undefined {
    return this.client.conversations.peek(this.target(to));
  }

  private watch(): void {
    const { client } = this;
    client.on('status.changed', ({ status }) => {
      const type = states[status];
      if (type) this.add({ type });
    });
    client.on('message.new', ({ message, conversation }) => {
      this.add({ type: 'shown.new', to: this.called(conversation), entry: entryOf(message) });
    });
    client.on('sync.offline', ({ kind, messages, conversation }) => {
      this.add({ type: 'shown.offline', to: this.called(conversation), kind, entries: messages.map(entryOf) });
    });
    client.on('sync.roaming', ({ conversation }) => this.add({ type: 'shown.roaming', to: this.called(conversation) }));
    client.on('message.retracted', ({ message, conversation }) =>
      this.add({ type: 'shown.retracted', to: this.called(conversation), entry: entryOf(message) }),
    );
    client.on('message.sent', ({ message }) => {
      const { id, seq = 0, serverId: sid = '', createdAt } = message;
      this.waiting.delete(id);
      this.add({ type: 'send.acknowledged', id, seq, sid, time: createdAt.getTime() });
    });
    client.on('message.failed', ({ message, error }) => this.failed(message.id, error));
    client.on('unread.changed', ({ total }) => this.add({ type: 'shown.total', count: total }));
    client.on('conversation.changed', ({ conversation }) =>
      this.add({ type: 'shown.unread', to: this.called(conversation), count: conversation.unreadCount }),
    );
    client.on('command', ({ from, data }) =>
      this.add({ type: 'command.heard', from: nameOf(from), data: String(data) }),
    );
  }

  /** "Again later" is no end, and what a closed client had begun its next process sends. */
  private failed(id: string, error: unknown): void {
    if (!ImError.is(error) || error.disposition === 'retry' || this.isClosed || !this.waiting.delete(id)) return;
    this.add({ type: 'send.refused', id, code: error.code });
  }

  /** The application is opened: for the first time, or again with the session that the store keeps. */
  async open({ isNew }: { readonly isNew: boolean }): Promise<void> {
    const { username, password } = this.spec;
    if (!isNew) {
      await this.client.resume();
      return;
    }
    this.add({ type: 'device', user: this.me });
    await this.client.login({ username, password });
  }

  async register(): Promise<void> {
    await this.client.register({ username: this.spec.username, password: this.spec.password });
  }

  /** What was begun may yet be sent by the next process. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.client[Symbol.asyncDispose]();
    this.add({ type: 'offline' });
  }

  async send({ to, bytes, ...said }: Said): Promise<string> {
    const data = bytes === undefined ? undefined : Buffer.from(bytes, 'base64');
    const media = data && createHash('sha256').update(data).digest('hex');
    const text = media ? `file ${media}` : said.text;
    const handle = this.client.send(
      this.target(to),
      data ? content.file(new Uint8Array(data), { fileName: 'bytes' }) : text,
      {
        ...(said.increment !== undefined && { unreadIncrement: said.increment }),
        ...(said.isUnkept && { saveOffline: false }),
        ...(said.asksReceipt && { needReadReceipt: true }),
      },
    );
    this.waiting.add(handle.id);
    this.add({ type: 'send.begun', to, id: handle.id, ...said, text, ...(media && { media, waits: true }) });
    handle.catch((error: unknown) => this.failed(handle.id, error));
    return handle.id;
  }

  async read({ to }: { readonly to: string }): Promise<void> {
    const conversation = this.peek(to);
    if (!conversation) return;
    this.add({ type: 'read.begun', to });
    await conversation.clearUnread();
    this.add({ type: 'read.done', to });
  }

  async remove({ to }: { readonly to: string }): Promise<void> {
    if (!this.peek(to)) return;
    this.add({ type: 'remove.begun', to });
    await this.client.conversations.remove(this.target(to));
    this.add({ type: 'remove.done', to });
  }

  async delete({ to, id }: About): Promise<void> {
    const conversation = this.peek(to);
    const message = await conversation?.messages.byId(id);
    if (!conversation || message?.seq === undefined) return;
    this.add({ type: 'delete', to, id });
    await conversation.messages.remove(message);
  }

  async retract({ to, id }: About): Promise<void> {
    const message = await this.peek(to)?.messages.byId(id);
    if (message?.status !== 'sent') return;
    this.add({ type: 'retract.begun', to, id });
    try {
      await message.retract();
      this.add({ type: 'retract.confirmed', to, id });
    } catch (error) {
      if (ImError.is(error) && error.disposition === 'reject' && error.code !== 'CANCELLED')
        this.add({ type: 'retract.refused', to, id });
    }
  }

  async mark({ to, id }: About): Promise<void> {
    const message = await this.peek(to)?.messages.byId(id);
    if (message?.status !== 'received' || message.content.type === 'prompt') return;
    this.add({ type: 'mark.begun', to, id });
    await message.markRead();
    this.add({ type: 'mark.done', to, id });
  }

  async receipts({ to, id }: About): Promise<void> {
    const message = await this.peek(to)?.messages.byId(id);
    if (message?.status !== 'sent' || message.content.type === 'prompt') return;
    const { read, unread } = await message.receipts();
    this.add({ type: 'receipts', to, id, read: read.map(nameOf), unread: unread.map(nameOf) });
  }

  async command({ to, data }: { readonly to: string; readonly data: string }): Promise<void> {
    this.add({ type: 'command.sent', to, data });
    try {
      if (to === 'own') await this.client.sendDeviceCommand('all', data);
      else await this.client.sendCommand(this.target(to), data);
    } catch {
      this.add({ type: 'command.refused', data });
    }
  }

  async search({ text }: { readonly text: string }): Promise<number> {
    const askedAt = now();
    const found = await this.client.search(text, { where: 'server', limit: 50 });
    const entries = found.map((message) => ({ to: this.called(message), entry: entryOf(message) }));
    this.add({ type: 'answered', by: 'search', askedAt, entries });
    return found.length;
  }

  /** The bytes of a message, as this device gets them. */
  async download({ to, id }: About): Promise<void> {
    const message = await this.peek(to)?.messages.byId(id);
    if (!message || !('media' in message.content)) return;
    const sha256 = await message.download().then(
      async (blob) =>
        createHash('sha256')
          .update(Buffer.from(await blob.arrayBuffer()))
          .digest('hex'),
      (error: unknown) => (ImError.is(error) ? error.code : String(error)),
    );
    this.add({ type: 'media', id, sha256 });
  }

  private tagged(user: string): string {
    return `${user}${this.spec.tag}`;
  }
  async createGroup({ members }: { readonly members: readonly string[] }): Promise<string> {
    return `group ${(await this.client.groups.create({ name: 'Group', members: members.map((user) => this.tagged(user)) })).id}`;
  }
  async addMember({ to, user }: { readonly to: string; readonly user: string }): Promise<void> {
    await this.client.groups.addMembers(to.slice('group '.length), [this.tagged(user)]);
  }
  async removeMember({ to, user }: { readonly to: string; readonly user: string }): Promise<void> {
    await this.client.groups.removeMembers(to.slice('group '.length), [this.tagged(user)]);
  }

  /** Asks for what belongs to others, and for what nobody has. */
  async guess({ group, user }: { readonly group: string; readonly user: string }): Promise<void> {
    const { groups, conversations } = this.client;
    const guesses = [
      [group, () => groups.get(group.slice('group '.length)), () => groups.get('987654321')],
      [
        user,
        () => conversations.open({ user: this.tagged(user) }),
        () => conversations.open({ user: 'nobody-at-all' }),
      ],
    ] as const;
    for (const [of, real, invented] of guesses)
      this.add({ type: 'guess', of, code: await codeOf(real), invented: await codeOf(invented) });
  }

  /** Everything that was pushed before this is asked has come when it is answered. */
  async roundTrip(): Promise<void> {
    await this.client.devices.list();
    await this.client.synced();
  }

  async digest(): Promise<Digest> {
    const last: Record<string, number> = {};
    const unread: Record<string, number> = {};
    for (const { target, lastMessage, unreadCount } of this.client.conversations.get()) {
      const to = this.called({ target });
      last[to] = lastMessage?.seq ?? 0;
      unread[to] = unreadCount;
    }
    return { status: this.client.status.get(), waiting: this.waiting.size, last, unread };
  }

  /** Writes down all that it has, after it has fetched what it lacks. */
  async list(): Promise<void> {
    for (const { target, messages } of this.client.conversations.get()) {
      const to = this.called({ target });
      const stored = (await messages.all()).length;
      await messages.page({ limit: 100_000 });
      const all = await messages.all();
      if (all.length > stored) this.add({ type: 'paged', to });
      const placed = all.filter(({ seq }: Message) => seq !== undefined).reverse();
      const unread = this.peek(to)?.unreadCount ?? 0;
      this.add({ type: 'listed', to, entries: placed.map(entryOf), unread });
    }
  }
}

/** A message of a conversation. */
export interface About {
  readonly to: string;
  readonly id: string;
}

const codeOf = (ask: () => Promise<unknown>): Promise<string> =>
  ask().then(
    () => 'ok',
    (error: unknown) => (ImError.is(error) ? error.code : String(error)),
  );
