import { type Log, limits } from '@palaver/protocol';
import { type ConversationView, fold, viewOf } from '../domain/view.js';
import { errorText } from '../error-text.js';
import type { Store } from '../store/store.js';
import type { Batcher } from './batcher.js';
import type { Command, Decision } from './command.js';
import { Lane, type LaneKey, type LaneState, type ReadyState } from './lane.js';
import { type LookUp, type Settling, UnderWay } from './under-way.js';

/**
 * Each conversation's commands in one order: view → decide → batch. The view in memory is folded forward by each
 * decision, so nothing waits for a flush before it is decided.
 */
export class Lanes implements Settling {
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

  /** What decisions there read was changed beside the log: looks at it again after the batch that is being settled. */
  refresh(key: LaneKey): void {
    const lane = this.lanes.get(key);
    if (lane) this.overtaken.add(lane);
  }

  /** Commands that wait for their conversation to be read, or for their commit. */
  depth(): number {
    let depth = 0;
    for (const { waiting, underWay } of this.lanes.values()) depth += waiting.length + underWay.length;
    return depth;
  }

  isIdle(): boolean {
    for (const lane of this.lanes.values()) if (lane.waiting.length > 0 || lane.underWay.length > 0) return false;
    return true;
  }

  /** After each batch: what was overtaken or not written is decided again, before anything that came later. */
  settled(): void {
    for (const lane of this.overtaken) {
      const later = this.batcher.takeBack(
        (item) => item instanceof UnderWay && item.lane === lane && !item.isLast,
      ) as UnderWay[];
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
        this.log.error('conversation not read', { error: errorText(error) });
        this.lanes.delete(lane.key);
        for (const command of lane.waiting.splice(0)) command.unknown();
      },
    );
  }

  private async read(key: LaneKey): Promise<ReadyState> {
    const { store } = this;
    if (/^[gr]/.test(key)) {
      const c = Number(key.slice(1));
      const row = await store.conversation(c);
      const isOfKind = key.startsWith('g') ? row?.group : row?.room;
      return { kind: 'ready', c, view: row && isOfKind ? viewOf(row) : undefined };
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
      this.log.error('decision failed', { c, error: errorText(error) });
      command.unknown();
      return;
    }
    if (decision.kind === 'look') return;
    if (decision.kind === 'refuse') {
      command.refused(decision.refusal, decision.lookup === undefined);
      if (decision.lookup) this.add(new UnderWay(this, lane, command, { ...decision, lookup: decision.lookup }, c));
      return;
    }
    const view = decision.created ?? before;
    if (!view) throw new Error('A decision without a conversation makes one.');
    this.weigh(lane, -1);
    ready.view = fold(view, decision.change);
    this.weigh(lane, 1);
    this.add(new UnderWay(this, lane, command, { kind: 'append', append: decision, view }, c));
  }

  private add(item: UnderWay): void {
    item.lane.underWay.push(item);
    this.batcher.add(item);
  }

  // ── Settling ──
  done(item: UnderWay): void {
    const { underWay } = item.lane;
    // Settled in the order of adding: nearly always the first.
    const at = underWay.indexOf(item);
    if (at >= 0) underWay.splice(at, 1);
  }

  redo(item: UnderWay): void {
    item.lane.redo.push(item);
    this.overtaken.add(item.lane);
  }

  lookUp(item: UnderWay, decision: LookUp): void {
    this.add(new UnderWay(this, item.lane, item.command, decision, item.c, true));
  }

  reload(lane: Lane): void {
    this.overtaken.add(lane);
  }

  private weigh(lane: Lane, sign: 1 | -1): void {
    if (lane.state.kind === 'ready') this.weight += sign * (4 + weightOf(lane.state.view));
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

const weightOf = (view: ConversationView | undefined) => (view ? view.members.size + view.silences.size : 0);
