import {
  type Cancel,
  type Clock,
  type Entry,
  errors,
  ImError,
  limits,
  type Response,
  type WireMessage,
} from '@palaver/protocol';
import { newConversation } from '../conversation/apply.js';
import {
  conversationId,
  type FullTarget,
  type StoredConversation,
  type StoredMessage,
} from '../conversation/records.js';
import type { Told } from '../desk.js';
import { mostShown } from '../live/message-window.js';
import type { MediaDesk, MediaDeskDeps } from '../media/media-desk.js';
import type { MadeFile } from '../media/media-kit.js';
import type { Change } from '../store/local-store.js';
import { isForGood, type Link, type Push } from '../sync/link.js';
import { Posting } from '../sync/posting.js';
import { againMs } from '../sync/reconnect-policy.js';
import { Sender } from '../sync/sender.js';
import { RoomBook } from './room-book.js';
import type { RoomCopy } from './room-copy.js';
import { planEntries } from './room-entries.js';

export interface RoomHallDeps {
  readonly me: { username: string; appKey: string };
  readonly ownName: () => string;
  readonly clock: Clock;
  readonly copy: RoomCopy;
  readonly tell: (told: Told) => void;
  /** The connection that may be used now. */
  readonly ready: () => Promise<Link>;
  readonly mediaOf: (own: Pick<MediaDeskDeps, 'replica' | 'turns' | 'sender'>) => MediaDesk;
}
type RoomTarget = Extract<FullTarget, { chatroom: string }>;

/** A room in which this connection is, or is about to be: what it says before it is inside waits. */
interface Room {
  readonly id: string;
  isInside: boolean;
  waiting: Entry[];
}

/**
 * The chatrooms of an account: who enters stays inside over reconnections, what is said comes in batches, and what is sent
 * goes with this connection or fails (O2). Runs in the tab that leads.
 */
export class RoomHall {
  readonly book: RoomBook;
  readonly media: MediaDesk;
  private readonly deps: RoomHallDeps;
  private readonly sender: Sender;
  private readonly posting: Posting;
  private readonly rooms = new Map<number, Room>();
  private link: Link | undefined;
  private cancelFlush: Cancel | undefined;
  private flushedAt = Number.NEGATIVE_INFINITY;

  constructor(deps: RoomHallDeps) {
    this.deps = deps;
    const { me, ownName, clock, copy, tell, ready } = deps;
    const { replica, turns } = copy;
    this.sender = new Sender(
      { clock, turns, me, restored: [] },
      {
        sent: (message) => tell({ type: 'sent', message }),
        failed: (message, error) => tell({ type: 'failed', message, error }),
        uploading: (id) => this.media.uploading(id),
        ended: (message) => this.media.ended(message),
      },
    );
    this.media = deps.mediaOf({ replica, turns, sender: this.sender });
    this.posting = new Posting({ me, ownName, clock, replica, turns, sender: this.sender });
    this.book = new RoomBook({
      ...{ me, replica, turns, sender: this.sender, ready },
      mustBeInside: (id) => this.mustBeInside({ chatroom: id }),
      leave: (id) => this.leave(id),
    });
    void this.endWhatWasSending();
  }

  // ── Going in and out ──
  /** Answers the conversation's id; what was said there last is told behind the answer. */
  async enter(id: string): Promise<string> {
    checkRoomId(id);
    return this.goIn(await this.deps.ready(), id);
  }

  async leave(id: string): Promise<void> {
    checkRoomId(id);
    await this.drop(id, new ImError('CANCELLED', 'You left the chatroom.'));
    const link = await this.deps.ready().catch(() => undefined);
    // With its connection a device has left already.
    await link?.request('rooms.leave', { id }).catch((error: unknown) => {
      if (!ImError.is(error, 'OFFLINE')) throw error;
    });
  }

  /** Throws NOT_FOUND where there is no such room, else NOT_MEMBER, unless this account is inside. */
  private async mustBeInside(target: FullTarget): Promise<void> {
    const { chatroom } = target as RoomTarget;
    if (this.deps.copy.replica.get(conversationId({ chatroom }))?.isListed) return;
    await (await this.deps.ready()).request('rooms.get', { id: chatroom });
    throw new ImError('NOT_MEMBER', 'Enter the chatroom first.');
  }

  private async goIn(link: Link, id: string): Promise<string> {
    const c = Number(id);
    const room = this.rooms.get(c) ?? { id, isInside: false, waiting: [] };
    this.rooms.set(c, room);
    try {
      const answer = await link.request('rooms.enter', { id });
      const target = { chatroom: id };
      const conversation = conversationId(target);
      await this.deps.copy.turns.change((turn) => {
        const known = turn.get(conversation);
        const record = known?.isListed ? known : newConversation(conversation, target, answer.room);
        turn.put({ ...record, peer: answer.room, log: c, visible: [[1, null]], isListed: true });
      });
      // Who waits for the answer may begin to listen first.
      this.deps.clock.soon(() => this.wentIn(room, answer));
      return conversation;
    } catch (error) {
      if (!room.isInside && this.rooms.get(c) === room) this.rooms.delete(c);
      throw error;
    }
  }

  private wentIn(room: Room, { c, head, entries }: Response<'rooms.enter'>): void {
    if (this.rooms.get(c) !== room) return;
    room.isInside = true;
    void this.take(room.id, [...entries, ...room.waiting.splice(0)], head);
  }

  /** Nothing of the room is told or listed any more. */
  private drop(id: string, error: ImError): Promise<void> {
    this.rooms.delete(Number(id));
    const conversation = conversationId({ chatroom: id });
    return this.deps.copy.turns.change((turn) => {
      const known = turn.get(conversation);
      if (!known?.isListed) return;
      this.sender.failAll(turn, error, conversation);
      turn.removeMessages({ ...newConversation(conversation, known.target, known.peer), isListed: false });
    });
  }

  // ── The connection ──
  /** Goes in again wherever this account was; then what is to be sent may leave. */
  begin(link: Link): void {
    this.link = link;
    this.media.begin();
    const again = this.deps.copy.listed().map(({ target }) => this.goInAgain(link, (target as RoomTarget).chatroom));
    void Promise.all(again).then(() => {
      if (this.link === link) this.sender.begin(link, { isLive: true, placed: () => {} });
    });
  }

  /** Another tab was in these rooms when this one began to lead. */
  async restore(changes: readonly Change[]): Promise<void> {
    const { copy } = this.deps;
    const isListed = (id: string) => copy.replica.get(id)?.isListed;
    const restored = await copy.turns.change((turn) => {
      const rooms: string[] = [];
      for (const change of changes) {
        if (!('put' in change) || change.put !== 'conversation' || isListed(change.record.id)) continue;
        const record = change.record as StoredConversation;
        turn.put(record);
        rooms.push((record.target as RoomTarget).chatroom);
      }
      for (const change of changes)
        if ('put' in change && change.put === 'message' && !isListed(change.record.conversation))
          turn.putMessage(change.record as StoredMessage);
      return rooms;
    });
    const { link } = this;
    if (link) for (const id of restored) void this.goInAgain(link, id);
  }

  private async goInAgain(link: Link, id: string): Promise<void> {
    try {
      await this.goIn(link, id);
    } catch (error) {
      if (this.link !== link || !ImError.is(error)) return;
      if (isForGood(error.code)) await this.drop(id, error);
      else if (errors[error.code].disposition === 'retry' && error.code !== 'OFFLINE')
        this.deps.clock.after(error.retryAfterMs ?? againMs, () => {
          if (this.link === link) void this.goInAgain(link, id);
        });
    }
  }

  /** A room is heard with one connection: what did not leave with it has failed, and can be sent again. */
  lost(): void {
    this.link = undefined;
    this.rooms.clear();
    this.cancelFlush?.();
    this.cancelFlush = undefined;
    this.sender.lost();
    this.media.lost();
    void this.failAll();
  }

  private failAll(): Promise<void> {
    return this.deps.copy.turns.change((turn) => this.sender.failAll(turn, new ImError('OFFLINE')));
  }

  /** A tab that led before this one took its connection with it. */
  private endWhatWasSending(): Promise<void> {
    const { turns, replica } = this.deps.copy;
    return turns.alone(async () => {
      const sending: StoredMessage[] = [];
      for (const { id } of replica.all())
        for (const message of (await replica.database.messages(id, { newest: false })) as StoredMessage[])
          if (message.status === 'sending') sending.push(message);
      await turns.commit((turn) => {
        for (const message of sending) this.sender.failOther(turn, message, new ImError('OFFLINE'));
      });
    });
  }

  // ── What is said ──
  receive(push: Extract<Push, { t: 'room' | 'room_ended' }>): void {
    const room = this.rooms.get(push.c);
    if (!room) return;
    if (push.t === 'room_ended') {
      void this.drop(room.id, new ImError('NOT_FOUND', 'The chatroom was removed.'));
      return;
    }
    room.waiting.push(push.entry);
    if (room.waiting.length > mostShown) room.waiting.shift();
    this.cancelFlush ??= this.deps.clock.after(this.waitMs(), () => this.flush());
  }

  /** At once where it is quiet; where much is said, together. */
  private waitMs(): number {
    return Math.max(0, this.flushedAt + limits.roomBatchMs - this.deps.clock.monotonic());
  }

  private flush(): void {
    this.cancelFlush = undefined;
    this.flushedAt = this.deps.clock.monotonic();
    for (const room of this.rooms.values())
      if (room.isInside && room.waiting.length > 0) void this.take(room.id, room.waiting.splice(0));
  }

  /** `head`: of the answer to entering; places before it that did not come are passed over. */
  private take(id: string, entries: readonly Entry[], head = 0): Promise<void> {
    const { copy, me, tell } = this.deps;
    const { replica, turns } = copy;
    const conversation = conversationId({ chatroom: id });
    return turns.alone(async () => {
      const known = replica.get(conversation);
      if (!known?.isListed) return;
      const plan = await planEntries(known, { entries, head }, { me, database: replica.database });
      await turns.commit((turn) => {
        if (plan.isReset) turn.removeMessages(plan.conversation);
        for (const entry of plan.entries)
          this.sender.settleEntry(turn, turn.get(conversation) ?? plan.conversation, entry, true);
        const messages = plan.apply(turn);
        turn.reports(conversation);
        for (const message of messages.returned) turn.after(() => tell({ type: 'sent', message }));
        if (messages.heard.length > 0)
          turn.after(() => {
            tell({ type: 'room', conversation, messages: messages.heard });
            this.media.want(messages.heard);
          });
      });
    });
  }

  // ── What is sent ──
  async draft(target: FullTarget, wire: WireMessage, made?: readonly MadeFile[]): Promise<StoredMessage> {
    await this.mustBeInside(target);
    return this.posting.draft(target, wire, made);
  }

  async send(target: FullTarget, wire: WireMessage, made?: readonly MadeFile[]): Promise<StoredMessage> {
    checkOptions(wire);
    await this.mustBeInside(target);
    return this.orFail(await this.posting.send(target, wire, made));
  }

  async sendAgain(target: FullTarget, id: string, options: Partial<WireMessage>): Promise<StoredMessage> {
    checkOptions(options);
    await this.mustBeInside(target);
    return this.orFail(await this.posting.sendAgain(target, id, options));
  }

  stored(target: FullTarget, id: string): Promise<StoredMessage | undefined> {
    return this.posting.stored(target, id);
  }

  has(id: string): boolean {
    return this.sender.has(id);
  }

  async cancel(id: string): Promise<void> {
    this.sender.hold(id);
    await this.deps.copy.turns.change((turn) => this.sender.cancel(turn, id));
  }

  /** With no connection it stands in the list as failed, for somebody to send it again. */
  private orFail(message: StoredMessage): StoredMessage {
    if (!this.link) this.deps.clock.soon(() => void (this.link ?? this.failAll()));
    return message;
  }
}

function checkRoomId(id: unknown): void {
  if (typeof id !== 'string' || !/^[1-9][0-9]{0,15}$/.test(id))
    throw new ImError('INVALID', 'A chatroom is named by its id.');
}

function checkOptions(options: Partial<WireMessage>): void {
  if (options.needReadReceipt) throw new ImError('INVALID', 'A chatroom knows no receipts.');
}
