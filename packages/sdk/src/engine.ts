import type { EndReason, Operation, Request, Response, UserCard } from '@palaver/protocol';
import { ImError } from '@palaver/protocol';
import type { StoredMessage, StoredOutgoing } from './conversation/records.js';
import { ConversationBook } from './conversations.js';
import type { Desk, RoomVerb, Told, Verb } from './desk.js';
import { userOf } from './live/people.js';
import { MediaDesk, type MediaDeskDeps } from './media/media-desk.js';
import { parts } from './parts.js';
import { concernsRoom, RoomDesk } from './rooms/room-desk.js';
import type { Rooms } from './rooms/rooms.js';
import type { LocalDatabase } from './store/local-store.js';
import type { Replica } from './store/replica.js';
import { fetchInto, runCatchUp } from './sync/catch-up-run.js';
import { Driver, type DriverDeps } from './sync/driver.js';
import { Feed } from './sync/feed.js';
import type { Link } from './sync/link.js';
import { Peers } from './sync/peers.js';
import { Personal } from './sync/personal.js';
import { Posting } from './sync/posting.js';
import { Receipts } from './sync/receipts.js';
import { Reporter } from './sync/reporter.js';
import { Retractions } from './sync/retractions.js';
import { Sender } from './sync/sender.js';
import type { Turn, Turns } from './sync/turns.js';
import { Wishes } from './sync/wishes.js';

/** What an account's session is kept as: the token that reopens it, never a password. */
export interface StoredSession {
  readonly token: string;
  readonly user: UserCard;
}
const sessionKey = 'session';
export const sessionOf = (replica: Replica) => replica.value(sessionKey) as StoredSession | undefined;
/** The same out of what is kept, before all of that is loaded. */
export const sessionIn = (database: LocalDatabase) => database.value(sessionKey) as Promise<StoredSession | undefined>;

/** A logout does not wait longer for a server that does not answer. */
const goodbyeMs = 5_000;

export interface EngineDeps extends Pick<DriverDeps, 'network' | 'clock' | 'random' | 'presence' | 'hello'> {
  readonly wantsRoaming: boolean;
  /** How media is moved, and the address of the server that has it. */
  readonly media: Pick<MediaDeskDeps, 'kit' | 'url'>;
}
interface Copy {
  readonly me: UserCard & { displayName: string };
  readonly replica: Replica;
  readonly turns: Turns;
  readonly rooms: Rooms;
  readonly tell: (told: Told) => void;
  /** Everything that was missed has been told. */
  readonly onCaughtUp: () => void;
  /** Asks the application for a new token; undefined where nobody can be asked. */
  readonly renew: () => (() => Promise<string>) | undefined;
  readonly onError: (error: unknown) => void;
  /** The server ended the session: whether that is so for this device, too. */
  readonly isEnd: DriverDeps['isEnd'];
}

/** One user's connection and all that moves through it: the only one that changes the device's copy of the account. */
export class Engine implements Omit<Desk, RoomVerb> {
  readonly driver: Driver;
  private readonly deps: EngineDeps;
  private readonly copy: Copy;
  private readonly sender: Sender;
  private readonly book: ConversationBook;
  private readonly posting: Posting;
  private readonly retractions: Retractions;
  private readonly receipts: Receipts;
  private readonly wishes: Wishes;
  private readonly reporter: Reporter;
  private readonly media: MediaDesk;
  private readonly personal: Personal;
  private readonly peers: Peers;
  /** What concerns chatrooms is asked of it. */
  readonly rooms: RoomDesk;
  private feed: Feed | undefined;
  private hasCaughtUp = true;
  private waiting: { resolve(): void; reject(error: unknown): void }[] = [];
  private settling: (() => void)[] = [];

  constructor(deps: EngineDeps, copy: Copy, outbox: readonly StoredOutgoing[]) {
    this.deps = deps;
    this.copy = copy;
    const { clock } = deps;
    const { me, replica, turns, tell } = copy;
    const sender = new Sender(
      { clock, turns, me, restored: outbox },
      {
        dress: (c, message) => this.receipts.dress(c, message),
        sent: (message) => tell({ type: 'sent', message }),
        failed: (message, error) => tell({ type: 'failed', message, error }),
        uploading: (id) => this.media.uploading(id),
        ended: (message) => this.media.ended(message),
      },
    );
    this.sender = sender;
    const mediaOf = (own: Pick<MediaDeskDeps, 'replica' | 'turns' | 'sender'>) =>
      new MediaDesk({
        ...deps,
        ...deps.media,
        ...own,
        tell,
        onError: copy.onError,
        token: () => sessionOf(replica)?.token,
      });
    this.media = mediaOf({ turns, replica, sender });
    this.wishes = new Wishes(turns, replica, clock);
    this.reporter = new Reporter({
      clock,
      turns,
      replica,
      isSettled: () => this.feed?.isSettled ?? false,
      onReported: () => this.checkSynced(),
    });
    this.driver = new Driver({
      ...deps,
      sessionToken: () => sessionOf(replica)?.token,
      renew: () => copy.renew(),
      accepted: (_link, answer) => this.accepted(answer),
      sync: (link) => this.sync(link),
      lost: () => this.lost(),
      ended: (reason) => this.ended(reason),
      isEnd: copy.isEnd,
      status: (status) => {
        tell({ type: 'status', status });
        this.checkSynced();
      },
    });
    this.book = new ConversationBook({ me, replica, turns, sender, ready: () => this.driver.ready() });
    this.receipts = new Receipts({
      replica,
      turns,
      tell: (conversation, messages) => tell({ type: 'receipts', conversation, messages }),
    });
    this.retractions = new Retractions({
      me,
      replica,
      turns,
      tell: (message) => tell({ type: 'retracted', message }),
    });
    const ownName = () => userOf(sessionOf(replica)?.user ?? me).displayName;
    this.posting = new Posting({ me, ownName, clock, replica, turns, sender });
    const ready = () => this.driver.ready();
    this.rooms = new RoomDesk({ me, ownName, clock, tell, ready, mediaOf, rooms: copy.rooms });
    this.personal = new Personal({ clock, replica, turns, learned: (turn, user) => this.learned(turn, user) });
    this.peers = new Peers({ replica, turns, request: (operation, asked) => this.request(operation, asked) });
  }

  get isCatchingUp(): boolean {
    return !this.hasCaughtUp;
  }

  readonly open: Desk['open'] = (target) => this.book.open(target);
  readonly remove: Desk['remove'] = (id) => this.book.remove(id);
  readonly clearUnread: Desk['clearUnread'] = (id) => this.book.clearUnread(id);
  readonly setDraft: Desk['setDraft'] = (id, text) => this.book.setDraft(id, text);
  readonly setExtras: Desk['setExtras'] = (id, extras) => this.book.setExtras(id, extras);
  readonly setMuted: Desk['setMuted'] = (id, muted) => this.book.setMuted(id, muted);
  readonly setPinned: Desk['setPinned'] = (id, pinned) => this.book.setPinned(id, pinned);
  readonly setUserMuted: Desk['setUserMuted'] = (target, muted) => this.book.setUserMuted(target, muted);
  readonly setAllMuted: Desk['setAllMuted'] = (muted) => this.personal.setMuted(muted);
  readonly learnGroup: Desk['learnGroup'] = (group) => this.peers.learnGroup(group);
  readonly markRead: Desk['markRead'] = (message) => this.book.markRead(message);
  readonly removeMessage: Desk['removeMessage'] = (conversation, id) => this.book.removeMessage(conversation, id);
  readonly retract: Desk['retract'] = async (conversation, id) => {
    const [ready, caughtUp] = [() => this.driver.ready(), () => this.caughtUp()];
    return (await parts.asking()).takeBackHere({ ...this.copies(), ready, caughtUp }, conversation, id);
  };
  readonly draft: Desk['draft'] = (target, wire, made) => this.posting.draft(target, wire, made);
  readonly send: Desk['send'] = (target, wire, made) => this.posting.send(target, wire, made);
  readonly sendAgain: Desk['sendAgain'] = (target, id, options) => this.posting.sendAgain(target, id, options);
  readonly download: Desk['download'] = (asked) => this.media.download(asked);
  readonly cancelDownload: Desk['cancelDownload'] = (ticket) => this.media.cancelDownload(ticket);
  readonly want: Desk['want'] = async (messages) => this.media.wantAll(messages);
  readonly avatar: Desk['avatar'] = (conversation) => this.media.avatar(conversation);
  readonly picture: Desk['picture'] = (mediaId) => this.media.picture(mediaId);
  readonly upload: Desk['upload'] = (made) => this.media.upload(made);

  /** Does what this tab asks. */
  do(verb: Verb, args: readonly unknown[]): Promise<unknown> {
    if (concernsRoom(verb, args)) return this.rooms.do(verb, args);
    return (this[verb as Exclude<Verb, RoomVerb>] as (...args: readonly unknown[]) => Promise<unknown>)(...args);
  }

  /** Does it for another tab, which may ask again what a leader before this one has done. */
  async answer(verb: Verb, args: readonly unknown[]): Promise<unknown> {
    if (concernsRoom(verb, args)) return this.rooms.answer(verb, args);
    const asked = { verb, args } as { [V in Verb]: { verb: V; args: Parameters<Desk[V]> } }[Verb];
    if (asked.verb === 'send') {
      const [target, wire, made] = asked.args;
      return (await this.posting.stored(target, wire.id)) ?? this.send(target, wire, made);
    }
    if (asked.verb === 'sendAgain') {
      const [target, id] = asked.args;
      if (this.sender.has(id)) return this.posting.stored(target, id);
    }
    if (asked.verb === 'retract') {
      const known = await this.retractions.stored(...asked.args);
      if (known?.body.kind === 'retracted') return known;
    }
    return this.do(verb, args);
  }

  async cancel(id: string): Promise<void> {
    this.sender.hold(id);
    await Promise.all([this.rooms.cancel(id), this.copy.turns.change((turn) => this.sender.cancel(turn, id))]);
  }

  async fetch(id: string, from: number, to: number): Promise<void> {
    const link = await this.driver.ready();
    await fetchInto({ ...this.copies(), link }, { id, roamingThrough: 0 }, from, to);
  }

  async request<O extends Operation>(operation: O, request: Request<O>): Promise<Response<O>> {
    const answer = await (await this.driver.ready()).request(operation, request);
    if (operation === 'users.get') this.peers.met((answer as Response<'users.get'>).users);
    return answer;
  }

  learnMe(user: UserCard): Promise<void> {
    return this.copy.turns.change((turn) => this.learned(turn, user));
  }

  private learned(turn: Turn, user: UserCard): void {
    const session = turn.value(sessionKey) as StoredSession | undefined;
    if (!session || JSON.stringify(session.user) === JSON.stringify(user)) return;
    turn.setValue(sessionKey, { ...session, user });
    turn.after(() => this.copy.tell({ type: 'me', user }));
  }

  caughtUp(): Promise<void> {
    return this.hasCaughtUp ? Promise.resolve() : new Promise((resolve) => this.settling.push(resolve));
  }

  async synced(): Promise<void> {
    // What listeners heard just now is about to count as reported.
    await this.copy.turns.alone(async () => {});
    if (!sessionOf(this.copy.replica)) throw new ImError('NOT_LOGGED_IN', 'The session has ended.');
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.checkSynced();
    });
  }

  /** Tells the server what was delivered and that the session is over; forgets the session. */
  async logout(): Promise<void> {
    await new Promise<void>((done) => {
      const cancel = this.deps.clock.after(goodbyeMs, done);
      void this.sayGoodbye().finally(() => {
        cancel();
        done();
      });
    });
    this.driver.pause();
    await this.copy.turns.change((turn) => turn.setValue(sessionKey, undefined));
  }

  private async sayGoodbye(): Promise<void> {
    const link = await this.driver.ready().catch(() => undefined);
    if (!link) return;
    this.reporter.report();
    await link.request('logout', {}).catch(() => {});
  }

  /** Keeps the session that a login made, so that it can be reopened. */
  async accepted({ token, user }: Response<'login'>): Promise<void> {
    const known = token ?? sessionOf(this.copy.replica)?.token;
    if (known === undefined) return;
    const session: StoredSession = { token: known, user };
    await this.copy.turns.change((turn) => {
      turn.setValue(sessionKey, session);
      turn.after(() => this.copy.tell({ type: 'me', user }));
    });
  }

  stop(error: ImError): void {
    this.driver.stop();
    this.personal.lost();
    this.reporter.stop();
    this.wishes.stop();
    this.media.stop();
    this.rooms.stop();
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }

  private copies() {
    const { replica, turns, me } = this.copy;
    const { sender, retractions, receipts } = this;
    return { clock: this.deps.clock, turns, replica, sender, retractions, receipts, me };
  }

  private async sync(link: Link): Promise<void> {
    const { turns, tell } = this.copy;
    const feed = new Feed({
      ...this.copies(),
      link,
      arrived: (message) => this.arrived(message),
      command: (command) => tell({ type: 'command', command }),
      personal: (turn, state) => this.personal.take(turn, state),
      onSettled: () => this.checkSynced(),
    });
    this.feed = feed;
    this.hasCaughtUp = false;
    this.retractions.hold();
    this.receipts.hold();
    link.listen((push) => {
      if (push.t === 'ended') this.driver.sessionEnded(push.reason);
      else if (push.t === 'room' || push.t === 'room_ended') this.rooms.receive(push);
      else feed.receive(push);
    });
    await runCatchUp({
      ...this.copies(),
      link,
      wantsRoaming: this.deps.wantsRoaming,
      personal: (turn, state, isReset) => this.personal.take(turn, state, isReset),
      onStates: () => {
        this.sender.begin(link, feed);
        this.wishes.begin(link);
        this.media.begin();
        this.personal.begin(link);
        this.rooms.begin(link);
      },
      offline: (call) => {
        tell({ type: 'offline', ...call });
        this.media.want(call.messages);
      },
      roaming: (conversation) => tell({ type: 'roaming', conversation }),
    });
    await turns.alone(async () => {
      if (!link.isOpen) return;
      this.endCatchUp();
      this.retractions.release();
      this.receipts.release();
      this.copy.onCaughtUp();
      feed.goLive();
      this.reporter.begin(link);
    });
  }

  private arrived(message: StoredMessage): void {
    this.copy.tell({ type: 'new', message });
    this.peers.arrived(message);
    this.media.want([message]);
  }

  private lost(): void {
    this.feed?.end();
    this.feed = undefined;
    this.sender.lost();
    this.wishes.lost();
    this.media.lost();
    this.personal.lost();
    this.rooms.lost();
    this.reporter.lost();
    this.endCatchUp();
  }

  private ended(reason: EndReason): void {
    void this.copy.turns.change((turn) => turn.setValue(sessionKey, undefined));
    this.copy.tell({ type: 'ended', reason });
    // Nothing will come any more: who waits for it must not wait for ever.
    for (const { reject } of this.waiting.splice(0)) reject(new ImError('CANCELLED', 'The session has ended.'));
  }

  private endCatchUp(): void {
    this.hasCaughtUp = true;
    for (const resolve of this.settling.splice(0)) resolve();
  }

  private checkSynced(): void {
    if (!this.driver.isOnline || !this.feed?.isSettled || !this.reporter.isDone) return;
    for (const { resolve } of this.waiting.splice(0)) resolve();
  }
}
