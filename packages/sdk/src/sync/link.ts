import {
  byteLength,
  type Cancel,
  type Clock,
  closedForVersion,
  type EndReason,
  type ErrorCode,
  errors,
  ImError,
  limits,
  type Operation,
  parseResponse,
  parseServerFrame,
  type Request,
  type Response,
  type ServerFrame,
} from '@palaver/protocol';
import type { TransportConnection, TransportPort } from '../transport/transport.js';
import { openingMs } from './reconnect-policy.js';

/** What the server sends without being asked. */
export type Push = Exclude<ServerFrame, { t: 'ok' | 'error' }>;

export type Refusal = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryAfterMs?: number | undefined;
  readonly requestId?: string | undefined;
  readonly ended?: EndReason | undefined;
};

/** How a request ended. `lost`: nobody knows whether it was done. */
export type Outcome<O extends Operation> =
  | { readonly type: 'answer'; readonly value: Response<O> }
  | { readonly type: 'refusal'; readonly refusal: Refusal }
  | { readonly type: 'lost' };

export type Loss = {
  readonly shouldReconnect: boolean;
  /** The server asked for it (P81). */
  readonly retryAfterMs?: number | undefined;
};

type Asked = {
  readonly operation: Operation;
  readonly dueAt: number;
  readonly done: (outcome: Outcome<Operation>) => void;
};

/** One connection: requests and their answers by number, heartbeats, and the end of it. Everything is told in the order of arrival. */
export class Link {
  private readonly clock: Clock;
  private readonly connection: TransportConnection;
  private readonly asked = new Map<number, Asked>();
  private state: 'opening' | 'open' | 'closed' = 'opening';
  private nextNumber = 1;
  private lastHeardAt: number;
  private pingAt = 0;
  private cancelBeat: Cancel;
  private cancelDue: Cancel | undefined;
  private listener: ((push: Push) => void) | undefined;
  private onLost: ((loss: Loss) => void) | undefined;
  private held: Push[] = [];
  private loss: Loss | undefined;
  private retryAfterMs: number | undefined;
  private readonly onOpen: () => void;
  private heartbeatMs: number = limits.heartbeatMs;

  constructor(ports: { transport: TransportPort; url: string; clock: Clock }, onOpen: () => void) {
    this.clock = ports.clock;
    this.onOpen = onOpen;
    this.lastHeardAt = this.clock.monotonic();
    this.cancelBeat = this.clock.after(openingMs, () => this.end({ shouldReconnect: true }));
    this.connection = ports.transport.connect(ports.url, {
      opened: () => this.opened(),
      message: (text) => this.message(text),
      // After 4002 the next attempt learns why the session ended, where the frame that says so was lost.
      closed: (code) => this.end({ shouldReconnect: code !== closedForVersion, retryAfterMs: this.retryAfterMs }),
    });
  }

  get isOpen(): boolean {
    return this.state === 'open';
  }

  /** From now on pushes go to the listener; those that came before are told first. */
  listen(listener: (push: Push) => void): void {
    this.listener = listener;
    for (const push of this.held) listener(push);
    this.held = [];
  }

  /** Called once, at once where the link is lost already. */
  onLoss(lost: (loss: Loss) => void): void {
    if (this.loss) lost(this.loss);
    else this.onLost = lost;
  }

  setHeartbeat(ms: number): void {
    this.heartbeatMs = ms;
  }

  /** `done` is called once, in the order in which answers arrive. False where the frame was not handed to an open connection. */
  ask<O extends Operation>(operation: O, request: Request<O>, done: (outcome: Outcome<O>) => void): boolean {
    if (this.state !== 'open') {
      done({ type: 'lost' });
      return false;
    }
    const r = this.nextNumber++;
    const frame = JSON.stringify({ ...request, t: operation, r });
    if (byteLength(frame) > limits.frameBytes) {
      // The server would end the connection over it, and everything else that is under way with it.
      done({ type: 'refusal', refusal: { code: 'TOO_LARGE', message: 'This is more than one request may carry.' } });
      return false;
    }
    const dueAt = this.clock.monotonic() + limits.requestMs;
    this.asked.set(r, { operation, dueAt, done: done as Asked['done'] });
    this.cancelDue ??= this.clock.after(limits.requestMs, () => this.checkDue());
    this.connection.send(frame);
    return true;
  }

  /** Rejects with what the server refused, and with OFFLINE where the connection was lost. */
  request<O extends Operation>(operation: O, request: Request<O>): Promise<Response<O>> {
    return new Promise((resolve, reject) => {
      this.ask(operation, request, (outcome) => {
        if (outcome.type === 'answer') resolve(outcome.value);
        else reject(outcome.type === 'refusal' ? errorOf(outcome.refusal, operation) : new ImError('OFFLINE'));
      });
    });
  }

  /** Ends it from this side: the same as a loss. */
  drop(): void {
    this.end({ shouldReconnect: true });
  }

  private opened(): void {
    if (this.state !== 'opening') return;
    this.state = 'open';
    this.lastHeardAt = this.clock.monotonic();
    this.cancelBeat();
    this.pingAt = this.clock.monotonic() + this.heartbeatMs;
    this.beat();
    this.onOpen();
  }

  /** Pings, and looks for the moment when two heartbeats have passed without a sound. */
  private beat(): void {
    const now = this.clock.monotonic();
    const deadAt = this.lastHeardAt + 2 * this.heartbeatMs;
    if (now >= deadAt) {
      this.drop();
      return;
    }
    if (now >= this.pingAt) {
      this.pingAt = now + this.heartbeatMs;
      this.ask('ping', {}, () => {});
    }
    this.cancelBeat = this.clock.after(Math.min(this.pingAt, deadAt) - now, () => this.beat());
  }

  /** An answer that does not come leaves the outcome unknown: another connection asks again. */
  private checkDue(): void {
    this.cancelDue = undefined;
    const oldest = this.asked.values().next().value;
    if (!oldest) return;
    const leftMs = oldest.dueAt - this.clock.monotonic();
    if (leftMs <= 0) this.drop();
    else this.cancelDue = this.clock.after(leftMs, () => this.checkDue());
  }

  private message(text: string): void {
    if (this.state !== 'open') return;
    this.lastHeardAt = this.clock.monotonic();
    const frame = parseServerFrame(text);
    if (!frame) return;
    if (frame.t === 'ok' || frame.t === 'error') {
      if (frame.r !== undefined) this.answered(frame.r, frame);
      else if (frame.t === 'error') this.retryAfterMs = frame.retryAfterMs;
    } else if (this.listener) this.listener(frame);
    else this.held.push(frame);
  }

  private answered(r: number, frame: Extract<ServerFrame, { t: 'ok' | 'error' }>): void {
    const asked = this.asked.get(r);
    if (!asked) return;
    if (frame.t === 'error') {
      this.asked.delete(r);
      asked.done({ type: 'refusal', refusal: frame });
      return;
    }
    const value = parseResponse(asked.operation, frame);
    if (value === undefined) {
      this.drop();
      return;
    }
    this.asked.delete(r);
    asked.done({ type: 'answer', value });
  }

  private end(loss: Loss): void {
    if (this.state === 'closed') return;
    this.state = 'closed';
    this.cancelBeat();
    this.cancelDue?.();
    this.connection.close();
    const open = [...this.asked.values()];
    this.asked.clear();
    for (const { done } of open) done({ type: 'lost' });
    this.loss = loss;
    this.onLost?.(loss);
  }
}

/** There is nothing here for this user, however often he asks. A server that failed says nothing of what there is. */
export const isForGood = (code: ErrorCode): boolean =>
  errors[code].disposition === 'reject' && code !== 'INTERNAL' && code !== 'NOT_LOGGED_IN';

export const errorOf = ({ code, message, retryAfterMs, requestId }: Refusal, operation: string): ImError =>
  new ImError(code, message, { retryAfterMs, requestId, operation });
