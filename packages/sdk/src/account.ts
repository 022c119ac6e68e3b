import type { EndReason, Random, UserCard } from '@palaver/protocol';
import { ImError, uuidv7 } from '@palaver/protocol';
import type { Conversation } from './api.js';
import { isRoomId, type StoredMessage, type StoredOutgoing } from './conversation/records.js';
import type { Desk, Told, Verb } from './desk.js';
import { Engine, type EngineDeps, sessionOf } from './engine.js';
import type { ClientEvents } from './events.js';
import { ConversationList } from './live/conversation-list.js';
import { ConversationMessages } from './live/conversation-messages.js';
import { History } from './live/history.js';
import { userOf } from './live/people.js';
import type { Shown } from './live/shown.js';
import { Snapshots } from './live/snapshots.js';
import { MediaView } from './media/media-view.js';
import { loadAhead } from './parts.js';
import { Rooms } from './rooms/rooms.js';
import { MessagesOut } from './sending.js';
import { type Change, FencedError } from './store/local-store.js';
import type { Committed, Replica } from './store/replica.js';
import { personalOf, type StoredPersonal } from './sync/personal.js';
import { Turns } from './sync/turns.js';
import type { Tab, Tabs, TabsPorts } from './tabs/tabs.js';
import { tellHere } from './telling.js';
import { createVerbs } from './verbs.js';

export interface AccountDeps extends EngineDeps {
  readonly random: Random;
  readonly shown: Shown;
  readonly events: ClientEvents;
  readonly onError: (error: unknown) => void;
  /** Present where other tabs may have the same account open. */
  readonly tabs: TabsPorts | undefined;
  /** The session can not be reopened any more. */
  readonly onSessionEnded: () => void;
  /** Another tab logged the account out. */
  readonly onLoggedOut: (account: Account) => void;
}

type Role =
  | { readonly is: 'leading'; readonly engine: Engine }
  /** Another tab leads, or nobody yet. */
  | { readonly is: 'following' }
  | { readonly is: 'closed' };

/** No leader has it, so that a copy that does not lead writes nothing. */
const noFence = 0;
/** How long a tab that logged in has to take over from the one whose session its login ended. */
const successorMs = 1000;

/** One user on this device: what he sees of his copy of the logs, and who does his work. The wiring of the rooms, and no rule of its own. */
export class Account {
  readonly name: string;
  readonly me: UserCard & { displayName: string };
  readonly out: MessagesOut;
  readonly list: ConversationList;
  /** Done by this tab's engine, or by that of the tab that leads. */
  readonly desk: Desk;
  private readonly deps: AccountDeps;
  readonly replica: Replica;
  private readonly turns: Turns;
  readonly history: History;
  readonly snapshots: Snapshots;
  private readonly media: MediaView;
  private readonly messages = new Map<string, ConversationMessages>();
  private readonly rooms: Rooms;
  private readonly tabs: Tabs | undefined;
  private role: Role = { is: 'following' };
  private isStarted = false;
  private announced = 0;
  private onLoggedOut: () => void = () => {};
  private readonly loggedOut = new Promise<void>((resolve) => {
    this.onLoggedOut = resolve;
  });
  /** Asked when a token was given as a function. */
  renew: (() => Promise<string>) | undefined;

  constructor(name: string, card: UserCard, replica: Replica, deps: AccountDeps, SharedTabs?: typeof Tabs) {
    this.name = name;
    this.me = { ...card, displayName: userOf(card).displayName };
    // What a close cut off ends CANCELLED, which whoever closed it need not hear of.
    const onError = (error: unknown) => {
      if (this.role.is !== 'closed' || !ImError.is(error, 'CANCELLED')) deps.onError(error);
    };
    this.deps = { ...deps, onError };
    this.replica = replica;
    const { me } = this;
    const { clock, random } = deps;
    const turns = new Turns(replica, {
      onFault: (error) => this.storeFailed(error),
      onTold: () => this.announceUnread(),
      onError,
    });
    this.turns = turns;
    this.desk = new Proxy({} as Desk, {
      get:
        (_, verb) =>
        (...args: unknown[]) =>
          this.do(verb as Verb, args),
    });
    this.rooms = new Rooms({
      desk: this.desk,
      onKept: (kept) => this.tabs?.told({ type: 'rooms', kept }),
      onCommitted: (committed) => this.showMessages(committed),
      onError,
    });
    const stored = async (conversation: string, id: string) =>
      (await this.copyOf(conversation)?.replica.database.message(conversation, id)) as StoredMessage | undefined;
    this.out = new MessagesOut({
      me,
      clock,
      random,
      desk: this.desk,
      stored,
      snapshots: () => this.snapshots,
      kit: deps.media.kit,
      onError,
    });
    this.media = new MediaView({
      replica,
      desk: this.desk,
      kit: deps.media.kit,
      newId: () => uuidv7(clock, random),
      onShown: (id) => this.looksOther(id),
      onError,
    });
    this.history = new History({ replica, turns, fetch: (id, from, to) => this.desk.fetch(id, from, to) });
    this.snapshots = new Snapshots(
      { get: (id) => this.copyOf(id)?.replica.get(id) },
      me,
      createVerbs({
        me,
        desk: this.desk,
        out: this.out,
        media: this.media,
        snapshots: () => this.snapshots,
        messagesOf: (id) => this.messagesOf(id),
        logOf: (id) => replica.get(id)?.log ?? 0,
      }),
    );
    this.list = new ConversationList({ replica, snapshots: this.snapshots }, deps.shown, (conversation) => {
      if (this.role.is === 'leading') turns.tell(() => this.tell({ type: 'changed', conversation: conversation.id }));
    });
    replica.watch((committed) => {
      // Bytes are in the store that the tabs share.
      this.tabs?.kept(committed.changes.filter((change) => !('put' in change) || change.put !== 'blob'));
      this.media.update(committed);
      this.list.update(committed);
      this.showMessages(committed);
    });
    const { tabs: ports, presence } = deps;
    if (ports && SharedTabs)
      this.tabs = new SharedTabs(name, { ports, clock, presence, newId: () => uuidv7(clock, random) }, this.asTab());
    deps.shown.me.set(userOf(card));
  }

  /** In the list, or a chatroom that this account is in. */
  shown(id: string): Conversation | undefined {
    if (!isRoomId(id)) return this.list.get(id);
    return this.copyOf(id)?.replica.get(id)?.isListed ? this.snapshots.conversation(id) : undefined;
  }

  /** What this device knows of whom the user blocks. */
  get blocked(): StoredPersonal['blocked'] {
    return personalOf(this.replica).blocked;
  }

  get hasSession(): boolean {
    return sessionOf(this.replica) !== undefined;
  }

  /** Leads, or follows the tab that does; either loads what is kept, who leads once. */
  async join(): Promise<void> {
    if (this.tabs) await this.tabs.join();
    else await this.takeLead();
    if (this.role.is === 'following') await this.turns.alone(() => this.replica.load(noFence));
    this.announced = this.deps.shown.total.get();
  }

  /** Connects with the session that the store has: now, and whenever this tab comes to lead. */
  start(): void {
    this.isStarted = true;
    if (this.role.is === 'leading' && this.hasSession) this.role.engine.driver.start();
  }

  /** Leaves the connection as it is until `start` or `adopt`. */
  pause(): void {
    this.isStarted = false;
    if (this.role.is === 'leading') this.role.engine.driver.pause();
  }

  /** The engine that a login hands its connection to: whoever logs in leads. */
  async seize(): Promise<Engine> {
    await this.tabs?.seize();
    if (this.role.is !== 'leading') throw new ImError('STORE', 'Another tab holds the account.');
    this.isStarted = true;
    return this.role.engine;
  }

  /** In all tabs. */
  async logout(): Promise<void> {
    try {
      await Promise.race([this.desk.logout(), this.loggedOut]);
      this.tabs?.closed();
    } finally {
      await this.close(new ImError('CANCELLED', 'Logged out.'));
    }
  }

  async close(error: ImError): Promise<void> {
    const { role } = this;
    if (role.is === 'closed') return;
    this.role = { is: 'closed' };
    this.onLoggedOut();
    if (role.is === 'leading') role.engine.stop(error);
    this.out.stop(error);
    this.media.close();
    await this.turns.stop();
    await this.rooms.stop();
    await this.replica.database.close();
    this.tabs?.leave(error);
    const { me, list, total, isAllMuted } = this.deps.shown;
    me.set(undefined);
    list.set([]);
    total.set(0);
    isAllMuted.set(false);
  }

  private async do(verb: Verb, args: readonly unknown[]): Promise<unknown> {
    const { role, tabs } = this;
    if (role.is === 'closed') throw new ImError('CANCELLED', 'The session was closed.');
    if (role.is === 'following') return tabs?.ask(verb, args);
    try {
      return await role.engine.do(verb, args);
    } catch (error) {
      // The lead was lost meanwhile: whoever has it now does it.
      if (tabs && (isFenced(error) || this.isDeposed(role)) && verb !== 'request') return tabs.ask(verb, args);
      throw error;
    }
  }

  private isDeposed(role: Role): boolean {
    return this.role !== role && this.role.is !== 'closed';
  }

  private asTab(): Tab {
    const inOrder = (run: () => unknown) => void this.turns.alone(async () => run()).catch(() => {});
    return {
      lead: () => this.takeLead(),
      follow: async () => {
        if (this.role.is === 'leading') this.role.engine.stop(new ImError('CANCELLED'));
        if (this.role.is !== 'closed') this.role = { is: 'following' };
        await this.turns.alone(() => this.replica.load(noFence));
      },
      answer: (verb, args) => this.answer(verb, args),
      status: () => this.deps.shown.status.get(),
      newLeader: (status) => {
        inOrder(() => this.replica.load(noFence));
        inOrder(() => this.tell({ type: 'status', status }));
        inOrder(() => void this.out.review().catch(this.deps.onError));
        this.rooms.newLeader(inOrder);
      },
      kept: (changes: readonly Change[]) => inOrder(() => this.replica.take(changes)),
      told: (told) => inOrder(() => (told.type === 'rooms' ? this.rooms.take(told.kept) : this.tell(told))),
      inOrder,
      closed: () => {
        // It was about a session before this one.
        if (this.role.is === 'leading' && this.hasSession) return;
        this.onLoggedOut();
        this.deps.onLoggedOut(this);
      },
      failed: (error) => this.deps.onError(error),
    };
  }

  /** Nobody writes any more but this copy, which then has all that was written. Answers the number under which it leads. */
  private async takeLead(): Promise<number> {
    const fence = await this.replica.database.raiseFence();
    this.lead(await this.turns.alone(() => this.replica.load(fence)));
    await this.out.review();
    return fence;
  }

  private lead(outbox: readonly StoredOutgoing[]): void {
    if (this.role.is === 'closed') return;
    const { me, replica, turns } = this;
    const engine = new Engine(
      this.deps,
      {
        me,
        replica,
        turns,
        rooms: this.rooms,
        tell: (told) => this.tell(told),
        onCaughtUp: () => this.announceUnread(),
        onError: this.deps.onError,
        renew: () => this.renew,
        isEnd: (reason) => this.isEnd(reason),
      },
      outbox,
    );
    this.role = { is: 'leading', engine };
    if (this.isStarted && this.hasSession) engine.driver.start();
  }

  /** For another tab. One that asks again may have been heard the first time. */
  private async answer(verb: Verb, args: readonly unknown[]): Promise<unknown> {
    const { role } = this;
    // Not answered here any more: who asked hears of the next leader, and asks him.
    if (role.is !== 'leading') return new Promise(() => {});
    try {
      const answer = await role.engine.answer(verb, args);
      if (verb === 'logout') {
        this.tabs?.closed();
        this.deps.onLoggedOut(this);
      }
      return answer;
    } catch (error) {
      if (isFenced(error) || this.role !== role) return new Promise(() => {});
      throw error;
    }
  }

  /** Another tab's login ends this one's session, and then takes the lead from it. */
  private isEnd(reason: EndReason): true | Promise<boolean> {
    if (!this.tabs || reason !== 'other_device') return true;
    const { role } = this;
    return new Promise((resolve) => {
      this.deps.clock.after(successorMs, () => resolve(this.role === role));
    });
  }

  private tell(told: Told): void {
    this.tabs?.told(told);
    if (told.type === 'status' && told.status === 'online') {
      loadAhead();
      this.deps.media.kit?.().catch(() => {});
    }
    if (told.type === 'ended' && this.role.is === 'leading') this.deps.onSessionEnded();
    this.tellHere(told);
  }

  private tellHere(told: Told): void {
    tellHere({ ...this.deps, snapshots: this.snapshots, out: this.out, media: this.media }, told);
  }

  /** Its record is the same: what this tab shows of it is not. */
  private looksOther(id: string): void {
    this.snapshots.renew(id);
    this.list.update({ conversations: new Set([id]) });
    // Who leads has told it with the list.
    if (this.role.is === 'following') this.tellHere({ type: 'changed', conversation: id });
  }

  private storeFailed(error: unknown): void {
    const engine = this.role.is === 'leading' ? this.role.engine : undefined;
    if (isFenced(error)) {
      engine?.driver.pause();
      // Another tab took the lead, which is no fault.
      if (this.tabs) return;
    }
    this.deps.onError(error);
    // What was not kept here was not taken either: the next connection brings it again.
    engine?.driver.reconnect();
  }

  private announceUnread(): void {
    const total = this.deps.shown.total.get();
    if (this.role.is !== 'leading' || this.role.engine.isCatchingUp || total === this.announced) return;
    this.announced = total;
    this.tell({ type: 'unread', total });
  }

  copyOf(conversation: string): Pick<Account, 'replica' | 'history'> | undefined {
    return isRoomId(conversation) ? this.rooms.copy : this;
  }

  private showMessages(committed: Committed): void {
    const touched = new Set([...committed.messages.keys(), ...committed.conversations]);
    for (const id of touched) this.messages.get(id)?.update(committed);
  }

  private messagesOf(id: string): ConversationMessages {
    const known = this.messages.get(id);
    if (known) return known;
    const { snapshots, desk } = this;
    const { replica, history } = this.copyOf(id) ?? this;
    const messages = new ConversationMessages({
      id,
      replica,
      history,
      snapshots,
      onError: this.deps.onError,
      caughtUp: async () => (isRoomId(id) ? undefined : desk.caughtUp()),
      onShown: (records) => this.media.look(records),
      remove: (conversation, message) => desk.removeMessage(conversation, message),
    });
    this.messages.set(id, messages);
    return messages;
  }
}

const isFenced = (error: unknown): boolean => ImError.is(error) && error.cause instanceof FencedError;
