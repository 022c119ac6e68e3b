import { type Log, limits, refusal } from '@palaver/protocol';
import { audienceOf, type ConversationView, fold, type Members, viewOf } from '../domain/view.js';
import type { MembershipChange, Operation, Outcome, Store, UserId } from '../store/store.js';
import type { Batched, Batcher } from './batcher.js';
import type { Command, Decision } from './command.js';

/** Which conversation: that of two people, whether it exists yet or not, or a group by its number. */
export type LaneKey = string;
export const singleKey = (one: UserId, other: UserId): LaneKey =>
  one < other ? `s${one}.${other}` : `s${other}.${one}`;
export const groupKey = (c: number): LaneKey => `g${c}`;

/**
 * Each conversation's commands in one order: view → decide → batch. The view in memory is folded forward by each
 * decision, so nothing waits for a flush before it is decided.
 */
export class Lanes {
  private readonly lanes = new Map<LaneKey, Lane>();
  private readonly overtaken = new Set<Lane>();
  /** Members in all views that are kept, as a measure of their memory. */
  private weight = 0;
  private readonly store: Store;
  private readonly log: Log;
  private readonly capacity: number;
  private batcher!: Batcher;

  constructor(deps: { store: Store; log: Log; capacity?: number }) {
    this.store = deps.store;
    this.log = deps.log;
    this.capacity = deps.capacity ?? 1_000_000;
  }

  /** The batcher tells the lanes when a batch is settled, so neither can be made before the other. */
  attach(batcher: Batcher): void {
    this.batcher = batcher;
  }

  submit(key: LaneKey, command: Command): void {
    const lane = this.lane(key);
    if (lane.state.kind === 'ready') this.take(lane, lane.state, command);
    else if (lane.waiting.length < limits.queuedPerConversation) lane.waiting.push(command);
    else command.unknown();
  }

  /** Whether a conversation has as much under way as it may. */
  isCrowded(key: LaneKey): boolean {
    return (this.lanes.get(key)?.underWay.length ?? 0) >= limits.queuedPerConversation;
  }

  isIdle(): boolean {
    for (const lane of this.lanes.values()) if (lane.waiting.length > 0 || lane.underWay.length > 0) return false;
    return true;
  }

  /** After each batch: what was overtaken or not written is decided again, before anything that came later. */
  settled(): void {
    for (const lane of this.overtaken) {
      const later = this.batcher.takeBack(
        (item) => item instanceof Underway && item.lane === lane && !item.isLast,
      ) as Underway[];
      const again = [...lane.redo.splice(0), ...later].map(({ command }) => command);
      lane.underWay = lane.underWay.filter((item) => !later.includes(item));
      lane.waiting.unshift(...again);
      this.load(lane);
    }
    this.overtaken.clear();
  }

  private lane(key: LaneKey): Lane {
    let lane = this.lanes.get(key);
    if (lane) {
      // Asked for last, forgotten last.
      this.lanes.delete(key);
      this.lanes.set(key, lane);
      return lane;
    }
    lane = new Lane(key);
    this.lanes.set(key, lane);
    this.load(lane);
    return lane;
  }

  private load(lane: Lane): void {
    this.weigh(lane, -1);
    const loading: LaneState = { kind: 'loading' };
    lane.state = loading;
    this.read(lane.key).then(
      (ready) => {
        if (lane.state !== loading) return;
        lane.state = ready;
        this.weigh(lane, 1);
        for (const command of lane.waiting.splice(0)) this.take(lane, ready, command);
        this.evict();
      },
      (error: unknown) => {
        if (lane.state !== loading) return;
        this.log.error('conversation not read', { error: String(error) });
        this.lanes.delete(lane.key);
        for (const command of lane.waiting.splice(0)) command.unknown();
      },
    );
  }

  private async read(key: LaneKey): Promise<ReadyState> {
    const { store } = this;
    if (key.startsWith('g')) {
      const c = Number(key.slice(1));
      const row = await store.conversation(c);
      return { kind: 'ready', c, view: row?.group ? viewOf(row) : undefined };
    }
    const [one = 0, other = 0] = key.slice(1).split('.').map(Number);
    const found = await store.findSingle(one, other);
    if (found === undefined) return { kind: 'ready', c: await store.allocateConversation(), view: undefined };
    const row = await store.conversation(found);
    return { kind: 'ready', c: found, view: row && viewOf(row) };
  }

  private take(lane: Lane, ready: ReadyState, command: Command): void {
    const { c } = ready;
    const before = ready.view;
    let decision: Decision;
    try {
      decision = command.decide(before, c);
    } catch (error) {
      this.log.error('decision failed', { c, error: String(error) });
      command.unknown();
      return;
    }
    if (decision.kind === 'refuse') {
      command.refused(decision.refusal, decision.lookup === undefined);
      if (decision.lookup) this.add(new Underway(this, lane, command, { ...decision, lookup: decision.lookup }, c));
      return;
    }
    const view = decision.created ?? before;
    if (!view) throw new Error('A decision without a conversation makes one.');
    const audience = audienceOf(view, decision.change);
    this.weigh(lane, -1);
    ready.view = fold(view, decision.change);
    this.weigh(lane, 1);
    this.add(new Underway(this, lane, command, { ...decision, version: view.version, audience }, c));
  }

  private add(item: Underway): void {
    item.lane.underWay.push(item);
    this.batcher.add(item);
  }

  /** Called by what is under way. */
  done(item: Underway): void {
    const { underWay } = item.lane;
    // Settled in the order of adding: nearly always the first.
    const at = underWay.indexOf(item);
    if (at >= 0) underWay.splice(at, 1);
  }

  redo(item: Underway): void {
    item.lane.redo.push(item);
    this.overtaken.add(item.lane);
  }

  /** The log may hold it although it cannot be written now: look before refusing. */
  lookUp(item: Underway, decision: LookUp): void {
    this.add(new Underway(this, item.lane, item.command, decision, item.c, true));
  }

  reload(lane: Lane): void {
    this.overtaken.add(lane);
  }

  private weigh(lane: Lane, sign: 1 | -1): void {
    if (lane.state.kind === 'ready') this.weight += sign * (4 + (lane.state.view?.members.size ?? 0));
  }

  private evict(): void {
    for (const lane of this.lanes.values()) {
      if (this.weight <= this.capacity) return;
      if (lane.state.kind !== 'ready' || lane.underWay.length > 0) continue;
      this.weigh(lane, -1);
      this.lanes.delete(lane.key);
    }
  }
}

type ReadyState = { readonly kind: 'ready'; readonly c: number; view: ConversationView | undefined };
type LaneState = { readonly kind: 'loading' } | ReadyState;

class Lane {
  readonly key: LaneKey;
  state: LaneState = { kind: 'loading' };
  /** Until the view is there. */
  waiting: Command[] = [];
  /** Decided, not settled. */
  underWay: Underway[] = [];
  redo: Underway[] = [];

  constructor(key: LaneKey) {
    this.key = key;
  }
}

type Appending = Extract<Decision, { kind: 'append' }> & { readonly version: number; readonly audience: Members };
type LookUp = Extract<Decision, { kind: 'refuse' }> & { readonly lookup: Extract<Operation, { op: 'lookup' }> };

/** A decision on its way to the disk. */
class Underway implements Batched {
  readonly lane: Lane;
  readonly command: Command;
  readonly c: number;
  readonly operations: readonly Operation[];
  readonly isReading: boolean;
  /** Its refusal stands; it is not decided again. */
  readonly isLast: boolean;
  private readonly lanes: Lanes;
  private readonly decision: Appending | LookUp;

  constructor(lanes: Lanes, lane: Lane, command: Command, decision: Appending | LookUp, c: number, isLast = false) {
    this.lanes = lanes;
    this.lane = lane;
    this.command = command;
    this.decision = decision;
    this.c = c;
    this.isLast = isLast;
    this.isReading = decision.kind === 'refuse';
    this.operations = decision.kind === 'refuse' ? [decision.lookup] : appendOperations(decision, c);
  }

  settled(outcomes: readonly Outcome[], mark: number): void {
    this.lanes.done(this);
    const { command, decision, c } = this;
    const outcome = outcomes.at(-1);
    if (outcome?.kind === 'appended' && decision.kind === 'append') {
      const { audience, change, creates } = decision;
      const fresh = { mark, audience, change, isFirst: creates !== undefined };
      command.accepted({ ...placeOf(outcome, c), fresh });
    } else if (outcome?.kind === 'repeated') {
      if (outcome.isSameBody) command.accepted(placeOf(outcome, outcome.c));
      else command.refused(refusal('ID_REUSED'), true);
    } else if (outcome?.kind === 'absent' && decision.kind === 'refuse') {
      command.refused(decision.refusal, true);
    } else if (outcome?.kind === 'stale') {
      this.lanes.redo(this);
    } else {
      command.unknown();
      throw new Error(`Unexpected outcome: ${outcome?.kind}`);
    }
  }

  full(): void {
    this.lanes.done(this);
    const { command, decision } = this;
    this.lanes.reload(this.lane);
    if (decision.kind === 'refuse') {
      // It was refused room together with others; alone it writes nothing, and where even that fails nothing can be said.
      if (this.isLast) command.unknown();
      else this.lanes.lookUp(this, decision);
      return;
    }
    const { entry } = decision;
    const isMessage = entry.kind === 'message';
    command.refused(refusal('SERVER_FULL'), !isMessage);
    if (!isMessage) return;
    this.lanes.lookUp(this, {
      kind: 'refuse',
      refusal: refusal('SERVER_FULL'),
      lookup: { op: 'lookup', sender: entry.sender, id: entry.id, hash: entry.hash },
    });
  }
}

const placeOf = (outcome: { readonly seq: number; readonly at: number; readonly sid: string }, c: number) => ({
  c,
  seq: outcome.seq,
  at: outcome.at,
  sid: outcome.sid,
});

function appendOperations(decision: Appending, c: number): readonly Operation[] {
  const append: Operation = {
    op: 'append',
    c,
    version: decision.version,
    entry: decision.entry,
    ...changeOf(decision.change),
  };
  return decision.creates ? [decision.creates, append] : [append];
}
const changeOf = (change: MembershipChange | undefined) => (change ? { change } : {});
