import { limits } from '@palaver/protocol';
import type { UserId } from '../store/rows.js';
import type { Subscriber } from './hub.js';

/** Who is inside which chatroom now: a matter of connections, kept nowhere else, and gone with them. */
export class Rooms {
  private readonly rooms = new Map<number, Room>();
  private readonly roomsOf = new Map<Subscriber, Set<number>>();

  /** False where the connection is in too many. */
  enter(c: number, user: UserId, subscriber: Subscriber): boolean {
    const own = this.roomsOf.get(subscriber) ?? new Set();
    if (own.has(c)) return true;
    if (own.size >= limits.roomsPerConnection) return false;
    this.roomsOf.set(subscriber, own.add(c));
    const room = this.rooms.get(c) ?? { inside: new Map(), users: new Map() };
    this.rooms.set(c, room);
    room.inside.set(subscriber, user);
    room.users.set(user, (room.users.get(user) ?? 0) + 1);
    return true;
  }

  leave(c: number, subscriber: Subscriber): void {
    const own = this.roomsOf.get(subscriber);
    if (!own?.delete(c)) return;
    if (own.size === 0) this.roomsOf.delete(subscriber);
    const room = this.rooms.get(c);
    const user = room?.inside.get(subscriber);
    if (!room || user === undefined) return;
    room.inside.delete(subscriber);
    const left = (room.users.get(user) ?? 0) - 1;
    if (left > 0) room.users.set(user, left);
    else room.users.delete(user);
    if (room.inside.size === 0) this.rooms.delete(c);
  }

  leaveAll(subscriber: Subscriber): void {
    for (const c of this.roomsOf.get(subscriber) ?? []) this.leave(c, subscriber);
  }

  isInside(c: number, subscriber: Subscriber): boolean {
    return this.roomsOf.get(subscriber)?.has(c) ?? false;
  }

  /** Users, however many devices each has inside. */
  count(c: number): number {
    return this.rooms.get(c)?.users.size ?? 0;
  }

  /** Who is cut off meanwhile is left out. */
  each(c: number, run: (to: Subscriber) => void): void {
    for (const to of this.rooms.get(c)?.inside.keys() ?? []) run(to);
  }

  /** The room was removed: tells everybody inside, and puts them out. */
  end(c: number): void {
    const text = JSON.stringify({ t: 'room_ended', c });
    this.each(c, (to) => {
      this.leave(c, to);
      to.push(text);
    });
  }
}

interface Room {
  readonly inside: Map<Subscriber, UserId>;
  /** How many connections of each user are inside. */
  readonly users: Map<UserId, number>;
}
