import type { Clock, Log } from '@palaver/protocol';
import { errorText } from '../error-text.js';
import type { Commit, Operation, Outcome } from '../store/batch.js';
import { type Store, StoreFullError } from '../store/store.js';

/** Operations that stand together in a batch, and what is done when it is known what became of them. */
export interface Batched {
  readonly operations: readonly Operation[];
  /** Writes nothing: it goes alone while the disk is full. */
  readonly isReading: boolean;
  settled(outcomes: readonly Outcome[], mark: number): void;
  /** The disk is full: nothing of it was written. */
  full(): void;
}

export interface Batcher {
  add(item: Batched): void;
  /** Takes back, in their order, what has not been handed to the store. */
  takeBack(isMeant: (item: Batched) => boolean): Batched[];
  isIdle(): boolean;
  /** How many items wait for the next commit. */
  depth(): number;
}

/** More operations than this in one transaction only make those wait who came first. */
const batchOperations = 1_000;

/** How many of the items fill a batch: one at least. */
function countOf(items: readonly Batched[]): number {
  let operations = 0;
  for (const [at, item] of items.entries()) {
    operations += item.operations.length;
    if (operations > batchOperations && at > 0) return at;
  }
  return items.length;
}

/**
 * Gathers the operations of a tick into one commit, one commit at a time; what comes meanwhile makes the next. After a
 * commit that failed for another reason than room, nobody knows what is on the disk: nothing is settled any more (D1).
 */
export function createBatcher(deps: {
  store: Store;
  clock: Clock;
  log: Log;
  onFatal: (error: unknown) => void;
  /** After all of a batch was settled. */
  onSettled: (mark: number | undefined) => void;
  /** Before the first commit. */
  ready: Promise<void>;
}): Batcher {
  const { store, clock, log } = deps;
  let state: 'starting' | 'idle' | 'scheduled' | 'committing' | 'dead' = 'starting';
  let gathered: Batched[] = [];
  let isFull = false;

  const die = (error: unknown) => {
    if (state === 'dead') return;
    state = 'dead';
    gathered = [];
    deps.onFatal(error);
  };
  const schedule = () => {
    if (state !== 'idle' || gathered.length === 0) return;
    state = 'scheduled';
    clock.soon(commit);
  };
  const commit = () => {
    const batch = nextBatch();
    if (batch.length === 0) {
      state = 'idle';
      return;
    }
    state = 'committing';
    store.commit(batch.flatMap((item) => item.operations)).then(
      (result) => settle(batch, result),
      (error: unknown) => (error instanceof StoreFullError ? refuse(batch) : die(error)),
    );
  };
  const nextBatch = (): Batched[] => {
    const reading = isFull ? gathered.filter((item) => item.isReading) : [];
    isFull = false;
    if (reading.length === 0) return gathered.splice(0, countOf(gathered));
    gathered = gathered.filter((item) => !item.isReading);
    return reading;
  };
  const settle = (batch: Batched[], { mark, outcomes }: Commit) => {
    let at = 0;
    for (const item of batch) {
      const mine = outcomes.slice(at, at + item.operations.length);
      at += item.operations.length;
      guard(() => item.settled(mine, mark));
    }
    finish(mark);
  };
  const refuse = (batch: Batched[]) => {
    isFull = true;
    log.warn('store full', { operations: batch.length });
    for (const item of batch) guard(() => item.full());
    finish(undefined);
  };
  const finish = (mark: number | undefined) => {
    guard(() => deps.onSettled(mark));
    if (state === 'dead') return;
    state = 'idle';
    schedule();
  };
  // What one item does with its outcome must not keep the others of its batch from theirs.
  const guard = (run: () => void) => {
    try {
      run();
    } catch (error) {
      log.error('settling failed', { error: errorText(error) });
    }
  };

  deps.ready.then(() => {
    if (state !== 'starting') return;
    state = 'idle';
    schedule();
  }, die);

  return {
    add(item) {
      if (state === 'dead') return;
      gathered.push(item);
      schedule();
    },
    takeBack(isMeant) {
      const taken = gathered.filter(isMeant);
      if (taken.length > 0) gathered = gathered.filter((item) => !isMeant(item));
      return taken;
    },
    depth: () => gathered.length,
    isIdle: () => gathered.length === 0 && state !== 'scheduled' && state !== 'committing',
  };
}
