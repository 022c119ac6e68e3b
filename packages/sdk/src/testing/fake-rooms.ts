import type { Entry, RequestFrame, VirtualClock, WireMessage } from '@palaver/protocol';
import { actorOf } from './fake-people.js';
import type { FakeSocket } from './fake-socket.js';

interface Room {
  readonly id: string;
  readonly name: string;
  readonly entries: Entry[];
  readonly inside: Set<FakeSocket>;
}

/** Chatrooms of a server in a test's hands. */
export class FakeRooms {
  private readonly rooms = new Map<string, Room>();
  private readonly clock: VirtualClock;
  private readonly takeSid: () => number;

  constructor(clock: VirtualClock, takeSid: () => number) {
    this.clock = clock;
    this.takeSid = takeSid;
  }

  /** A chatroom: its entries go to whoever is inside. */
  add(id: string, name = `room ${id}`): Room {
    const room = { id, name, entries: [], inside: new Set<FakeSocket>() };
    this.rooms.set(id, room);
    return room;
  }

  say(room: Room, from: string, message: WireMessage | string, sender?: FakeSocket): Entry {
    const sid = this.takeSid();
    const text = { id: `said-by-somebody-${sid}`, content: { type: 'text', text: message } };
    const body = {
      kind: 'message' as const,
      from: actorOf(from),
      fromType: 'user' as const,
      message: typeof message === 'string' ? text : message,
    } as Entry['body'];
    const entry: Entry = { seq: room.entries.length + 1, at: this.clock.now(), sid: String(sid), body };
    room.entries.push(entry);
    for (const socket of room.inside) if (socket !== sender) socket.push({ t: 'room', c: Number(room.id), entry });
    return entry;
  }

  leave(socket: FakeSocket): void {
    for (const { inside } of this.rooms.values()) inside.delete(socket);
  }

  visit(
    socket: FakeSocket,
    { t, id }: RequestFrame & { t: 'rooms.get' | 'rooms.enter' | 'rooms.leave' },
  ): Record<string, unknown> {
    const room = this.rooms.get(id);
    if (!room) return { code: 'NOT_FOUND' };
    if (t === 'rooms.enter') room.inside.add(socket);
    if (t === 'rooms.leave') room.inside.delete(socket);
    const card = { id, name: room.name, description: '', memberCount: room.inside.size };
    if (t === 'rooms.leave') return {};
    if (t === 'rooms.get') return { room: card };
    return { room: card, c: Number(id), head: room.entries.length, entries: room.entries.slice(-50) };
  }

  send(socket: FakeSocket, id: string, message: WireMessage): Record<string, unknown> {
    const room = this.rooms.get(id);
    if (!room?.inside.has(socket)) return { code: room ? 'NOT_MEMBER' : 'NOT_FOUND' };
    const { seq, at, sid } = this.say(room, socket.username ?? '', message, socket);
    return { c: Number(id), seq, at, sid };
  }
}
