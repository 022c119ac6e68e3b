import { isRoomId } from '../conversation/records.js';
import type { Verb } from '../desk.js';
import type { Link, Push } from '../sync/link.js';
import type { RoomHall, RoomHallDeps } from './room-hall.js';
import type { RoomVerbs } from './room-verbs.js';
import type { Rooms } from './rooms.js';

const ownVerbs: readonly Verb[] = ['enterRoom', 'leaveRoom', 'restoreRooms', 'roomState'];

/** Whether something that is asked of an account concerns a chatroom. */
export function concernsRoom(verb: Verb, args: readonly unknown[]): boolean {
  if (ownVerbs.includes(verb)) return true;
  const about: unknown = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof about === 'string') return isRoomId(about);
  if (typeof about !== 'object' || about === null) return false;
  const { chatroom, conversation, conversationId } = about as Record<string, unknown>;
  return chatroom !== undefined || isRoomId(String(conversation ?? conversationId));
}

export interface RoomDeskDeps extends Omit<RoomHallDeps, 'copy'> {
  readonly rooms: Rooms;
}

/** Who is asked about chatrooms in the tab that leads; what they take is loaded when somebody asks. */
export class RoomDesk {
  private readonly deps: RoomDeskDeps;
  private here: { readonly hall: RoomHall; readonly verbs: RoomVerbs } | undefined;
  private link: Link | undefined;

  constructor(deps: RoomDeskDeps) {
    this.deps = deps;
  }

  async do(verb: Verb, args: readonly unknown[]): Promise<unknown> {
    if (verb === 'roomState' && !this.deps.rooms.copy) return { at: 0, changes: [] };
    const { verbs } = await this.load();
    return (verbs[verb as keyof RoomVerbs] as (...args: readonly unknown[]) => unknown)(...args);
  }

  /** For another tab, which may ask again what a leader before this one has done. */
  async answer(verb: Verb, args: readonly unknown[]): Promise<unknown> {
    const isSend = verb === 'send' || verb === 'sendAgain';
    return (isSend && (await (await this.load()).verbs.sentBefore(args))) || this.do(verb, args);
  }

  begin(link: Link): void {
    this.link = link;
    if (this.here) this.here.hall.begin(link);
    // Another tab led before this one, and this one was in rooms with it.
    else if (this.deps.rooms.copy) void this.load();
  }

  lost(): void {
    this.link = undefined;
    this.here?.hall.lost();
  }

  receive(push: Extract<Push, { t: 'room' | 'room_ended' }>): void {
    this.here?.hall.receive(push);
  }

  async cancel(id: string): Promise<void> {
    await this.here?.hall.cancel(id);
  }

  stop(): void {
    this.here?.hall.media.stop();
  }

  private async load(): Promise<{ readonly hall: RoomHall; readonly verbs: RoomVerbs }> {
    const { rooms, ...deps } = this.deps;
    const { kit, copy } = await rooms.load();
    if (!this.here) {
      const hall = new kit.RoomHall({ ...deps, copy });
      this.here = { hall, verbs: new kit.RoomVerbs(hall, copy) };
      if (this.link) hall.begin(this.link);
    }
    return this.here;
  }
}
