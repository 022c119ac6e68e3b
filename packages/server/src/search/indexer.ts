import { type Clock, type Log, limits, serverLimits } from '@palaver/protocol';
import { errorText } from '../error-text.js';
import type { EntryRow, LogRow } from '../store/rows.js';
import type { Store } from '../store/store.js';
import { indexedEntry } from './indexed-entry.js';
import type { CommittedLogs } from './search.js';
import type { Slice, TextIndex } from './text-index.js';
import { wordsOf } from './words.js';

/** What is read of the log. */
export type LogSource = Pick<Store, 'nextMark' | 'logs' | 'entries'>;

/** Brings the index up to the log, by places, in slices with rests between them. */
export interface Indexer {
  committed(news: CommittedLogs): void;
  /** Reads what these logs hold now, before everything else. False where that takes longer than a question waits. */
  settle(logs: Iterable<number>): Promise<boolean>;
  /** These places hold no text any more. */
  forget(places: Slice['gone']): Promise<void>;
  stop(): Promise<void>;
}

/** A slice shares the pages of the index that it changes: of short ones each message writes more. */
const sliceEntries = 4_000;
/** Messages of a while share the pages of the index that they change. */
const gatherMs = 1_000;
const retryMs = 30_000;
/** Less than a client waits for an answer. */
const settleMs = limits.requestMs / 3;
const toldEntries = 50_000;

export function createIndexer(deps: {
  source: LogSource;
  index: TextIndex;
  clock: Pick<Clock, 'monotonic' | 'after' | 'soon'>;
  log: Log;
}): Indexer {
  const { source, index, clock, log } = deps;
  /** Logs that changed since they were last read. */
  const changed = new Set<number>();
  /** Questions that wait for their logs. */
  let asked: Asked[] = [];
  let named = 0;
  let isBehind = true;
  let isStopped = false;
  let isDue = false;
  let failures = 0;
  let tail: Promise<void> = Promise.resolve();

  /** One thing at a time; a fault is told, and all is looked at again later. */
  const alone = (work: () => Promise<void>): Promise<void> => {
    tail = tail.then(() => (isStopped ? undefined : work())).catch(failed);
    return tail;
  };
  const failed = (error: unknown) => {
    if (isStopped) return;
    log.error('search.index_failed', { error: errorText(error) });
    failures += 1;
    // An index that is damaged is made anew; the log has all that was in it.
    isBehind = true;
    clock.after(retryMs, () => void alone(catchUp));
    if (failures > 1) tryToClear();
  };
  const tryToClear = () => {
    try {
      index.clear();
    } catch (error) {
      log.error('search.index_not_cleared', { error: errorText(error) });
    }
  };
  const rest = (sinceMs: number) =>
    new Promise<void>((resolve) => {
      // As long as the work took: others have the machine for half of the time.
      clock.after(Math.min(100, clock.monotonic() - sinceMs), resolve);
    });

  /** All that changed since the index was last whole: at the beginning, and when more changed than is remembered. */
  const catchUp = async () => {
    const mark = await source.nextMark();
    const since = index.mark();
    let done = 0;
    isBehind = true;
    changed.clear();
    for (let after = 0; !isStopped; ) {
      const page = await source.logs({ since, after, limit: 500 });
      const waiting = new Map(page.map((row) => [row.c, row]));
      while (waiting.size > 0 && !isStopped) {
        await answerAsked();
        const began = clock.monotonic();
        const written = await writeSlice(waiting);
        if (Math.floor((done + written) / toldEntries) > Math.floor(done / toldEntries))
          log.info('search.indexing', { entries: done + written });
        done += written;
        if (written > 0) await rest(began);
      }
      const last = page.at(-1);
      if (!last) break;
      after = last.c;
    }
    await answerAsked();
    if (isStopped) return;
    index.apply({ ...nothing, mark });
    if (done >= sliceEntries || since === 0) log.info('search.indexed', { entries: done });
    isBehind = false;
    failures = 0;
    if (changed.size > 0) schedule(gatherMs);
  };

  /** A slice of what is known to have changed; then the next, after a rest. */
  const live = async () => {
    if (isBehind) return;
    const began = clock.monotonic();
    await writeSlice(takeChanged(changed));
    if (changed.size > 0) schedule(clock.monotonic() - began);
    else if (!isStopped && named >= index.mark()) index.apply({ ...nothing, mark: named + 1 });
  };

  const schedule = (delayMs: number) => {
    if (isDue || isBehind) return;
    isDue = true;
    clock.after(delayMs, () => {
      isDue = false;
      void alone(live);
    });
  };

  const takeChanged = (logs: Iterable<number>): Map<number, LogRow | undefined> => {
    const taken = new Map<number, LogRow | undefined>();
    for (const c of logs) {
      if (taken.size === sliceEntries) break;
      if (changed.delete(c)) taken.set(c, undefined);
    }
    return taken;
  };

  /** As much of the logs as a slice holds; what is finished leaves `waiting`, what was begun and not finished is `changed` again. */
  const writeSlice = async (waiting: Map<number, LogRow | undefined>): Promise<number> => {
    const slice = { texts: [], gone: [], reached: [] } as Writable;
    let read = 0;
    for (const [c, known] of waiting) {
      if (read >= sliceEntries) break;
      waiting.delete(c);
      const row = known ?? (await source.logs({ since: 0, after: c - 1, limit: 1 }))[0];
      if (row?.c !== c) continue;
      const reached = index.reached(c);
      const from = Math.max(reached.seq, row.floor) + 1;
      const to = Math.min(row.head, from + sliceEntries - read - 1);
      if (from <= to) for (const entry of await source.entries(c, from, to, to - from + 1)) gather(slice, c, entry);
      if (from <= to || row.floor > reached.floor)
        slice.reached.push({ c, seq: Math.max(to, reached.seq, row.floor), floor: row.floor });
      read += Math.max(0, to - from + 1);
      if (to < row.head) waiting.set(c, known);
    }
    if (!isStopped && slice.reached.length > 0) index.apply(slice);
    if (!isBehind) for (const c of waiting.keys()) changed.add(c);
    return read;
  };

  /** What is asked for goes before what is not, a slice for each question in turn. While it is behind, any log may lack something. */
  const answerAsked = async () => {
    for (let [one] = asked; one && !isStopped; [one] = asked) {
      one.left ??= new Map(one.logs.filter((c) => changed.delete(c) || isBehind).map((c) => [c, undefined]));
      await writeSlice(one.left);
      if (one.left.size === 0) one.done(true);
      else {
        if (asked.includes(one)) asked = [...asked.filter((other) => other !== one), one];
        await new Promise<void>((resolve) => clock.soon(resolve));
      }
    }
  };

  const settle = (logs: Iterable<number>) =>
    new Promise<boolean>((resolve) => {
      if (isStopped) return resolve(false);
      const cancel = clock.after(settleMs, () => one.done(false));
      const one: Asked = {
        logs: [...logs],
        left: undefined,
        done(isSettled) {
          cancel();
          asked = asked.filter((other) => other !== one);
          resolve(isSettled);
        },
      };
      asked.push(one);
      if (!isBehind) void alone(answerAsked);
    });

  void alone(catchUp);
  return {
    committed({ mark, logs, hasRetraction }) {
      named = Math.max(named, mark);
      for (const c of logs) changed.add(c);
      if (changed.size > serverLimits.logsToIndex) {
        changed.clear();
        if (!isBehind) void alone(catchUp);
        isBehind = true;
      } else if (logs.length > 0) {
        schedule(gatherMs);
        if (hasRetraction && !isBehind) void settle(logs);
      }
    },
    settle,
    forget: (gone) => alone(async () => index.apply({ ...nothing, gone })),
    async stop() {
      isStopped = true;
      await tail;
      for (const one of asked) one.done(false);
    },
  };
}

interface Asked {
  readonly logs: readonly number[];
  /** What of them is still to be read, once it was looked at. */
  left: Map<number, LogRow | undefined> | undefined;
  done(isSettled: boolean): void;
}

const nothing: Slice = { texts: [], gone: [], reached: [] };
type Writable = { -readonly [K in 'texts' | 'gone' | 'reached']: Slice[K][number][] };

function gather(slice: Writable, c: number, entry: EntryRow): void {
  const read = indexedEntry(entry);
  if (read.is === 'retraction') slice.gone.push({ c, seq: read.seq });
  else if (read.is === 'text')
    slice.texts.push({ c, seq: entry.seq, sid: Number(entry.sid), words: wordsOf(read.folded) });
}
