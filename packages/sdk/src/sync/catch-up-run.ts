import { type Clock, type ConversationState, errors, ImError, type PersonalState } from '@palaver/protocol';
import {
  type ApplyOptions,
  advanceReported,
  applyEntries,
  applyState,
  missingPlaces,
  reportedThrough,
} from '../conversation/apply.js';
import { clip, gaps, type Ranges } from '../conversation/ranges.js';
import { conversationId, type StoredConversation, type StoredMessage } from '../conversation/records.js';
import { parts } from '../parts.js';
import type { Replica } from '../store/replica.js';
import { type CatchUp, divide, planCatchUp } from './catch-up.js';
import { isForGood, type Link } from './link.js';
import { type Readings, type Receipts, readings } from './receipts.js';
import { againMs } from './reconnect-policy.js';
import { cursorKey } from './reporter.js';
import type { Retractions } from './retractions.js';
import type { Sender } from './sender.js';
import type { Turn, Turns } from './turns.js';

/** How many conversations are fetched at once. */
const mostAtOnce = 4;

export interface CatchUpDeps {
  readonly link: Link;
  readonly clock: Clock;
  readonly turns: Turns;
  readonly replica: Replica;
  readonly sender: Sender;
  readonly retractions: Retractions;
  readonly receipts: Receipts;
  readonly me: { username: string; appKey: string };
  readonly wantsRoaming: boolean;
  /** The user's personal state, where it changed. */
  readonly personal: (turn: Turn, state: PersonalState, isReset: boolean) => void;
  /** The states of all conversations are known: what waits here may leave. */
  readonly onStates: () => void;
  readonly offline: (call: {
    conversation: string;
    kind: 'messages' | 'events';
    messages: readonly StoredMessage[];
    skipped: number;
  }) => void;
  readonly roaming: (conversation: string) => void;
}

/**
 * What a connection does first: the states that changed, then the entries that are missing, then one call for each kind
 * and conversation. Rejects with OFFLINE where the link is lost.
 */
export async function runCatchUp(deps: CatchUpDeps): Promise<void> {
  await pullStates(deps);
  mustBeOpen(deps.link);
  deps.onStates();
  const plans = deps.replica
    .all()
    .sort((a, b) => b.headAt - a.headAt)
    .flatMap((conversation) => planCatchUp(conversation, deps.wantsRoaming) ?? []);
  const next = plans.values();
  const workers = Array.from({ length: mostAtOnce }, async () => {
    for (const plan of next) await catchUpOne(deps, plan);
  });
  await Promise.all(workers);
}

/** A link that was lost takes its catch-up with it: the next connection begins anew. */
function mustBeOpen(link: Link): void {
  if (!link.isOpen) throw new ImError('OFFLINE');
}

/**
 * The cursor is kept in the transaction that keeps the states which it covers: what is missing of their logs is known by
 * place. Without it the next connection could not be told that history is another by then (D23).
 */
async function pullStates(deps: CatchUpDeps): Promise<void> {
  const known = deps.replica.value(cursorKey);
  const since = typeof known === 'string' ? { cursor: known } : {};
  const first = await persist(deps, () => deps.link.request('sync', since));
  const states: ConversationState[] = [];
  const news: [number, Readings][] = [];
  for (let page = first; ; ) {
    states.push(...page.conversations);
    for (const [c, receipts] of page.receipts ?? []) news.push([c, readings({ receipts })]);
    for (const [c, marked] of page.marked ?? []) news.push([c, readings({ marked })]);
    if (page.next === undefined) break;
    const more = { ...since, next: page.next };
    page = await persist(deps, () => deps.link.request('sync', more));
  }
  if (first.isReset) {
    const { startOver } = await parts.startOver();
    await startOver(deps, first, states, applyStates);
  } else
    await deps.turns.alone(async () => {
      mustBeOpen(deps.link);
      const changed: StoredMessage[] = [];
      for (const [c, one] of news) changed.push(...(await deps.receipts.changedBy(c, one)));
      await deps.turns.commit((turn) => {
        applyStates(turn, states);
        turn.setValue(cursorKey, first.cursor);
        if (first.personal) deps.personal(turn, first.personal, false);
        deps.receipts.put(turn, changed);
      });
    });
}

type Records = { get(id: string): StoredConversation | undefined; put(record: StoredConversation): void };

function applyStates(turn: Records, states: readonly ConversationState[]): void {
  for (const state of states) {
    const id = conversationId(state.target);
    turn.put(applyState(turn.get(id), id, state, { isLive: false }));
  }
}

async function catchUpOne(deps: CatchUpDeps, plan: CatchUp): Promise<void> {
  await fetchPieces(deps, plan, plan.pieces);
  await fetchPieces(deps, { ...plan, only: 'retractions' }, unfetched(deps, plan));
  await report(deps, plan);
}

/** Holes that the plan leaves behind messages of this device, and what expired unseen: what was taken back there must not go on showing (D16). */
function unfetched({ replica }: CatchUpDeps, { id, through }: CatchUp): Ranges {
  const conversation = replica.get(id);
  if (!conversation) return [];
  const { held, cleared, reported, floor } = conversation;
  const holes = [...gaps(held, reported + 1, floor), ...missingPlaces(conversation, reported + 1, through)];
  const first = holes[0]?.[0] ?? 0;
  return clip(held, cleared + 1, first - 1).length > 0 ? holes : [];
}

async function fetchPieces(deps: CatchUpDeps, wanted: Wanted, pieces: Ranges): Promise<void> {
  for (const [from, to] of pieces) {
    // Where an answer holds less than was asked for, its newest end is what it holds.
    for (let high = to; high >= from; ) high = (await fetchInto(deps, wanted, from, high)) - 1;
  }
}

/** What is fetched: places, or of them only what takes messages back. */
type Wanted = Pick<CatchUp, 'id' | 'roamingThrough'> & { readonly only?: 'retractions' };

/** Stores a piece; answers the place where what was answered begins. */
export async function fetchInto(
  deps: Pick<CatchUpDeps, 'link' | 'clock' | 'turns' | 'replica' | 'sender' | 'retractions' | 'receipts' | 'me'>,
  { id, roamingThrough, only }: Wanted,
  from: number,
  to: number,
): Promise<number> {
  const c = deps.replica.get(id)?.log ?? 0;
  const asked = { c, from, to, ...(only && { only }) };
  const page = await persist(deps, () => deps.link.request('entries', asked)).catch((error: unknown) => {
    if (ImError.is(error) && isForGood(error.code))
      return { c, from, to, entries: [], marked: [], retracted: undefined };
    throw error;
  });
  deps.receipts.note(c, readings(page));
  const dress = (message: StoredMessage) => deps.receipts.dress(c, message);
  // Of places that were passed over nothing is held.
  const runs = only ? page.entries.map((entry) => ({ from: entry.seq, to: entry.seq, entries: [entry] })) : [page];
  await deps.retractions.change(
    () => id,
    page.entries,
    (turn, stored) => {
      for (const run of runs) takePage(deps, turn, id, run, { roamingThrough, stored, dress });
    },
  );
  if (page.retracted) await (await parts.expired()).takeBackPlaces(deps, id, page.retracted);
  return Math.max(from, Math.min(page.from, to));
}

function takePage(
  { sender, retractions, me }: Pick<CatchUpDeps, 'sender' | 'retractions' | 'me'>,
  turn: Turn,
  id: string,
  page: Parameters<typeof applyEntries>[1],
  options: ApplyOptions,
): void {
  for (const entry of page.entries) {
    const known = turn.get(id);
    if (known) sender.settleEntry(turn, known, entry, false);
  }
  const known = turn.get(id);
  if (!known) return;
  const { conversation, messages, retracted } = applyEntries(known, page, me, options);
  turn.put(conversation);
  for (const message of messages) turn.putMessage(message);
  retractions.put(turn, retracted);
}

/** D12: one call for messages, one for events, one for roaming; then the position moves. */
function report(deps: CatchUpDeps, plan: CatchUp): Promise<void> {
  return deps.turns.alone(async () => {
    mustBeOpen(deps.link);
    const conversation = deps.replica.get(plan.id);
    if (!conversation) return;
    const stored = (await deps.replica.database.messages(plan.id, {
      after: [conversation.reported, Number.MAX_SAFE_INTEGER],
      newest: false,
    })) as StoredMessage[];
    const { messages, events, roaming } = divide(stored, conversation.roamed, deps.me);
    if (messages.length > 0) deps.offline({ conversation: plan.id, kind: 'messages', messages, skipped: plan.skipped });
    if (events.length > 0) deps.offline({ conversation: plan.id, kind: 'events', messages: events, skipped: 0 });
    if (roaming.length > 0 && deps.wantsRoaming) deps.roaming(plan.id);
    await deps.turns.commit((turn) => {
      const told = turn.get(plan.id);
      if (!told) return;
      // What was not fetched may be messages: with them a conversation that was removed returns.
      const isListed = told.isListed || missingPlaces(told, 1, plan.through).length > 0;
      // Beyond the head only what this device sent itself is held.
      turn.put({ ...advanceReported(reportedThrough(told, plan.through)), isListed });
    });
  });
}

/** Asks again where the server says "again later". */
async function persist<T>(deps: Pick<CatchUpDeps, 'clock'>, ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!ImError.is(error) || error.code === 'OFFLINE' || errors[error.code].disposition !== 'retry') throw error;
      await new Promise<void>((resolve) => void deps.clock.after(error.retryAfterMs ?? againMs, resolve));
    }
  }
}
