import { type Clock, type ConversationState, type Entry, errors, type PersonalState } from '@palaver/protocol';
import { applyEntries, applyState, missingPlaces } from '../conversation/apply.js';
import { hasPlace, placesIn } from '../conversation/ranges.js';
import { conversationId, type StoredConversation, type StoredMessage } from '../conversation/records.js';
import type { Command } from '../desk.js';
import type { Replica } from '../store/replica.js';
import { isForGood, type Link, type Outcome, type Push } from './link.js';
import { type Receipts, readings } from './receipts.js';
import { againMs } from './reconnect-policy.js';
import type { Retractions } from './retractions.js';
import type { Sender } from './sender.js';
import type { Turn, Turns } from './turns.js';

type Stored = (id: string) => StoredMessage | undefined;

/** More missing than one request carries: then a new catch-up, with its bounds, is the better way. */
const mostFilled = 500;

export interface FeedDeps {
  readonly link: Link;
  readonly clock: Clock;
  readonly turns: Turns;
  readonly sender: Sender;
  readonly replica: Replica;
  readonly retractions: Retractions;
  readonly receipts: Receipts;
  readonly me: { username: string; appKey: string };
  /** Reported as new: one call per message. */
  readonly arrived: (message: StoredMessage) => void;
  readonly command: (command: Command) => void;
  /** The user's personal state, as it is now. */
  readonly personal: (turn: Turn, state: PersonalState) => void;
  /** A gap was filled, or the feed went live. */
  readonly onSettled: () => void;
}

/** Places that are fetched: `to` is where the next request ends, `newer` what was answered of those up to `through`. */
interface Gap {
  readonly id: string;
  readonly c: number;
  readonly from: number;
  readonly to: number;
  readonly newer: readonly Entry[];
  readonly through: number;
}

/**
 * What a connection pushes. Held back while catching up; then, conversation by conversation, stored and reported in
 * place order. A place that is missing is fetched first, and what came after it waits.
 */
export class Feed {
  private readonly deps: FeedDeps;
  private held: Push[] = [];
  private readonly filling = new Map<string, Entry[]>();
  isLive = false;

  constructor(deps: FeedDeps) {
    this.deps = deps;
  }

  /** Nothing that arrived waits to be stored. */
  get isSettled(): boolean {
    return this.isLive && this.filling.size === 0;
  }

  receive(push: Push): void {
    if (!this.isLive) this.held.push(push);
    else this.take(push);
  }

  goLive(): void {
    this.isLive = true;
    const held = this.held;
    this.held = [];
    for (const push of held) this.take(push);
    this.deps.onSettled();
  }

  /** The connection is lost. What comes again with the next one is forgotten; a command comes once. */
  end(): void {
    const held = this.held;
    this.held = [];
    for (const push of held) if (push.t === 'command') this.take(push);
  }

  /** An answer told a place: what should have been pushed before it is missing. */
  placed(turn: Turn, id: string): void {
    const conversation = turn.get(id);
    if (conversation && !this.filling.has(id)) this.fill(turn, conversation, conversation.head, []);
  }

  private take(push: Push): void {
    const { turns, retractions, receipts, replica, command, personal } = this.deps;
    if (push.t === 'conversation') void turns.change((turn) => this.takeState(turn, push.state));
    if (push.t === 'personal') void turns.change((turn) => personal(turn, push.personal));
    if (push.t === 'command') void turns.change((turn) => turn.after(() => command(push)));
    if (push.t === 'receipts') receipts.take(push.c, readings({ receipts: push.counts }));
    if (push.t === 'marked') receipts.take(push.c, readings({ marked: push.places }));
    if (push.t !== 'entry') return;
    const { c, entry } = push;
    void retractions.change(
      () => replica.idOfLog(c),
      [entry],
      (turn, stored) => this.takeEntry(turn, c, entry, stored),
    );
  }

  private takeState(turn: Turn, state: ConversationState): void {
    const id = conversationId(state.target);
    const conversation = applyState(turn.get(id), id, state, { isLive: true });
    turn.put(conversation);
    if (!this.filling.has(id)) this.fill(turn, conversation, conversation.head, []);
  }

  private takeEntry(turn: Turn, log: number, entry: Entry, stored: Stored): void {
    const conversation = turn.byLog(log);
    // Its state should have come before: only a new sync can tell what this is.
    if (!conversation) {
      this.deps.link.drop();
      return;
    }
    const waiting = this.filling.get(conversation.id);
    if (waiting) waiting.push(entry);
    else if (!hasPlace(conversation.held, entry.seq) && !this.fill(turn, conversation, entry.seq - 1, [entry]))
      this.store(turn, conversation, { from: entry.seq, to: entry.seq, entries: [entry] }, stored);
  }

  /** True where places up to `to` are missing and are fetched now; `after` waits for them. */
  private fill(turn: Turn, conversation: StoredConversation, to: number, after: Entry[]): boolean {
    const missing = missingPlaces(conversation, conversation.reported + 1, to);
    if (missing.length === 0) return false;
    if (placesIn(missing) > mostFilled) {
      this.deps.link.drop();
      return true;
    }
    this.filling.set(conversation.id, after);
    const [from] = missing[0] ?? [0];
    const [, until] = missing[missing.length - 1] ?? [0, 0];
    turn.after(() =>
      this.ask({ id: conversation.id, c: conversation.log, from, to: until, newer: [], through: until }),
    );
    return true;
  }

  private ask(gap: Gap): void {
    const { c, from, to } = gap;
    this.deps.link.ask('entries', { c, from, to }, (outcome) => this.answered(gap, outcome));
  }

  private answered(gap: Gap, outcome: Outcome<'entries'>): void {
    if (outcome.type === 'lost') return;
    if (outcome.type === 'answer') {
      const { c, from, entries } = outcome.value;
      this.deps.receipts.note(c, readings(outcome.value));
      const newer = [...entries, ...gap.newer];
      // Where an answer holds less than was asked for, it lacks the oldest, which are told first.
      if (from > gap.from) this.ask({ ...gap, to: from - 1, newer });
      else this.filled(gap, newer);
    } else if (errors[outcome.refusal.code].disposition === 'retry')
      this.deps.clock.after(outcome.refusal.retryAfterMs ?? againMs, () => this.ask(gap));
    else if (isForGood(outcome.refusal.code)) this.filled(gap, gap.newer);
    else this.deps.link.drop();
  }

  private filled({ id, c, from, through }: Gap, entries: readonly Entry[]): void {
    const waiting = () => this.filling.get(id) ?? [];
    void this.deps.retractions.alone(
      () => id,
      () => [...entries, ...waiting()],
      (turn, stored) => {
        const conversation = turn.get(id);
        const after = waiting();
        this.filling.delete(id);
        if (!conversation) return;
        this.store(turn, conversation, { from, to: through, entries }, stored);
        for (const entry of after) this.takeEntry(turn, c, entry, stored);
        turn.after(() => this.deps.onSettled());
      },
    );
  }

  private store(
    turn: Turn,
    known: StoredConversation,
    page: { from: number; to: number; entries: readonly Entry[] },
    stored: Stored,
  ): void {
    for (const entry of page.entries) this.deps.sender.settleEntry(turn, turn.get(known.id) ?? known, entry, true);
    const { me, retractions, receipts } = this.deps;
    const dress = (message: StoredMessage) => receipts.dress(known.log, message);
    const { conversation, messages, retracted } = applyEntries(turn.get(known.id) ?? known, page, me, {
      stored,
      dress,
    });
    turn.put(conversation);
    turn.reports(conversation.id);
    for (const message of messages) {
      turn.putMessage(message);
      turn.after(() => this.deps.arrived(message));
    }
    retractions.put(turn, retracted);
  }
}
