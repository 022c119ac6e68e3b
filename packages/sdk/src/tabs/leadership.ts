import type { Cancel, Clock } from '@palaver/protocol';
import type { Presence } from '../ports.js';

/** How often the leader says that it is there, and how many of these a visible tab does without. */
export const beatMs = 2000;
const beatsMissed = 3;

export interface LeadershipPorts {
  readonly clock: Clock;
  readonly presence: Presence;
  /** The browser's: a lock goes with its tab, however that ends. */
  readonly locks: Pick<LockManager, 'request'>;
}

export interface LeadershipEvents {
  /** This tab leads from now on. */
  lead(): void;
  /** Another tab took the lead from this one, because it seemed frozen. */
  follow(): void;
  /** While leading, every 2 s: tell the others. */
  beat(): void;
}

type Role =
  | { readonly is: 'out' }
  | { readonly is: 'following'; readonly stopWaiting: () => void; readonly cancelWatch: Cancel }
  | { readonly is: 'leading'; readonly giveUp: () => void; readonly cancelBeat: Cancel };

/**
 * Which of several tabs leads. The leader holds a lock, and the next in line gets it when the leader's tab ends. A leader
 * that is frozen holds on to it, so a visible tab that misses three beats steals it; a leader that wakes up finds it gone.
 */
export class Leadership {
  private readonly name: string;
  private readonly ports: LeadershipPorts;
  private readonly events: LeadershipEvents;
  private role: Role = { is: 'out' };
  private missed = 0;
  private hasLeft = false;
  private stopReturn: () => void = () => {};

  constructor(name: string, ports: LeadershipPorts, events: LeadershipEvents) {
    this.name = name;
    this.ports = ports;
    this.events = events;
  }

  get isLeading(): boolean {
    return this.role.is === 'leading';
  }

  /** Takes the lead if nobody has it, else stands in line. Resolves when it is known which. */
  async join(): Promise<void> {
    // What was missed while nobody looked says nothing of the leader.
    this.stopReturn = this.ports.presence.onReturn(() => this.heard());
    const wasFree = await this.request({ ifAvailable: true });
    if (!wasFree && !this.hasLeft) this.standInLine();
  }

  /** Takes the lead whoever has it. Resolves when this tab leads. */
  async seize(): Promise<void> {
    if (this.role.is === 'leading') return;
    this.leaveLine();
    await this.request({ steal: true });
  }

  /** A beat of the leader arrived. */
  heard(): void {
    this.missed = 0;
  }

  /** Lets go: the next in line leads. */
  leave(): void {
    this.hasLeft = true;
    this.stopReturn();
    this.leaveLine();
    if (this.role.is === 'leading') {
      this.role.cancelBeat();
      this.role.giveUp();
    }
    this.role = { is: 'out' };
  }

  private standInLine(): void {
    const waiting = new AbortController();
    this.missed = 0;
    this.role = { is: 'following', stopWaiting: () => waiting.abort(), cancelWatch: () => {} };
    this.watch();
    void this.request({ signal: waiting.signal });
  }

  private leaveLine(): void {
    if (this.role.is !== 'following') return;
    this.role.cancelWatch();
    this.role.stopWaiting();
    this.role = { is: 'out' };
  }

  /** Counts ticks, not time: after the whole machine slept, the leader gets its chance to beat first. */
  private watch(): void {
    if (this.role.is !== 'following') return;
    const cancelWatch = this.ports.clock.after(beatMs, () => {
      this.missed = this.ports.presence.isHidden() ? 0 : this.missed + 1;
      if (this.missed > beatsMissed) void this.seize();
      else this.watch();
    });
    this.role = { ...this.role, cancelWatch };
  }

  /** Resolves with whether the lock was got, at once when it is; the lock stays until `giveUp`. */
  private request(options: LockOptions): Promise<boolean> {
    return new Promise((resolve) => {
      let own: (() => void) | undefined;
      const held = this.ports.locks.request(this.name, options, (lock) => {
        resolve(lock !== null);
        if (!lock || this.hasLeft) return undefined;
        return new Promise<void>((giveUp) => {
          own = giveUp;
          this.gotLock(giveUp);
        });
      });
      // Rejects when the wait is broken off, which is our own doing, or when the lock is stolen.
      held.catch(() => {
        resolve(false);
        if (this.role.is === 'leading' && this.role.giveUp === own) this.lostLock(this.role.cancelBeat);
      });
    });
  }

  private gotLock(giveUp: () => void): void {
    if (this.role.is === 'following') this.role.cancelWatch();
    this.role = { is: 'leading', giveUp, cancelBeat: () => {} };
    this.events.lead();
    this.beat();
  }

  private lostLock(cancelBeat: Cancel): void {
    cancelBeat();
    this.standInLine();
    this.events.follow();
  }

  private beat(): void {
    if (this.role.is !== 'leading') return;
    this.events.beat();
    this.role = { ...this.role, cancelBeat: this.ports.clock.after(beatMs, () => this.beat()) };
  }
}
