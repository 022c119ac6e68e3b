import type { Clock, EndReason, GroupCard, Random, Response, UserCard } from '@palaver/protocol';
import { ImError } from '@palaver/protocol';
import type { ConnectionStatus, Conversation, User } from './api.js';
import { conversationId, type StoredMessage, type StoredOutgoing } from './conversation/records.js';
import { ConversationBook } from './conversations.js';
import type { ClientEvents } from './events.js';
import { ConversationList } from './live/conversation-list.js';
import { ConversationMessages } from './live/conversation-messages.js';
import { History } from './live/history.js';
import type { LiveValue } from './live/live-value.js';
import { userOf } from './live/people.js';
import { Snapshots } from './live/snapshots.js';
import type { Presence } from './ports.js';
import { MessagesOut } from './sending.js';
import { FencedError, type LocalDatabase } from './store/local-store.js';
import { Replica } from './store/replica.js';
import { fetchInto, runCatchUp } from './sync/catch-up-run.js';
import { Driver } from './sync/driver.js';
import { Feed } from './sync/feed.js';
import type { Hello, NetworkPorts } from './sync/handshake.js';
import type { Link } from './sync/link.js';
import { Reporter } from './sync/reporter.js';
import { Sender } from './sync/sender.js';
import { Turns } from './sync/turns.js';
import { Wishes } from './sync/wishes.js';

/** What an account's session is kept as: the token that reopens it, never a password. */
export interface StoredSession {
  readonly token: string;
  readonly user: UserCard;
}
const sessionKey = 'session';

/** A logout does not wait longer for a server that does not answer. */
const goodbyeMs = 5_000;

/** The values that the client shows, whoever is logged in. */
export interface Shown {
  readonly me: LiveValue<User | undefined>;
  readonly status: LiveValue<ConnectionStatus>;
  readonly list: LiveValue<readonly Conversation[]>;
  readonly total: LiveValue<number>;
}

export interface AccountDeps {
  readonly network: NetworkPorts;
  readonly clock: Clock;
  readonly random: Random;
  readonly presence: Presence;
  readonly hello: Hello;
  readonly wantsRoaming: boolean;
  readonly shown: Shown;
  readonly events: ClientEvents;
  readonly onError: (error: unknown) => void;
  /** The session can not be reopened any more. */
  readonly onSessionEnded: () => void;
}

/** Opens what the device keeps of an account. Undefined where it keeps no session and `user` does not bring one. */
export async function openAccount(
  name: string,
  database: LocalDatabase,
  deps: AccountDeps,
  user?: UserCard,
): Promise<Account | undefined> {
  try {
    const fence = await database.raiseFence();
    const { replica, outbox } = await Replica.load(database, fence);
    const session = replica.value(sessionKey) as StoredSession | undefined;
    const card = user ?? session?.user;
    if (card) return new Account(name, card, replica, outbox, deps);
    await database.close();
    return undefined;
  } catch (cause) {
    throw ImError.is(cause) ? cause : new ImError('STORE', undefined, { cause });
  }
}

/** One user on this device: his copy of the logs, his outbox, his connection. The wiring of the rooms, and no rule of its own. */
export class Account {
  readonly name: string;
  readonly me: UserCard & { displayName: string };
  readonly book: ConversationBook;
  readonly out: MessagesOut;
  readonly list: ConversationList;
  readonly driver: Driver;
  private readonly deps: AccountDeps;
  private readonly replica: Replica;
  private readonly turns: Turns;
  private readonly sender: Sender;
  private readonly wishes: Wishes;
  private readonly reporter: Reporter;
  private readonly history: History;
  private readonly snapshots: Snapshots;
  private readonly messages = new Map<string, ConversationMessages>();
  private feed: Feed | undefined;
  private isCatchingUp = false;
  private announced = 0;
  private waiting: { resolve(): void; reject(error: unknown): void }[] = [];
  private settling: (() => void)[] = [];
  /** Asked when a token was given as a function. */
  renew: (() => Promise<string>) | undefined;

  constructor(name: string, card: UserCard, replica: Replica, outbox: readonly StoredOutgoing[], deps: AccountDeps) {
    this.name = name;
    this.me = { ...card, displayName: userOf(card).displayName };
    this.deps = deps;
    this.replica = replica;
    const { me } = this;
    const { clock, random, onError, events } = deps;
    const turns = new Turns(replica, {
      onFault: (error) => this.storeFailed(error),
      onTold: () => this.announceUnread(),
      onError,
    });
    this.turns = turns;
    const sender = new Sender(
      { clock, turns, me, restored: outbox },
      {
        sent: (message) => events.emit('message.sent', { message: this.out.sent(message) }),
        failed: (message, error) => events.emit('message.failed', { message: this.out.failed(message, error), error }),
      },
    );
    this.sender = sender;
    this.wishes = new Wishes(turns, replica, clock);
    this.reporter = new Reporter({
      clock,
      turns,
      replica,
      isSettled: () => this.feed?.isSettled ?? false,
      onReported: () => this.checkSynced(),
    });
    this.driver = new Driver({
      network: deps.network,
      clock,
      random,
      presence: deps.presence,
      hello: deps.hello,
      sessionToken: () => this.session?.token,
      renew: () => this.renew,
      accepted: (_link, answer) => this.accepted(answer),
      sync: (link) => this.sync(link),
      lost: () => this.lost(),
      ended: (reason) => this.ended(reason),
      status: (status) => this.showStatus(status),
    });
    const ready = () => this.driver.ready();
    this.book = new ConversationBook({ me, replica, turns, sender, ready });
    this.out = new MessagesOut({ me, clock, random, replica, turns, sender, snapshots: () => this.snapshots, onError });
    this.history = new History({
      replica,
      turns,
      fetch: async (id, from, to) => {
        const link = await ready();
        await fetchInto({ link, clock, turns, replica, sender, me }, { id, roamingThrough: 0 }, from, to);
      },
    });
    this.snapshots = new Snapshots(replica, me, {
      messagesOf: (id) => this.messagesOf(id),
      clearUnread: (id) => this.book.clearUnread(id),
      createMessage: (target, content, options) => this.out.createMessage(target, content, options),
      send: (target, message, options) => this.out.send(target, message, options),
      setDraft: (id, text) => this.book.setDraft(id, text),
      setMuted: (id, muted) => this.book.setMuted(id, muted),
      setPinned: (id, pinned) => this.book.setPinned(id, pinned),
      setExtras: (id, extras) => this.book.setExtras(id, extras),
      markRead: (message) => this.book.markRead(message),
    });
    this.list = new ConversationList({ replica, snapshots: this.snapshots }, deps.shown, (conversation) =>
      turns.tell(() => events.emit('conversation.changed', { conversation })),
    );
    replica.watch((committed) => {
      this.list.update(committed);
      const touched = new Set([...committed.messages.keys(), ...committed.conversations]);
      for (const id of touched) this.messages.get(id)?.update(committed);
    });
    deps.shown.me.set(userOf(card));
    this.list.showAll();
    this.announced = deps.shown.total.get();
  }

  get hasSession(): boolean {
    return this.session !== undefined;
  }

  /** Keeps the session that a login made, so that it can be reopened. */
  async accepted({ token, user }: Response<'login'>): Promise<void> {
    const known = token ?? this.session?.token;
    if (known === undefined) return;
    this.deps.shown.me.set(userOf(user));
    await this.turns.change((turn) => turn.setValue(sessionKey, { token: known, user } satisfies StoredSession));
  }

  synced(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.checkSynced();
    });
  }

  /** Tells the server what was delivered and that the session is over, where there is a connection; forgets the session. */
  async logout(): Promise<void> {
    await new Promise<void>((done) => {
      const cancel = this.deps.clock.after(goodbyeMs, done);
      void this.sayGoodbye().finally(() => {
        cancel();
        done();
      });
    });
    this.driver.pause();
    await this.turns.change((turn) => turn.setValue(sessionKey, undefined));
    await this.close(new ImError('CANCELLED', 'Logged out.'));
  }

  private async sayGoodbye(): Promise<void> {
    const link = await this.driver.ready().catch(() => undefined);
    if (!link) return;
    this.reporter.report();
    await link.request('logout', {}).catch(() => {});
  }

  async close(error: ImError): Promise<void> {
    this.driver.stop();
    this.reporter.stop();
    this.wishes.stop();
    this.out.stop(error);
    for (const { reject } of this.waiting.splice(0)) reject(error);
    await this.turns.stop();
    await this.replica.database.close();
    const { me, list, total } = this.deps.shown;
    me.set(undefined);
    list.set([]);
    total.set(0);
  }

  /** The server described a group. */
  learnGroup(group: GroupCard): void {
    const id = conversationId({ group: group.id });
    void this.turns.change((turn) => {
      const known = turn.get(id);
      if (known && JSON.stringify(known.peer) !== JSON.stringify(group)) turn.put({ ...known, peer: group });
    });
  }

  private get session(): StoredSession | undefined {
    return this.replica.value(sessionKey) as StoredSession | undefined;
  }

  private async sync(link: Link): Promise<void> {
    const { clock, events } = this.deps;
    const { turns, replica, sender, me } = this;
    const feed = new Feed({
      link,
      clock,
      turns,
      sender,
      me,
      arrived: (message) => this.arrived(message),
      onSettled: () => this.checkSynced(),
    });
    this.feed = feed;
    this.isCatchingUp = true;
    link.listen((push) => (push.t === 'ended' ? this.driver.sessionEnded(push.reason) : feed.receive(push)));
    await runCatchUp({
      link,
      clock,
      turns,
      replica,
      sender,
      me,
      wantsRoaming: this.deps.wantsRoaming,
      onStates: () => {
        sender.begin(link, feed);
        this.wishes.begin(link);
      },
      offline: ({ conversation, messages, ...call }) => {
        const of = this.snapshots.conversation(conversation);
        const shown = messages.map((message) => this.snapshots.message(message));
        if (of) events.emit('sync.offline', { ...call, conversation: of, messages: shown });
      },
      roaming: (id) => {
        const conversation = this.snapshots.conversation(id);
        if (conversation) events.emit('sync.roaming', { conversation });
      },
    });
    await turns.alone(async () => {
      if (!link.isOpen) return;
      this.endCatchUp();
      this.announceUnread();
      feed.goLive();
      this.reporter.begin(link);
    });
  }

  private arrived(record: StoredMessage): void {
    const conversation = this.snapshots.conversation(record.conversation);
    if (!conversation) return;
    this.deps.events.emit('message.new', { message: this.snapshots.message(record), conversation });
    if (record.body.kind === 'event' && 'group' in conversation.target) this.refreshGroup(conversation.target.group);
  }

  /** An event says what happened, not what the group is now. */
  private refreshGroup(id: string): void {
    this.driver
      .ready()
      .then((link) => link.request('groups.get', { id }))
      .then(({ group }) => this.learnGroup(group))
      // Who was removed may not ask any more, and a lost connection brings the state anew.
      .catch(() => {});
  }

  private lost(): void {
    this.feed = undefined;
    this.sender.lost();
    this.wishes.lost();
    this.reporter.lost();
    this.endCatchUp();
  }

  private ended(reason: EndReason): void {
    void this.turns.change((turn) => turn.setValue(sessionKey, undefined));
    this.deps.onSessionEnded();
    this.deps.events.emit('session.ended', { reason: reason === 'logged_out' ? 'token_expired' : reason });
  }

  private showStatus(status: ConnectionStatus): void {
    this.deps.shown.status.set(status);
    this.deps.events.emit('status.changed', { status });
    this.checkSynced();
  }

  private storeFailed(error: unknown): void {
    this.deps.onError(error);
    // What was not kept here was not taken either: the next connection brings it again.
    if (ImError.is(error) && error.cause instanceof FencedError) this.driver.pause();
    else this.driver.reconnect();
  }

  private announceUnread(): void {
    const total = this.deps.shown.total.get();
    if (this.isCatchingUp || total === this.announced) return;
    this.announced = total;
    this.deps.events.emit('unread.changed', { total });
  }

  private endCatchUp(): void {
    this.isCatchingUp = false;
    for (const resolve of this.settling.splice(0)) resolve();
  }

  private caughtUp(): Promise<void> {
    return this.isCatchingUp ? new Promise((resolve) => this.settling.push(resolve)) : Promise.resolve();
  }

  private checkSynced(): void {
    if (!this.driver.isOnline || !this.feed?.isSettled || !this.reporter.isDone) return;
    for (const { resolve } of this.waiting.splice(0)) resolve();
  }

  private messagesOf(id: string): ConversationMessages {
    const known = this.messages.get(id);
    if (known) return known;
    const { replica, history, snapshots } = this;
    const messages = new ConversationMessages({
      id,
      replica,
      history,
      snapshots,
      onError: this.deps.onError,
      caughtUp: () => this.caughtUp(),
      remove: (conversation, message) => this.book.removeMessage(conversation, message),
    });
    this.messages.set(id, messages);
    return messages;
  }
}
