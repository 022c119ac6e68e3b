import type { Clock } from '@palaver/protocol';
import type { TabChannel } from './tab-line.js';

/** How long a holder may take to say that the lock is his. */
const answerMs = 200;

type Note =
  | { readonly t: 'who' }
  /** The later claim holds; of two at once, the greater text. */
  | { readonly t: 'mine'; readonly claim: string }
  | { readonly t: 'free' };

export interface ChannelLocksPorts {
  readonly clock: Clock;
  readonly channel: (name: string) => TabChannel;
  readonly newId: () => string;
  /** Calls back when the page goes away. */
  readonly onLeave: (leave: () => void) => void;
}

/**
 * What tabs need of the browser's locks, for pages that have none because they came without TLS. A lock that was not
 * given back is found out by the beats that are missing, and two who took it at once agree within a note; between the
 * two the fence of the database keeps order.
 */
export function channelLocks(ports: ChannelLocksPorts): Pick<LockManager, 'request'> {
  const request = (name: string, options: LockOptions, use: LockGrantedCallback<unknown>) =>
    new Promise<unknown>((resolve, reject) => {
      const one = new LockRequest(name, ports, {
        hold: (lock) =>
          Promise.resolve(use(lock))
            .then(resolve, reject)
            .finally(() => one.end()),
        lose: () => reject(new DOMException('The lock was taken by another tab.', 'AbortError')),
      });
      options.signal?.addEventListener('abort', () => {
        if (one.giveUpWaiting()) reject(new DOMException('Nobody waits any more.', 'AbortError'));
      });
      if (options.steal) one.take();
      else one.ask(options.ifAvailable ?? false);
    });
  return { request: request as LockManager['request'] };
}

class LockRequest {
  private readonly name: string;
  private readonly ports: ChannelLocksPorts;
  private readonly channel: TabChannel;
  private readonly owner: { hold(lock: Lock | null): void; lose(): void };
  private state: 'asking' | 'waiting' | 'holding' | 'over' = 'waiting';
  private claim = '';

  constructor(name: string, ports: ChannelLocksPorts, owner: LockRequest['owner']) {
    this.name = name;
    this.ports = ports;
    this.owner = owner;
    this.channel = ports.channel(`${name} lock`);
    this.channel.listen((note) => this.hear(note as Note));
    // A page that is only put aside finds, when it comes back, that it has lost the lock.
    ports.onLeave(() => {
      const isHolding = this.state === 'holding';
      this.end();
      if (isHolding) this.owner.lose();
    });
  }

  /** Takes it if nobody says that it is his; else waits, or does without. */
  ask(isOnce: boolean): void {
    this.state = 'asking';
    this.post({ t: 'who' });
    this.ports.clock.after(answerMs, () => {
      if (this.state === 'asking') this.take();
      else if (this.state === 'waiting' && isOnce) {
        this.close();
        this.owner.hold(null);
      }
    });
  }

  take(): void {
    this.state = 'holding';
    this.claim = this.ports.newId();
    this.post({ t: 'mine', claim: this.claim });
    this.owner.hold({ name: this.name, mode: 'exclusive' });
  }

  giveUpWaiting(): boolean {
    if (this.state !== 'asking' && this.state !== 'waiting') return false;
    this.close();
    return true;
  }

  end(): void {
    if (this.state === 'holding') this.post({ t: 'free' });
    this.close();
  }

  private hear(note: Note): void {
    if (this.state === 'holding') {
      if (note.t === 'mine' && note.claim > this.claim) {
        this.close();
        this.owner.lose();
      } else if (note.t !== 'free') this.post({ t: 'mine', claim: this.claim });
    } else if (note.t === 'mine' && this.state === 'asking') this.state = 'waiting';
    else if (note.t === 'free' && this.state === 'waiting') this.ask(false);
  }

  private close(): void {
    if (this.state === 'over') return;
    this.state = 'over';
    this.channel.close();
  }

  private post(note: Note): void {
    if (this.state !== 'over') this.channel.post(note);
  }
}
