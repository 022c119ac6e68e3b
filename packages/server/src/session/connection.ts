import {
  type CloseReason,
  closeCodes,
  type EndReason,
  ImError,
  limits,
  type Operation,
  parseRequest,
  type Refusal,
  type RequestFault,
  type RequestFrame,
  refusal,
  uuidv7,
} from '@palaver/protocol';
import { extendedSession, seenSession, whileHereMs } from '../auth/session-life.js';
import type { Socket, SocketEvents } from '../core-ports.js';
import type { Subscriber } from '../delivery/hub.js';
import { boundsOf } from '../domain/bounds.js';
import { errorText } from '../error-text.js';
import { countOne } from '../metrics/counts.js';
import { StoreFullError } from '../store/store.js';
import type { Asked, Handler, Identity, Services } from './handlers/handler.js';
import { deviceVoice, type Sender } from './handlers/sender.js';
import { paces } from './paces.js';
import { type Answering, RequestReply, refusalText } from './reply.js';
import { greeting, type Session, type SessionInput, type SessionStep, step } from './session.js';
import { StickyRefusals } from './sticky.js';

export type Handlers = { readonly [O in Operation]: Handler<O> };

/** One socket: reads its frames, hands each to its handler, writes what comes of it. */
export class Connection implements SocketEvents, Subscriber, Sender, Answering {
  readonly sticky = new StickyRefusals();
  readonly openedAt: number;
  /** When something last came, in monotonic ms. */
  heardAt: number;
  private readonly socket: Socket;
  private readonly services: Services;
  private readonly handlers: Handlers;
  private readonly onClosed: (connection: Connection) => void;
  private session: Session = greeting;
  private login: Identity | undefined;
  private readonly open = new Set<number>();
  private readonly ordered = new Queue();
  private readonly reads = new Queue();

  constructor(socket: Socket, services: Services, handlers: Handlers, onClosed: (connection: Connection) => void) {
    this.socket = socket;
    this.services = services;
    this.handlers = handlers;
    this.onClosed = onClosed;
    this.openedAt = services.clock.monotonic();
    this.heardAt = this.openedAt;
  }

  // ── From the socket ──
  message(text: string): void {
    if (this.session.phase === 'closed') return;
    this.heardAt = this.services.clock.monotonic();
    const parsed = parseRequest(text);
    if (parsed.ok) this.request(parsed.value);
    else this.misread(parsed.error);
  }

  fault(reason: 'tooLarge' | 'malformed'): void {
    this.close(reason);
  }

  closed(): void {
    this.end('gone');
  }

  // ── To the socket ──
  push(text: string): void {
    if (this.session.phase !== 'open' && this.session.phase !== 'draining') return;
    this.services.counts.pushes += 1;
    this.write(text);
  }

  endSession(reason: EndReason): void {
    this.push(JSON.stringify({ t: 'ended', reason }));
    this.close('sessionEnded');
  }

  close(reason: CloseReason): void {
    if (this.end(reason)) this.socket.close(closeCodes[reason].code, reason);
  }

  // ── For handlers ──
  readonly voice = deviceVoice;

  get origin(): Subscriber {
    return this;
  }

  get address(): string {
    return this.socket.address;
  }

  get isGreeting(): boolean {
    return this.session.phase === 'greeting';
  }

  get isClosed(): boolean {
    return this.session.phase === 'closed';
  }

  get sessionId(): string {
    return this.identity.session.id;
  }

  get platform(): string {
    return this.identity.session.platform;
  }

  /** Handlers are called only after the session step let their operation pass. */
  get identity(): Identity {
    if (!this.login) throw new Error('Nobody has logged in here.');
    const application = this.services.directory.applicationOf(this.login.user);
    // Settings that were changed since the login hold.
    if (application !== this.login.application) this.login = { ...this.login, application };
    return this.login;
  }

  /** The client asks again on its next connection. */
  unknown(): void {
    this.close('busy');
  }

  get openRequests(): number {
    return this.open.size;
  }

  /** Binds the connection to a session, where neither of them has ended meanwhile. */
  accept(identity: Identity): EndReason | 'gone' | undefined {
    if (this.session.phase !== 'greeting') return 'gone';
    this.login = identity;
    const ended = this.services.hub.join(identity.user.id, this);
    if (ended) this.login = undefined;
    else this.input({ kind: 'login accepted' });
    return ended;
  }

  /** The session lives on while its device is connected (P9). */
  keepSession(): void {
    if (!this.login) return;
    const { session, application } = this.identity;
    const { clock, seen } = this.services;
    const extended = extendedSession(session, boundsOf(application).sessionMs, clock.now(), whileHereMs);
    if (!extended) return;
    this.login = { ...this.login, session: extended };
    seen.note(extended);
  }

  /** Until when its device was here outlives the process. */
  noteSeen(): void {
    if (!this.login) return;
    const { session, application } = this.identity;
    const { clock, seen } = this.services;
    seen.note(seenSession(session, boundsOf(application).sessionMs, clock.now()));
  }

  refuseLogin(): void {
    this.input({ kind: 'login refused' });
  }

  drain(): void {
    this.input({ kind: 'drain' });
  }

  /** Runs in the order of frames: at once, unless something before it still waits. */
  inOrder(isAtHand: boolean, run: () => void | Promise<void>): void | Promise<void> {
    return isAtHand && this.ordered.isEmpty ? run() : this.ordered.add(async () => run());
  }

  /** Pages are read one after the other, as the network takes them, so that catching up is not "too slow". */
  read(run: () => Promise<void>): Promise<void> {
    return this.reads.add(async () => {
      while (this.session.phase !== 'closed' && this.socket.bufferedBytes() > limits.waitingBytes / 4)
        await new Promise<void>((resolve) => this.services.clock.after(paceMs, resolve));
      if (this.session.phase !== 'closed') await run();
    });
  }

  private misread({ r, refusal }: RequestFault): void {
    if (this.session.phase === 'draining') return;
    this.refuse(refusal, r);
    if (r === undefined) this.close('malformed');
  }

  private request(frame: RequestFrame): void {
    const { t: operation, r } = frame;
    // A frame that the network brought twice; the first of them will be answered.
    if (this.open.has(r)) return;
    countOne(this.services.counts.requests, operation);
    const { verdict } = this.input({ kind: 'request', operation });
    const isOver = this.open.size >= limits.requestsPerConnection;
    if (verdict.kind === 'refuse') this.refuse(verdict.refusal, r);
    else if (verdict.kind !== 'handle') return;
    else if (isOver && operation !== 'send') this.refuse(refusal('BUSY'), r);
    else if (this.open.size >= 2 * limits.requestsPerConnection) this.close('busy');
    else {
      const retryAfterMs = paces[operation] === 'change' ? this.changeAfterMs() : 0;
      if (retryAfterMs > 0) this.refuse(refusal('RATE_LIMITED', undefined, retryAfterMs), r);
      else this.handle(frame, isOver);
    }
  }

  /** 0, or how long the user's next change has to wait, in ms. */
  private changeAfterMs(): number {
    const { user, application } = this.identity;
    const { changesPerSecond, changesBurst } = boundsOf(application);
    return this.services.changes.take(user.id, { perSecond: changesPerSecond, burst: changesBurst });
  }

  private handle(frame: RequestFrame, isOver: boolean): void {
    const { t: operation, r } = frame;
    this.open.add(r);
    const asked: Asked = { connection: this, asker: this, reply: new RequestReply(this, r), isOver };
    try {
      const answered = (this.handlers[operation] as Handler<Operation>)(frame, asked);
      answered?.catch((error: unknown) => this.failed(operation, r, error));
    } catch (error) {
      this.failed(operation, r, error);
    }
  }

  answer(r: number, text: string, refused?: Refusal): void {
    if (!this.open.delete(r) || this.session.phase === 'closed') return;
    if (refused) countOne(this.services.counts.refused, refused.code);
    this.write(text);
  }

  /** A port that has too much to do, or no room, says so. Anything else must not happen: it ends this connection, and the log knows more. */
  private failed(operation: Operation, r: number, error: unknown): void {
    const later = ImError.is(error, 'BUSY') ? error : error instanceof StoreFullError && refusal('SERVER_FULL');
    if (later && operation !== 'send') {
      if (operation === 'login') this.refuseLogin();
      new RequestReply(this, r).refuse(later);
      return;
    }
    const { log, clock, random } = this.services;
    const requestId = uuidv7(clock, random);
    log.error('request failed', {
      requestId,
      operation,
      error: errorText(error),
    });
    this.open.delete(r);
    // Whether a send stands in the log nobody knows here: it is not refused, the connection ends instead (D2).
    if (this.session.phase !== 'closed')
      this.write(refusalText({ ...refusal('INTERNAL'), requestId }, operation === 'send' ? undefined : r));
    this.close('internal');
  }

  private refuse(refusal: Refusal, r: number | undefined): void {
    countOne(this.services.counts.refused, refusal.code);
    this.write(refusalText(refusal, r));
  }

  /** Bytes that wait for the network. */
  get unsentBytes(): number {
    return this.socket.bufferedBytes();
  }

  private write(text: string): void {
    // Before, not after: one long answer by itself is no sign of a slow reader.
    if (this.socket.bufferedBytes() > limits.waitingBytes) this.close('tooSlow');
    else this.socket.send(text);
  }

  private end(reason: CloseReason | 'gone'): boolean {
    if (this.input({ kind: 'close', reason }).verdict.kind !== 'done') return false;
    countOne(this.services.counts.closed, reason);
    this.services.rooms.leaveAll(this);
    if (this.login) {
      this.services.hub.leave(this.login.user.id, this);
      this.noteSeen();
    }
    this.onClosed(this);
    return true;
  }

  private input(input: SessionInput): SessionStep {
    const next = step(this.session, input);
    this.session = next.session;
    return next;
  }
}

const paceMs = 20;

/** One after the other, in the order of adding. */
class Queue {
  private tail: Promise<void> = Promise.resolve();
  private length = 0;

  get isEmpty(): boolean {
    return this.length === 0;
  }

  add(run: () => Promise<void>): Promise<void> {
    this.length++;
    const done = this.tail.then(run).finally(() => {
      this.length--;
    });
    this.tail = done.catch(() => {});
    return done;
  }
}
