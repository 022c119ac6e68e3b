import {
  type ConversationState,
  type Entry,
  type ErrorCode,
  type Operation,
  type PersonalState,
  parseRequest,
  type Request,
  type RequestFrame,
  type UserCard,
  unreadIncrement,
  type VirtualClock,
  type WireMessage,
} from '@palaver/protocol';
import type { TransportPort } from '../transport/transport.js';
import { actorOf } from './fake-people.js';
import { FakeRooms } from './fake-rooms.js';
import { FakeSocket } from './fake-socket.js';

/**
 * A server in a test's hands: it knows enough to hold a conversation, and does at each turn what the test says. Frames
 * take one millisecond each way; nothing here is durable, checked or limited.
 */
export class FakeServer {
  readonly clock: VirtualClock;
  readonly users = new Map<string, UserCard>();
  readonly logs: Log[] = [];
  readonly sockets = new Set<FakeSocket>();
  readonly rooms: FakeRooms;
  /** What was asked, in order of arrival. */
  readonly asked: { readonly t: Operation; readonly by: string | undefined; readonly frame: RequestFrame }[] = [];
  epoch = 1;
  /** How many entries one answer holds, however many were asked for. */
  mostEntries = 500;
  /** How many recipients one answer lists. */
  mostListed = 500;
  /** How many hits one answer holds, however many were asked for. */
  mostHits = 100;
  /** While false, connecting fails. */
  isUp = true;
  /** While true, connecting neither succeeds nor fails. */
  swallowing = false;
  /** Asked before each request is served: a code refuses it, 'silence' answers nothing, 'mute' serves but does not answer. */
  intercept: (
    request: RequestFrame,
    socket: FakeSocket,
  ) => ErrorCode | { code: ErrorCode; retryAfterMs?: number; ended?: string } | 'silence' | 'mute' | undefined = () =>
    undefined;
  private readonly readings: { mark: number; log: Log; seq: number; reader: string }[] = [];
  private readonly personals = new Map<string, PersonalState>();
  private mark = 0;
  private sid = 0;

  constructor(clock: VirtualClock, usernames: readonly string[]) {
    this.clock = clock;
    this.rooms = new FakeRooms(clock, () => this.takeSid());
    for (const username of usernames) this.users.set(username, { username, appKey: 'default' });
  }

  transport(): TransportPort {
    return {
      name: 'fake',
      connect: (_url, events) => {
        const socket = new FakeSocket(this.clock, events, (gone) => {
          this.sockets.delete(gone);
          this.rooms.leave(gone);
        });
        if (this.swallowing) {
          // Nothing comes back.
        } else if (this.isUp) {
          this.sockets.add(socket);
          this.clock.after(1, () => socket.open());
        } else this.clock.after(1, () => socket.cut());
        return {
          send: (text) => {
            if (socket.state === 'open') this.clock.after(1, () => this.receive(socket, text));
          },
          close: () => socket.cut(),
        };
      },
    };
  }

  /** Cuts all connections, or those of one user. */
  cut(username?: string): void {
    for (const socket of [...this.sockets]) if (!username || socket.username === username) socket.cut();
  }

  count(operation: Operation): number {
    return this.asked.filter(({ t }) => t === operation).length;
  }

  single(a: string, b: string): Log {
    const known = this.logs.find((log) => !log.group && log.members.has(a) && log.members.has(b));
    return known ?? this.addLog([a, b]);
  }

  group(id: string, members: readonly string[], name = `group ${id}`): Log {
    return this.addLog(members, { id, name });
  }

  private addLog(members: readonly string[], group?: { id: string; name: string }): Log {
    this.mark += 1;
    const log: Log = {
      c: this.logs.length + 1 + 100 * this.epoch,
      ...(group && { group }),
      members: new Map(
        members.map((name) => [name, { from: 1, until: null, read: 0, delivered: 0, muted: false, pinned: false }]),
      ),
      entries: [],
      readers: new Map(),
      mark: this.mark,
    };
    this.logs.push(log);
    return log;
  }

  /** Another device of `from`, or somebody else, said something: pushed to all but `sender`. */
  say(log: Log, from: string, text: string, more: Partial<WireMessage> = {}, sender?: FakeSocket): Entry {
    const id = `said-by-somebody-${this.sid + 1}`;
    return this.append(log, from, { id, content: { type: 'text', text }, ...more }, sender);
  }

  event(log: Log, actor: string, kind: string, members: readonly string[] = []): Entry {
    const event = { kind, actor: actorOf(actor), members: members.map((name) => actorOf(name)) };
    return this.publish(log, { kind: 'event', event });
  }

  append(log: Log, from: string, message: WireMessage, sender?: FakeSocket): Entry {
    const recipients = message.needReadReceipt ? { recipients: log.members.size - 1 } : {};
    const body = {
      kind: 'message' as const,
      from: actorOf(from),
      fromType: 'user' as const,
      ...recipients,
      message,
    };
    return this.publish(log, body, sender);
  }

  /** A member has read a message that asks for it: the devices of both learn of it. */
  read(log: Log, reader: string, seq: number): void {
    const readers = log.readers.get(seq) ?? new Set();
    if (readers.has(reader)) return;
    log.readers.set(seq, readers.add(reader));
    this.mark += 1;
    this.readings.push({ mark: this.mark, log, seq, reader });
    const author = this.authorOf(log, seq);
    for (const socket of this.sockets) {
      if (socket.username === author) socket.push({ t: 'receipts', c: log.c, counts: [[seq, readers.size]] });
      if (socket.username === reader) socket.push({ t: 'marked', c: log.c, places: [seq] });
    }
  }

  private authorOf(log: Log, seq: number): string | undefined {
    const body = log.entries.find((entry) => entry.seq === seq)?.body as Partial<MessageBody> | undefined;
    return body?.from?.username;
  }

  /** Somebody's message is taken back: its entry is rewritten, and an entry of its own says so. */
  retract(log: Log, seq: number): Entry {
    const at = log.entries.findIndex((entry) => entry.seq === seq);
    const entry = log.entries[at] as Entry;
    const { from, fromType, message } = entry.body as MessageBody;
    log.entries[at] = { ...entry, body: { kind: 'retracted', from, fromType, id: message.id } };
    const increment = unreadIncrement(message);
    return this.publish(log, {
      kind: 'retraction',
      from,
      seq,
      id: message.id,
      at: entry.at,
      sid: entry.sid,
      increment,
    });
  }

  private takeSid(): number {
    this.sid += 1;
    return this.sid;
  }

  publish(log: Log, body: Entry['body'], sender?: FakeSocket): Entry {
    if (log.entries.length === 0 && !log.group)
      for (const name of log.members.keys()) this.pushState(log, name, () => true);
    const sid = this.takeSid();
    this.mark += 1;
    log.mark = this.mark;
    const entry: Entry = { seq: log.entries.length + 1, at: this.clock.now(), sid: String(sid), body };
    log.entries.push(entry);
    for (const socket of this.sockets)
      if (socket !== sender && socket.username && log.members.has(socket.username))
        socket.push({ t: 'entry', c: log.c, entry });
    return entry;
  }

  state(log: Log, username: string): ConversationState {
    const member = log.members.get(username) as Member;
    const peer = [...log.members.keys()].find((name) => name !== username) ?? username;
    const head = log.entries.length;
    const unread = log.entries
      .filter((entry) => entry.seq > member.read && entry.body.kind === 'message')
      .map((entry) => entry.body as { from: { username: string }; message: WireMessage })
      .reduce((sum, { from, message }) => sum + (from.username === username ? 0 : unreadIncrement(message)), 0);
    const card = (name: string) => this.users.get(name) ?? { username: name, appKey: 'default' };
    return {
      c: log.c,
      target: log.group ? { group: log.group.id } : { user: peer, appKey: 'default' },
      peer: log.group ? this.groupCard(log) : card(peer),
      head,
      headAt: log.entries.at(-1)?.at ?? 0,
      floor: 0,
      visible: [[member.from, member.until]],
      read: member.read,
      delivered: member.delivered,
      unread,
      muted: member.muted,
      pinned: member.pinned,
      ...(log.inherited !== undefined && { inherited: log.inherited }),
    };
  }

  pushState(log: Log, username: string, to: (socket: FakeSocket) => boolean): void {
    for (const socket of this.sockets)
      if (socket.username === username && to(socket))
        socket.push({ t: 'conversation', state: this.state(log, username) });
  }

  /** Another history, which knows nothing of what people wished for themselves. */
  startOver(): void {
    this.epoch += 1;
    this.personals.clear();
  }

  personal(username: string): PersonalState {
    const nothing = { mark: 0, user: this.users.get(username) as UserCard, muted: false, blocked: [] };
    return this.personals.get(username) ?? nothing;
  }

  /** A device of the user changed something of it: all of them are told. */
  pushPersonal(username: string, change: Partial<PersonalState>): void {
    this.mark += 1;
    const user = this.users.get(username) as UserCard;
    const personal = { ...this.personal(username), ...change, user, mark: this.mark };
    this.personals.set(username, personal);
    for (const socket of this.sockets) if (socket.username === username) socket.push({ t: 'personal', personal });
  }

  private groupCard(log: Log) {
    const names = [...log.members.keys()];
    return {
      id: log.group?.id ?? '',
      name: log.group?.name ?? '',
      description: '',
      kind: 'private' as const,
      owner: names[0] ?? '',
      ownerAppKey: 'default',
      memberCount: names.length,
      maxMembers: 500,
      firstMembers: names.slice(0, 5),
    };
  }

  private receive(socket: FakeSocket, text: string): void {
    if (socket.state !== 'open') return;
    const parsed = parseRequest(text);
    if (!parsed.ok) throw new Error(`the client sent what no server reads: ${text}`);
    const frame = parsed.value;
    this.asked.push({ t: frame.t, by: socket.username, frame });
    const fate = this.intercept(frame, socket);
    if (fate === 'silence') return;
    if (fate !== undefined && fate !== 'mute') {
      const refusal = typeof fate === 'string' ? { code: fate } : fate;
      socket.push({ t: 'error', r: frame.r, message: refusal.code, ...refusal });
      return;
    }
    const answer = this.serve(socket, frame);
    if (fate === 'mute') return;
    if ('code' in answer) socket.push({ t: 'error', r: frame.r, message: String(answer.code), ...answer });
    else socket.push({ t: 'ok', r: frame.r, ...answer });
  }

  private serve(socket: FakeSocket, frame: RequestFrame): Record<string, unknown> {
    switch (frame.t) {
      case 'register':
        if (this.users.has(frame.username)) return { code: 'USER_EXISTS' };
        this.users.set(frame.username, { username: frame.username, appKey: 'default' });
        return {};
      case 'login':
        return this.login(socket, frame);
      case 'sync':
        return this.sync(socket, frame);
      case 'entries':
        return this.entries(socket, frame);
      case 'send':
        return this.send(socket, frame);
      case 'retract': {
        const log = this.find(socket, frame.to);
        const entry = log?.entries.find(({ body }) => (body as MessageBody).message?.id === frame.id);
        if (!log || !entry) return { code: 'NOT_FOUND' };
        const { seq, at, sid } = this.retract(log, entry.seq);
        return { c: log.c, seq, at, sid };
      }
      case 'receipts.mark':
        for (const [c, places] of frame.marks) {
          const log = this.logs.find((one) => one.c === c);
          for (const seq of places) if (log) this.read(log, socket.username ?? '', seq);
        }
        return {};
      case 'receipts.list': {
        const log = this.logs.find((one) => one.c === frame.c);
        const { after = 0 } = frame;
        const others = [...(log?.members.keys() ?? [])].filter((name) => name !== socket.username);
        const page = others.slice(after, after + this.mostListed);
        const hasRead = (name: string) => log?.readers.get(frame.seq)?.has(name) ?? false;
        const cards = (names: string[]) =>
          names.map((name) => this.users.get(name) ?? { username: name, appKey: 'default' });
        return {
          read: cards(page.filter(hasRead)),
          unread: cards(page.filter((name) => !hasRead(name))),
          ...(after + page.length < others.length && { next: after + page.length }),
        };
      }
      case 'read':
      case 'delivered':
        return this.move(socket, frame);
      case 'settings': {
        const log = this.find(socket, frame.target);
        const member = log?.members.get(socket.username ?? '');
        if (!log || !member) return { code: 'NOT_FOUND' };
        this.mark += 1;
        log.mark = this.mark;
        Object.assign(member, frame.muted !== undefined && { muted: frame.muted });
        Object.assign(member, frame.pinned !== undefined && { pinned: frame.pinned });
        this.pushState(log, socket.username ?? '', () => true);
        return {};
      }
      case 'users.update': {
        const user = { ...this.users.get(socket.username ?? ''), ...frame.profile } as UserCard;
        this.users.set(user.username, user);
        this.pushPersonal(user.username, {});
        return { user };
      }
      case 'users.set_avatar': {
        const { avatarMediaId: _, ...card } = this.users.get(socket.username ?? '') as UserCard;
        const user = { ...card, ...(frame.mediaId !== null && { avatarMediaId: frame.mediaId }) };
        this.users.set(user.username, user);
        return { user };
      }
      case 'users.mute':
        this.pushPersonal(socket.username ?? '', { muted: frame.muted });
        return {};
      case 'users.block':
      case 'users.unblock': {
        const others = this.personal(socket.username ?? '').blocked.filter(
          (ref) => ref.username !== frame.user.username,
        );
        this.pushPersonal(socket.username ?? '', {
          blocked: frame.t === 'users.block' ? [...others, frame.user] : others,
        });
        return {};
      }
      case 'users.blocked': {
        const { blocked } = this.personal(socket.username ?? '');
        return { users: blocked.flatMap(({ username }) => this.users.get(username) ?? []), hasMore: false };
      }
      case 'command':
        return this.command(socket, frame);
      case 'rooms.get':
      case 'rooms.enter':
      case 'rooms.leave':
        return this.rooms.visit(socket, frame);
      case 'search':
        return this.search(socket, frame);
      case 'users.get':
        return { users: frame.users.flatMap(({ username }) => this.users.get(username) ?? []) };
      case 'groups.get': {
        const log = this.logs.find(({ group }) => group?.id === frame.id);
        return log ? { group: this.groupCard(log) } : { code: 'NOT_FOUND' };
      }
      case 'ping':
        return { now: this.clock.now() };
      default:
        return {};
    }
  }

  private login(socket: FakeSocket, { credentials }: Request<'login'>): Record<string, unknown> {
    const username = credentials.kind === 'password' ? credentials.username : credentials.token.replace(/^token-/, '');
    const user = this.users.get(username);
    if (!user || (credentials.kind === 'password' && credentials.password !== 'secret'))
      return { code: 'UNAUTHENTICATED' };
    socket.username = username;
    const token = credentials.kind === 'session' ? {} : { token: `token-${username}` };
    return { user, session: 's', ...token, now: this.clock.now(), heartbeatMs: 15_000 };
  }

  private cursor(): string {
    return `${this.epoch}:${this.mark}`;
  }

  private sync(socket: FakeSocket, { cursor, next }: Request<'sync'>): Record<string, unknown> {
    const [epoch, mark] = (cursor ?? `${this.epoch}:0`).split(':').map(Number) as [number, number];
    const isReset = epoch !== this.epoch;
    const since = isReset ? 0 : mark;
    const mine = this.logs.filter((log) => log.members.has(socket.username ?? '') && log.mark > since);
    const from = Number(next ?? 0);
    const page = mine.slice(from, from + 2);
    return {
      conversations: page.map((log) => this.state(log, socket.username ?? '')),
      ...(from + 2 < mine.length && { next: String(from + 2) }),
      ...(from + 2 >= mine.length && since > 0 && this.receiptsSince(socket.username ?? '', since)),
      cursor: this.cursor(),
      isReset,
      isFull: cursor === undefined || isReset,
      ...(next === undefined && { personal: this.personal(socket.username ?? '') }),
    };
  }

  private receiptsSince(username: string, since: number): Record<string, unknown> {
    const changed = this.readings.filter(({ mark }) => mark > since);
    const own = changed.filter(({ log, seq }) => this.authorOf(log, seq) === username);
    const mine = changed.filter(({ reader }) => reader === username);
    return {
      receipts: own.map(({ log, seq }) => [log.c, [[seq, log.readers.get(seq)?.size ?? 0]]]),
      marked: mine.map(({ log, seq }) => [log.c, [seq]]),
    };
  }

  private entries(socket: FakeSocket, { c, from, to, only }: Request<'entries'>): Record<string, unknown> {
    const log = this.logs.find((one) => one.c === c && one.members.has(socket.username ?? ''));
    if (!log) return { code: 'NOT_FOUND' };
    const low = Math.max(from, to - this.mostEntries + 1);
    const isMeant = ({ body }: Entry) => only === undefined || body.kind === 'retraction';
    const entries = log.entries.filter((entry) => entry.seq >= low && entry.seq <= to && isMeant(entry));
    const me = socket.username ?? '';
    const readers = [...log.readers].filter(([seq]) => seq >= low && seq <= to);
    const own = readers.filter(([seq]) => this.authorOf(log, seq) === me).map(([seq, { size }]) => [seq, size]);
    const marked = readers.filter(([, who]) => who.has(me)).map(([seq]) => seq);
    return {
      c,
      from: low,
      to,
      entries,
      ...(own.length > 0 && { receipts: own }),
      ...(marked.length > 0 && { marked }),
    };
  }

  /** Any part of a text, in pages of `mostHits`. */
  private search(socket: FakeSocket, { text, in: target, before, limit = 20 }: Request<'search'>) {
    const within = target && this.find(socket, target);
    if (target && !within) return { code: 'NOT_FOUND' };
    const all = (within ? [within] : this.logs)
      .filter((log) => log.members.has(socket.username ?? ''))
      .flatMap((log) => log.entries.map((entry) => ({ c: log.c, entry })))
      .filter(({ entry }) => Number(entry.sid) < Number(before ?? Number.POSITIVE_INFINITY))
      .filter(({ entry }) => JSON.stringify(entry.body).toLowerCase().includes(text.toLowerCase()))
      .sort((a, b) => Number(b.entry.sid) - Number(a.entry.sid));
    const hits = all.slice(0, Math.min(limit, this.mostHits));
    return { hits, ...(hits.length < all.length && { next: hits.at(-1)?.entry.sid ?? before ?? '999999999' }) };
  }

  private find(socket: FakeSocket, target: Request<'send'>['to'] | undefined): Log | undefined {
    if (!target) return undefined;
    if ('chatroom' in target) return undefined;
    if ('group' in target) return this.logs.find(({ group }) => group?.id === target.group);
    return this.users.has(target.user) ? this.single(socket.username ?? '', target.user) : undefined;
  }

  private send(socket: FakeSocket, { to, message }: Request<'send'>): Record<string, unknown> {
    if ('chatroom' in to) return this.rooms.send(socket, to.chatroom, message);
    const log = this.find(socket, to);
    if (!log) return { code: 'NOT_FOUND' };
    const isIt = ({ body }: Entry) =>
      ((body as MessageBody).message?.id ?? (body.kind === 'retracted' && (body as { id?: string }).id)) === message.id;
    const known = log.entries.find(isIt);
    const entry = known ?? this.append(log, socket.username ?? '', message, socket);
    const { recipients } = entry.body as Partial<MessageBody>;
    const readers = log.readers.get(entry.seq)?.size;
    const place = { c: log.c, seq: entry.seq, at: entry.at, sid: entry.sid };
    return {
      ...place,
      ...(recipients !== undefined && { recipients }),
      ...(known && readers && { readers }),
      ...(entry.body.kind === 'retracted' && { isRetracted: true }),
    };
  }

  private command(socket: FakeSocket, { to, devices, data }: Request<'command'>): Record<string, unknown> {
    const from = socket.username ?? '';
    const group = to && 'group' in to ? this.find(socket, to) : undefined;
    const receives = (username: string) =>
      devices ? username === from : group ? group.members.has(username) : to && 'user' in to && to.user === username;
    const there = [...this.sockets].filter((one) => one !== socket && one.username && receives(one.username));
    if (there.length === 0 && !group) return { code: 'TARGET_OFFLINE' };
    const target = group && to ? to : { user: from, appKey: 'default' };
    const fromOwnDevice = devices !== undefined;
    for (const one of there) one.push({ t: 'command', from: actorOf(from), target, data, fromOwnDevice });
    return {};
  }

  private move(socket: FakeSocket, frame: RequestFrame & { t: 'read' | 'delivered' }): Record<string, unknown> {
    for (const [c, seq] of frame.marks) {
      const log = this.logs.find((one) => one.c === c);
      const member = log?.members.get(socket.username ?? '');
      if (!log || !member) continue;
      member[frame.t] = Math.max(member[frame.t], seq);
      if (frame.t === 'read') {
        this.mark += 1;
        log.mark = this.mark;
        this.pushState(log, socket.username ?? '', () => true);
      }
    }
    return frame.t === 'read' ? {} : { cursor: this.cursor() };
  }
}

type MessageBody = {
  readonly kind: 'message';
  readonly from: { username: string; appKey: string; displayName: string };
  readonly fromType: 'user';
  readonly recipients?: number;
  readonly message: WireMessage;
};

interface Member {
  from: number;
  until: number | null;
  read: number;
  delivered: number;
  muted: boolean;
  pinned: boolean;
}
export interface Log {
  readonly c: number;
  readonly group?: { readonly id: string; name: string };
  readonly members: Map<string, Member>;
  readonly entries: Entry[];
  /** By place. */
  readonly readers: Map<number, Set<string>>;
  /** Of the history before, where there was one. */
  readonly inherited?: number;
  mark: number;
}
