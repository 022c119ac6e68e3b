import { type Client, type Content, type Conversation, ImError, type SendHandle, type Target } from '@palaver/sdk';
import type { SendBegun, Untimed } from '../judge/observation.js';
import { entryOf, textOf } from './entries.js';
import { conversationOf } from './names.js';
import type { Recorder } from './recorder.js';

/** What is told of a device. */
type Own<One = Untimed> = One extends { readonly device: string } ? Omit<One, 'device'> : never;

/** How something is sent, as far as the contract knows it. */
export type Manner = Partial<Pick<SendBegun, 'increment' | 'isUnkept' | 'asksReceipt' | 'waits' | 'media'>>;

const states: Readonly<Record<string, 'connected' | 'online' | 'offline'>> = {
  syncing: 'connected',
  online: 'online',
  offline: 'offline',
  kicked: 'offline',
  expired: 'offline',
};

/** A client of ours: what it shows, and what it is made to send and list, is taken down. */
export class Watched {
  readonly device: string;
  /** As a history calls him. */
  readonly user: string;
  readonly client: Client;
  /** Sends that have had no end. */
  readonly open = new Set<string>();
  private readonly recorder: Recorder;
  private readonly ended = new Set<string>();

  constructor(recorder: Recorder, { device, user, client }: Pick<Watched, 'device' | 'user' | 'client'>) {
    this.recorder = recorder;
    this.device = device;
    this.user = user;
    this.client = client;
    this.watch();
  }

  add(seen: Own): void {
    this.recorder.add({ device: this.device, ...seen } as Untimed);
  }

  /** How a history calls a conversation. */
  called({ target }: Pick<Conversation, 'target'>): string {
    return conversationOf(this.user, target);
  }

  private watch(): void {
    const { client } = this;
    client.on('status.changed', ({ status }) => {
      const type = states[status];
      if (type) this.add({ type });
    });
    client.on('message.new', ({ message, conversation }) =>
      this.add({ type: 'shown.new', to: this.called(conversation), entry: entryOf(message) }),
    );
    client.on('sync.offline', ({ kind, messages, conversation }) =>
      this.add({ type: 'shown.offline', to: this.called(conversation), kind, entries: messages.map(entryOf) }),
    );
    client.on('sync.roaming', ({ conversation }) => this.add({ type: 'shown.roaming', to: this.called(conversation) }));
    client.on('message.retracted', ({ message, conversation }) =>
      this.add({ type: 'shown.retracted', to: this.called(conversation), entry: entryOf(message) }),
    );
    client.on('message.sent', ({ message: { id, seq = 0, serverId: sid = '', createdAt } }) => {
      this.add({ type: 'send.acknowledged', id, seq, sid, time: createdAt.getTime() });
      this.ends(id);
    });
    client.on('message.failed', ({ message, error }) => this.fails(message.id, error));
    client.on('unread.changed', ({ total }) => this.add({ type: 'shown.total', count: total }));
    client.on('conversation.changed', ({ conversation }) =>
      this.add({ type: 'shown.unread', to: this.called(conversation), count: conversation.unreadCount }),
    );
  }

  private ends(id: string): void {
    this.open.delete(id);
    this.ended.add(id);
  }

  /** "Again later" is no end. */
  private fails(id: string, error: unknown): void {
    if (!ImError.is(error) || error.disposition === 'retry' || this.ended.has(id)) return;
    this.add({ type: 'send.refused', id, code: error.code });
    this.ends(id);
  }

  /** The application is opened again: what an earlier process had stored and not sent is on its way. */
  async resumes(): Promise<boolean> {
    if (!(await this.client.resume())) return false;
    for (const { messages } of this.client.conversations.get())
      for (const { id, status } of await messages.all())
        if (status === 'sending' && !this.ended.has(id)) this.open.add(id);
    return true;
  }

  send(to: Target, said: Content | string, manner: Manner = {}): SendHandle {
    const { increment, isUnkept, asksReceipt, media } = manner;
    const handle = this.client.send(to, said, {
      ...(increment !== undefined && { unreadIncrement: increment }),
      ...(isUnkept && { saveOffline: false }),
      ...(asksReceipt && { needReadReceipt: true }),
    });
    const { id } = handle;
    const text = typeof said === 'string' ? said : textOf(said, media);
    this.open.add(id);
    this.add({ type: 'send.begun', to: conversationOf(this.user, to), id, text, ...manner });
    handle.message.then(
      () => this.add({ type: 'send.kept', id }),
      (error: unknown) => this.fails(id, error),
    );
    return handle;
  }

  /** All that it has, after it has fetched what it lacks. */
  async list(): Promise<void> {
    for (const { target, messages } of this.client.conversations.get()) {
      const to = this.called({ target });
      const stored = (await messages.all()).length;
      await messages.page({ limit: 10_000_000 });
      const all = await messages.all();
      if (all.length > stored) this.add({ type: 'paged', to });
      const placed = all.filter(({ seq }) => seq !== undefined).reverse();
      const unread = this.client.conversations.peek(target)?.unreadCount ?? 0;
      this.add({ type: 'listed', to, entries: placed.map(entryOf), unread });
    }
  }
}
