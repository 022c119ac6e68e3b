import type { CloseReason, EndReason } from '@palaver/protocol';
import { Lru } from '../engine/lru.js';
import type { SessionRow } from '../store/people-rows.js';
import type { UserId } from '../store/rows.js';

/** A connection that has logged in, as deliveries see it. */
export interface Subscriber {
  readonly sessionId: string;
  readonly platform: string;
  push(text: string): void;
  /** The session has ended: tells why, and closes. */
  endSession(reason: EndReason): void;
  close(reason: CloseReason): void;
}

/** Who is connected where. */
export class Hub {
  private readonly users = new Map<UserId, Subscriber[]>();
  private readonly sessions = new Map<string, Subscriber>();
  /** A login that was under way when its session ended must not come in after all. */
  private readonly ended = new Lru<string, EndReason>(10_000);
  private readonly endListeners: ((sessionId: string) => void)[] = [];

  /** Undefined where it is in; otherwise why the session has ended. A session's older connection makes room (P11). */
  join(user: UserId, subscriber: Subscriber): EndReason | undefined {
    const { sessionId } = subscriber;
    const ended = this.ended.get(sessionId);
    if (ended) return ended;
    this.sessions.get(sessionId)?.close('busy');
    this.sessions.set(sessionId, subscriber);
    this.users.set(user, [...(this.users.get(user) ?? []), subscriber]);
    return undefined;
  }

  leave(user: UserId, subscriber: Subscriber): void {
    if (this.sessions.get(subscriber.sessionId) === subscriber) this.sessions.delete(subscriber.sessionId);
    const left = (this.users.get(user) ?? []).filter((other) => other !== subscriber);
    if (left.length > 0) this.users.set(user, left);
    else this.users.delete(user);
  }

  end(sessions: readonly Pick<SessionRow, 'id'>[], reason: EndReason): void {
    for (const { id } of sessions) {
      this.ended.set(id, reason);
      this.sessions.get(id)?.endSession(reason);
      for (const listener of this.endListeners) listener(id);
    }
  }

  /** Told of every session that ends, connected or not. */
  onEnd(listener: (sessionId: string) => void): void {
    this.endListeners.push(listener);
  }

  has(sessionId: string): boolean {
    return this.sessions.has(sessionId);
  }

  of(user: UserId): readonly Subscriber[] {
    return this.users.get(user) ?? nobody;
  }

  /** The connections of all who are in the audience: looks through the smaller of the two, the audience or who is here. */
  each(
    audience: { readonly size: number; has(user: UserId): boolean; keys(): Iterable<UserId> },
    run: (to: Subscriber) => void,
  ): void {
    if (audience.size <= this.users.size) {
      for (const user of audience.keys()) for (const to of this.users.get(user) ?? nobody) run(to);
    } else {
      for (const [user, connections] of this.users) if (audience.has(user)) for (const to of connections) run(to);
    }
  }

  count(): number {
    return this.sessions.size;
  }
}

const nobody: readonly Subscriber[] = [];
