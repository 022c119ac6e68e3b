import '../loaded-later.js';
import { type Random, seededRandom, VirtualClock } from '@palaver/protocol';
import type { Client, ClientOptions, LocalStore } from '../api.js';
import { createClientWith } from '../create-client.js';
import type { Presence } from '../ports.js';
import type { LocalStorePort } from '../store/local-store.js';
import { memoryStore } from '../store/memory-store.js';
import { FakeServer } from './fake-server.js';
import { word, words } from './words.js';

/** A clock, a server and devices: what a play needs. Nothing real is waited for. */
export class Stage {
  readonly clock = new VirtualClock();
  readonly server: FakeServer;
  readonly random: Random = seededRandom(7);
  readonly errors: unknown[] = [];
  isHidden = false;
  private readonly returns = new Set<() => void>();
  private readonly presence: Presence = {
    isHidden: () => this.isHidden,
    onReturn: (listener) => {
      this.returns.add(listener);
      return () => this.returns.delete(listener);
    },
  };

  constructor(...usernames: string[]) {
    this.server = new FakeServer(this.clock, usernames);
  }

  /** A device with a store of its own, or with one that a device before it had. */
  device(store: LocalStore = memoryStore(), options: Partial<ClientOptions> = {}): Client {
    return createClientWith({ url: 'http://server.example', ...options }, this.parts(store as LocalStorePort));
  }

  protected parts(store: LocalStorePort) {
    return {
      clock: this.clock,
      random: this.random,
      presence: this.presence,
      store,
      transport: this.server.transport(),
      platform: 'node' as const,
      onError: (error: unknown) => void this.errors.push(error),
    };
  }

  async online(username: string, store?: LocalStore, options?: Partial<ClientOptions>): Promise<Client> {
    const client = this.device(store, options);
    await this.login(client, username);
    return client;
  }

  async login(client: Client, username: string): Promise<void> {
    await this.until(client.login({ username, password: 'secret' }));
    await this.until(client.synced());
  }

  /** The network or the page came back. */
  comeBack(): void {
    for (const listener of this.returns) listener();
  }

  /** Lets time pass until the promise settles; fails where it never does. */
  async until<T>(promise: PromiseLike<T>, withinMs = 120_000): Promise<T> {
    let isSettled = false;
    promise.then(
      () => (isSettled = true),
      () => (isSettled = true),
    );
    const end = this.clock.monotonic() + withinMs;
    for (await this.drained(); !isSettled; await this.drained()) {
      if (this.clock.monotonic() > end || !this.clock.step()) throw new Error('this would never settle');
    }
    return await promise;
  }

  protected drained(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** Lets so much time pass. */
  async pass(ms: number): Promise<void> {
    const end = this.clock.monotonic() + ms;
    this.clock.after(ms, () => {});
    for (await this.drained(); this.clock.monotonic() < end; await this.drained()) this.clock.step();
  }
}

/** Everything that a client tells, as short lines, in order. */
export function listen(client: Client): string[] {
  const heard: string[] = [];
  client.on('message.new', ({ message }) => heard.push(`new ${word(message)}`));
  client.on('message.sent', ({ message }) => heard.push(`sent ${word(message)}`));
  client.on('message.failed', ({ message, error }) => heard.push(`failed ${word(message)} ${error.code}`));
  client.on('sync.offline', ({ kind, messages, skipped }) =>
    heard.push(`offline ${kind} ${words(messages).join(',')}${skipped ? ` skipped ${skipped}` : ''}`),
  );
  client.on('message.receipts', ({ messages }) =>
    heard.push(`receipts ${messages.map((message) => `${word(message)} ${message.unreadReceipts}`).join(', ')}`),
  );
  client.on('message.retracted', ({ message }) => heard.push(`retracted ${message.seq} ${word(message)}`));
  client.on('sync.roaming', ({ conversation }) => heard.push(`roaming ${conversation.title}`));
  client.on('unread.changed', ({ total }) => heard.push(`unread ${total}`));
  client.on('status.changed', ({ status }) => heard.push(`status ${status}`));
  client.on('session.ended', ({ reason }) => heard.push(`ended ${reason}`));
  return heard;
}
