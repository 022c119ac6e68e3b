import { type Cancel, type Clock, systemClock, VirtualClock } from '@palaver/protocol';
import type { Client } from '../api.js';
import { createClientWith } from '../create-client.js';
import { indexedDbStore } from '../store/indexeddb-store.js';
import type { LocalStorePort } from '../store/local-store.js';
import { pageLocks, runtimeTabs } from '../tabs/browser-tabs.js';
import type { TabsPorts } from '../tabs/tabs.js';
import type { TransportPort } from '../transport/transport.js';
import { FakeServer } from './fake-server.js';

/**
 * Tabs of one browser, played in one page: locks, channels and databases are the browser's own, and belong to whoever
 * asked for them as they belong to a tab. The server is a test's, on a clock that runs with the real one.
 */
export class TabStage {
  readonly server: FakeServer;
  readonly errors: unknown[] = [];
  /** Files of tests may run beside each other in one browser. */
  readonly place = `tabs-${crypto.randomUUID()}`;
  private readonly tabs: TabOfStage[] = [];
  private readonly clock = new VirtualClock();
  private readonly stopClock: () => void;

  /** Tabs of a page without TLS have no locks of the browser's. */
  hasTls = true;

  constructor(...usernames: string[]) {
    this.server = new FakeServer(this.clock, usernames);
    const began = performance.now() - this.clock.monotonic();
    const timer = setInterval(() => {
      while ((this.clock.next() ?? Number.POSITIVE_INFINITY) <= performance.now() - began) this.clock.step();
      // Brings the clock to now where nothing is due.
      this.clock.after(Math.max(0, performance.now() - began - this.clock.monotonic()), () => {});
    }, 2);
    this.stopClock = () => clearInterval(timer);
  }

  tab(): TabOfStage {
    const tab = new TabOfStage(this);
    this.tabs.push(tab);
    return tab;
  }

  async end(): Promise<void> {
    for (const tab of this.tabs) {
      tab.thaw();
      await tab.close();
    }
    this.stopClock();
  }
}

export class TabOfStage {
  readonly client: Client;
  readonly memory = new Map<string, string>();
  private isFrozen = false;
  private held: (() => void)[] = [];
  private isDeaf = false;
  private unheard: (() => void)[] = [];

  constructor(stage: TabStage) {
    const ports = runtimeTabs(stage.place) as TabsPorts;
    this.client = createClientWith(
      { url: 'http://server.example' },
      {
        store: indexedDbStore(stage.place) as LocalStorePort,
        transport: this.freezable(stage.server.transport()),
        clock: this.freezableClock(),
        presence: { isHidden: () => false, onReturn: () => () => {} },
        platform: 'web',
        onError: (error) => stage.errors.push(error),
        tabs: {
          ...ports,
          locks: { request: this.freezableLocks(stage.hasTls ? ports.locks : pageLocks()) },
          memory: {
            get: (key) => this.memory.get(key),
            set: (key, value) => void (value === undefined ? this.memory.delete(key) : this.memory.set(key, value)),
          },
          channel: (name) => {
            const channel = ports.channel(name);
            return {
              ...channel,
              post: (note) => this.run(() => channel.post(note)),
              listen: (hear) => channel.listen((note) => this.hear(() => hear(note))),
            };
          },
        },
      },
    );
  }

  /** As the browser does with a page that nobody looks at: nothing runs in it, and nobody outside is told. */
  freeze(): void {
    this.isFrozen = true;
  }

  thaw(): void {
    this.isFrozen = false;
    for (const run of this.held.splice(0)) run();
  }

  /** Notes of other tabs come late: the browser promises no order between them and a lock. */
  deafen(): void {
    this.isDeaf = true;
  }

  hearAgain(): void {
    this.isDeaf = false;
    for (const hear of this.unheard.splice(0)) hear();
  }

  private hear(hear: () => void): void {
    if (this.isDeaf) this.unheard.push(hear);
    else this.run(hear);
  }

  async close(): Promise<void> {
    await this.client[Symbol.asyncDispose]();
  }

  private run(act: () => void): void {
    if (this.isFrozen) this.held.push(act);
    else act();
  }

  /** The browser takes a lock from a frozen page at once; the page learns of it when it wakes. */
  private freezableLocks(locks: TabsPorts['locks']): LockManager['request'] {
    return ((name: string, options: LockOptions, use: LockGrantedCallback<unknown>) =>
      new Promise<unknown>((resolve, reject) => {
        locks.request(name, options, use).then(
          (answer) => this.run(() => resolve(answer)),
          (error) => this.run(() => reject(error)),
        );
      })) as LockManager['request'];
  }

  private freezableClock(): Clock {
    return {
      ...systemClock,
      after: (delayMs, run): Cancel => systemClock.after(delayMs, () => this.run(run)),
    };
  }

  private freezable(transport: TransportPort): TransportPort {
    return {
      ...transport,
      connect: (url, events) => {
        const connection = transport.connect(url, {
          opened: () => this.run(() => events.opened()),
          message: (text) => this.run(() => events.message(text)),
          closed: (code) => this.run(() => events.closed(code)),
        });
        return {
          send: (text) => this.run(() => connection.send(text)),
          close: () => this.run(() => connection.close()),
        };
      },
    };
  }
}
