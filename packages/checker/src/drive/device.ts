import { createHash } from 'node:crypto';
import {
  type Client,
  type Conversation,
  content,
  createClient,
  ImError,
  type Platform,
  type SendHandle,
  type Target,
} from '@palaver/sdk';
import { sqliteStore } from '@palaver/sdk/node';
import type { SendBegun } from '../judge/observation.js';
import { entryOf } from '../record/entries.js';
import { nameOf, targetOf } from '../record/names.js';
import { now, type Recorder } from '../record/recorder.js';
import { type Manner, Watched } from '../record/watched.js';

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

/** A real client over a store in a file, which writes down what is asked of it and what it shows. */
export class Device {
  private readonly spec: DeviceSpec;
  private readonly client: Client;
  private readonly watched: Watched;

  constructor(spec: DeviceSpec, recorder: Recorder, complain: (error: unknown) => void) {
    this.spec = spec;
    const { name, url, appKey, platform, store } = spec;
    this.client = createClient({ url, appKey, platform, store: sqliteStore(store), onError: complain });
    this.watched = new Watched(recorder, { device: name, user: nameOf(spec), client: this.client });
    this.client.on('command', ({ from, data }) =>
      this.watched.add({ type: 'command.heard', from: nameOf(from), data: String(data) }),
    );
  }

  private target(to: string): Target {
    return targetOf(this.watched.user, to, this.spec.tag);
  }

  private peek(to: string): Conversation | undefined {
    return this.client.conversations.peek(this.target(to));
  }

  /** The application is opened: for the first time, or again with the session that the store keeps. */
  async open({ isNew }: { readonly isNew: boolean }): Promise<void> {
    const { username, password } = this.spec;
    if (!isNew) {
      await this.watched.resumes();
      return;
    }
    this.watched.add({ type: 'device', user: this.watched.user });
    await this.client.login({ username, password });
  }

  async register(): Promise<void> {
    await this.client.register({ username: this.spec.username, password: this.spec.password });
  }

  /** Answers when it is stored, or came to nothing. */
  async send({ to, text, bytes, ...manner }: Said): Promise<string> {
    const handle = this.hands(to, text, bytes, manner);
    await handle.message.catch(() => {});
    return handle.id;
  }

  private hands(to: string, text: string, bytes: string | undefined, manner: Manner): SendHandle {
    if (bytes === undefined) return this.watched.send(this.target(to), text, manner);
    const data = Buffer.from(bytes, 'base64');
    const media = createHash('sha256').update(data).digest('hex');
    const file = content.file(new Uint8Array(data), { fileName: 'bytes' });
    return this.watched.send(this.target(to), file, { ...manner, media, waits: true });
  }

  async read({ to }: { readonly to: string }): Promise<void> {
    const conversation = this.peek(to);
    if (!conversation) return;
    this.watched.add({ type: 'read.begun', to });
    await conversation.clearUnread();
    this.watched.add({ type: 'read.done', to });
  }

  async remove({ to }: { readonly to: string }): Promise<void> {
    if (!this.peek(to)) return;
    this.watched.add({ type: 'remove.begun', to });
    await this.client.conversations.remove(this.target(to));
    this.watched.add({ type: 'remove.done', to });
  }

  async delete({ to, id }: About): Promise<void> {
    const conversation = this.peek(to);
    const message = await conversation?.messages.byId(id);
    if (!conversation || message?.seq === undefined) return;
    this.watched.add({ type: 'delete', to, id });
    await conversation.messages.remove(message);
  }

  async retract({ to, id }: About): Promise<void> {
    const message = await this.peek(to)?.messages.byId(id);
    if (message?.status !== 'sent') return;
    this.watched.add({ type: 'retract.begun', to, id });
    try {
      await message.retract();
      this.watched.add({ type: 'retract.confirmed', to, id });
    } catch (error) {
      if (ImError.is(error) && error.disposition === 'reject' && error.code !== 'CANCELLED')
        this.watched.add({ type: 'retract.refused', to, id });
    }
  }

  async mark({ to, id }: About): Promise<void> {
    const message = await this.peek(to)?.messages.byId(id);
    if (message?.status !== 'received' || message.content.type === 'prompt') return;
    this.watched.add({ type: 'mark.begun', to, id });
    await message.markRead();
    this.watched.add({ type: 'mark.done', to, id });
  }

  async receipts({ to, id }: About): Promise<void> {
    const message = await this.peek(to)?.messages.byId(id);
    if (message?.status !== 'sent' || message.content.type === 'prompt') return;
    const { read, unread } = await message.receipts();
    this.watched.add({ type: 'receipts', to, id, read: read.map(nameOf), unread: unread.map(nameOf) });
  }

  async command({ to, data }: { readonly to: string; readonly data: string }): Promise<void> {
    this.watched.add({ type: 'command.sent', to, data });
    try {
      if (to === 'own') await this.client.sendDeviceCommand('all', data);
      else await this.client.sendCommand(this.target(to), data);
    } catch {
      this.watched.add({ type: 'command.refused', data });
    }
  }

  async search({ text }: { readonly text: string }): Promise<number> {
    const askedAt = now();
    const found = await this.client.search(text, { where: 'server', limit: 50 });
    const entries = found.map((message) => ({ to: this.watched.called(message), entry: entryOf(message) }));
    this.watched.add({ type: 'answered', by: 'search', askedAt, entries });
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
    this.watched.add({ type: 'media', id, sha256 });
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
      this.watched.add({ type: 'guess', of, code: await codeOf(real), invented: await codeOf(invented) });
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
      const to = this.watched.called({ target });
      last[to] = lastMessage?.seq ?? 0;
      unread[to] = unreadCount;
    }
    return { status: this.client.status.get(), waiting: this.watched.open.size, last, unread };
  }

  list(): Promise<void> {
    return this.watched.list();
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
