import type { Clock, ImError } from '@palaver/protocol';
import type { ConnectionStatus } from '../api.js';
import type { Told, Verb } from '../desk.js';
import type { Presence } from '../ports.js';
import type { Change } from '../store/local-store.js';
import { Leadership } from './leadership.js';
import { type Listener, type TabChannel, TabLine } from './tab-line.js';

/** What a browser has for tabs that share a store. */
export interface TabsPorts {
  /** Names the store that they share: two stores of one site have nothing to do with one another. */
  readonly place: string;
  readonly locks: Pick<LockManager, 'request'>;
  channel(name: string): TabChannel;
  /** What this tab remembers and no other does. */
  readonly memory: { get(key: string): string | undefined; set(key: string, value: string | undefined): void };
}

export interface TabsDeps {
  readonly ports: TabsPorts;
  readonly clock: Clock;
  readonly presence: Presence;
  readonly newId: () => string;
}

/** What an account does as one of several tabs. */
export interface Tab extends Omit<Listener, 'beat'> {
  /** Answers the number under which it leads. */
  lead(): Promise<number>;
  follow(): Promise<void>;
  answer(verb: Verb, args: readonly unknown[]): Promise<unknown>;
  status(): ConnectionStatus;
  failed(error: unknown): void;
}

/** The tabs of one account in one browser: one leads and has the connection, the others have their work done by it (B4). */
export class Tabs {
  private readonly tab: Tab;
  private readonly line: TabLine;
  private readonly leadership: Leadership;
  private last: Promise<unknown> = Promise.resolve();

  constructor(account: string, { ports, clock, presence, newId }: TabsDeps, tab: Tab) {
    this.tab = tab;
    const name = `${ports.place} ${account}`;
    this.line = new TabLine(ports.channel(name), {
      newId,
      answer: (verb, args) => tab.answer(verb, args),
      status: () => tab.status(),
      listener: {
        newLeader: (status) => tab.newLeader(status),
        kept: (changes) => tab.kept(changes),
        told: (told) => tab.told(told),
        inOrder: (run) => tab.inOrder(run),
        closed: () => tab.closed(),
        beat: () => this.leadership.heard(),
      },
    });
    this.leadership = new Leadership(
      name,
      { clock, presence, locks: ports.locks },
      { lead: () => this.lead(), follow: () => this.follow(), beat: () => this.line.beat() },
    );
  }

  /** Resolves when this tab leads, or knows that another does. */
  async join(): Promise<void> {
    await this.leadership.join();
    if (!this.leadership.isLeading) this.line.follow();
    await this.last;
  }

  /** Takes the lead from whoever has it. Resolves when this tab leads. */
  async seize(): Promise<void> {
    await this.leadership.seize();
    await this.last;
  }

  ask(verb: Verb, args: readonly unknown[]): Promise<unknown> {
    return this.line.ask(verb, args);
  }

  kept(changes: readonly Change[]): void {
    this.line.kept(changes);
  }

  told(told: Told): void {
    this.line.told(told);
  }

  closed(): void {
    this.line.closed();
  }

  leave(error: ImError): void {
    this.line.end(error);
    this.leadership.leave();
  }

  private lead(): void {
    this.next(async () => {
      if (this.leadership.isLeading) this.line.lead(await this.tab.lead());
    });
  }

  private follow(): void {
    this.next(async () => {
      if (this.leadership.isLeading) return;
      await this.tab.follow();
      this.line.follow();
    });
  }

  private next(run: () => Promise<void>): void {
    this.last = this.last.then(run).catch((error: unknown) => this.tab.failed(error));
  }
}
