import type { Cancel, Clock, EndReason, Random, Response } from '@palaver/protocol';
import { ImError } from '@palaver/protocol';
import type { ConnectionStatus } from '../api.js';
import type { Presence } from '../ports.js';
import { type ConnectionEffect, type ConnectionInput, type ConnectionState, statusOf, step } from './connection.js';
import { greet, type Hello, type NetworkPorts, type WireCredentials } from './handshake.js';
import type { Link } from './link.js';

export interface DriverDeps {
  readonly network: NetworkPorts;
  readonly clock: Clock;
  readonly random: Random;
  readonly presence: Presence;
  readonly hello: Hello;
  /** The session's token, from the store. */
  readonly sessionToken: () => string | undefined;
  /** Asks the application for a new token; undefined where nobody can be asked. */
  readonly renew: () => (() => Promise<string>) | undefined;
  /** A session was made anew or reopened on this link. */
  readonly accepted: (link: Link, answer: Response<'login'>) => Promise<void>;
  /** Catches up on the link; resolves when it is done. */
  readonly sync: (link: Link) => Promise<void>;
  readonly lost: () => void;
  readonly ended: (reason: EndReason) => void;
  /** The server ended the session: false where another tab has its successor already, and takes over. */
  readonly isEnd: (reason: EndReason) => true | Promise<boolean>;
  readonly status: (status: ConnectionStatus) => void;
}

/** Runs what the connection's transition function decides: sockets, timers, and the catch-up after each login. */
export class Driver {
  private readonly deps: DriverDeps;
  private state: ConnectionState = { name: 'idle' };
  private told: ConnectionStatus = 'idle';
  private link: Link | undefined;
  private credentials: WireCredentials | undefined;
  private giveUp: (() => void) | undefined;
  private cancelWait: Cancel | undefined;
  private readonly stopWatching: () => void;
  private awaited: { resolve(link: Link): void; reject(error: unknown): void }[] = [];

  constructor(deps: DriverDeps) {
    this.deps = deps;
    this.stopWatching = deps.presence.onReturn(() => this.input({ type: 'due', now: this.now() }));
  }

  get isOnline(): boolean {
    return this.state.name === 'online';
  }

  /** Connects with the session that the store has. */
  start(): void {
    this.input({ type: 'start', now: this.now() });
  }

  /** Goes on with a link that has logged in. */
  adopt(link: Link): void {
    this.dropLink();
    this.link = link;
    this.input({ type: 'accepted' });
    // It may be lost already: then the loss is told of a connection that was there.
    this.watch(link);
  }

  /** Ends the connection; `start` and `adopt` go on. */
  pause(): void {
    this.input({ type: 'stop' });
  }

  /** For good. */
  stop(): void {
    this.stopWatching();
    this.pause();
  }

  /** Ends this connection as if the network had: what is unsure is asked again. */
  reconnect(): void {
    this.link?.drop();
  }

  /** The link that may be used now. Waits for an attempt that is under way; rejects OFFLINE where there is none. */
  ready(): Promise<Link> {
    if (this.link) return Promise.resolve(this.link);
    if (this.state.name !== 'connecting') return Promise.reject(new ImError('OFFLINE'));
    return new Promise((resolve, reject) => this.awaited.push({ resolve, reject }));
  }

  private now(): number {
    return this.deps.clock.monotonic();
  }

  private circumstances() {
    return { now: this.now(), isHidden: this.deps.presence.isHidden(), fraction: this.deps.random.fraction() };
  }

  private input(input: ConnectionInput): void {
    const { state, effects } = step(this.state, input);
    this.state = state;
    if (state.name !== 'waiting' || effects.length > 0) {
      this.cancelWait?.();
      this.cancelWait = undefined;
    }
    for (const effect of effects) this.run(effect);
    if (state.name !== 'connecting') this.answerAwaited();
    this.tell();
  }

  /** After the effects, and of the state they led to. */
  private tell(): void {
    const status = statusOf(this.state);
    if (status === this.told) return;
    this.told = status;
    this.deps.status(status);
  }

  private run(effect: ConnectionEffect): void {
    if (effect.do === 'open') this.open();
    if (effect.do === 'drop') this.dropLink();
    if (effect.do === 'sync') this.sync();
    if (effect.do === 'renew') this.renew();
    if (effect.do === 'end') this.deps.ended(effect.reason);
    if (effect.do === 'wait')
      this.cancelWait = this.deps.clock.after(effect.ms, () => this.input({ type: 'due', now: this.now() }));
  }

  private open(): void {
    const token = this.deps.sessionToken();
    const credentials = this.credentials ?? (token === undefined ? undefined : { kind: 'session' as const, token });
    this.credentials = undefined;
    if (!credentials) {
      this.input({ type: 'ended', reason: 'token_expired' });
      return;
    }
    this.giveUp = greet(this.deps.network, this.deps.hello, credentials, (greeting) => {
      this.giveUp = undefined;
      if (greeting.type === 'accepted') {
        const { link } = greeting;
        this.link = link;
        this.watch(link);
        this.deps.accepted(link, greeting.answer).then(
          () => link === this.link && this.input({ type: 'accepted' }),
          () => link.drop(),
        );
      } else if (greeting.type === 'lost') {
        this.input({ ...greeting, ...this.circumstances() });
      } else if (greeting.ended && !(greeting.ended === 'token_expired' && this.deps.renew())) {
        this.over(greeting.ended);
      } else {
        const { code, retryAfterMs } = greeting.refusal;
        const canRenew = this.deps.renew() !== undefined;
        this.input({ type: 'refused', code, retryAfterMs, canRenew, ...this.circumstances() });
      }
    });
  }

  private watch(link: Link): void {
    link.onLoss((loss) => {
      if (this.link !== link) return;
      this.forget();
      this.input({ type: 'lost', ...loss, ...this.circumstances() });
    });
  }

  private dropLink(): void {
    this.giveUp?.();
    this.giveUp = undefined;
    const { link } = this;
    if (!link) return;
    this.forget();
    link.drop();
  }

  private forget(): void {
    this.link = undefined;
    this.deps.lost();
  }

  private sync(): void {
    const { link } = this;
    if (!link) return;
    this.deps.sync(link).then(
      () => link === this.link && this.input({ type: 'caught up' }),
      // A link that is lost already has told so itself; anything else ends this connection, and the next one tries again.
      () => link.drop(),
    );
  }

  /** The server ended the session while the link was open. */
  sessionEnded(reason: EndReason): void {
    if (reason === 'token_expired' && this.deps.renew()) this.reconnect();
    else this.over(reason);
  }

  private over(reason: EndReason): void {
    const end = () => this.input({ type: 'ended', reason });
    const isEnd = this.deps.isEnd(reason);
    if (isEnd === true) end();
    else void isEnd.then((isSo) => isSo && end());
  }

  private renew(): void {
    const done = (token: string | undefined) => {
      if (token !== undefined) this.credentials = { kind: 'token', token };
      this.input({ type: 'renewed', hasCredentials: token !== undefined, ...this.circumstances() });
    };
    Promise.resolve()
      .then(() => this.deps.renew()?.())
      .then(done, () => done(undefined));
  }

  private answerAwaited(): void {
    const awaited = this.awaited;
    this.awaited = [];
    for (const { resolve, reject } of awaited) {
      if (this.link) resolve(this.link);
      else reject(new ImError('OFFLINE'));
    }
  }
}
