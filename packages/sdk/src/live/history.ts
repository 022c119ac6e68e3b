import { ImError, limits } from '@palaver/protocol';
import { missingPlaces } from '../conversation/apply.js';
import { keyMark, type StoredConversation, type StoredMessage } from '../conversation/records.js';
import type { Order } from '../store/local-store.js';
import type { Replica } from '../store/replica.js';
import type { Turns } from '../sync/turns.js';

export interface Slice {
  /** Newest first from `older`, oldest first from `newer`. */
  readonly items: readonly StoredMessage[];
  readonly hasMore: boolean;
}

export interface HistoryDeps {
  readonly replica: Replica;
  readonly turns: Turns;
  /** Fetches places and stores them; rejects OFFLINE where there is no connection. */
  readonly fetch: (id: string, from: number, to: number) => Promise<unknown>;
}

type Read = { slice: Slice; hole: readonly [number, number] | undefined };

/** What is stored of a conversation, and the holes in it, which are fetched when somebody reads across them (D11). */
export class History {
  private readonly deps: HistoryDeps;

  constructor(deps: HistoryDeps) {
    this.deps = deps;
  }

  /** Everything stored here, newest first; asks no server (S46). */
  async all(id: string, before?: Order): Promise<StoredMessage[]> {
    this.deps.turns.checkOpen();
    return (await this.deps.replica.database.messages(id, {
      ...(before && { before }),
      newest: true,
    })) as StoredMessage[];
  }

  async byId(id: string, message: string): Promise<StoredMessage | undefined> {
    this.deps.turns.checkOpen();
    const { database } = this.deps.replica;
    const own = await database.message(id, message);
    return (own ?? (await database.messageBeginning(id, `${message}${keyMark}`))) as StoredMessage | undefined;
  }

  /** The newest `count` before a place; `use` gets them before anything else changes. */
  older<T>(id: string, before: Order | undefined, count: number, use: (slice: Slice) => T): Promise<T> {
    return this.across(id, count, () => this.readOlder(id, before, count), use);
  }

  /** The oldest `count` after a place. */
  newer<T>(id: string, after: Order, count: number, use: (slice: Slice) => T): Promise<T> {
    return this.across(id, count, () => this.readNewer(id, after, count), use);
  }

  /** Reads; where a hole ends too early what was read, fetches into it and reads again. */
  private async across<T>(id: string, count: number, read: () => Promise<Read>, use: (slice: Slice) => T): Promise<T> {
    let canFetch = true;
    for (;;) {
      const done = await this.deps.turns.alone(async () => {
        const { slice, hole } = await read();
        const wanted = canFetch && slice.items.length < count ? hole : undefined;
        return wanted ? { wanted } : { used: use(slice) };
      });
      if (!done.wanted) return done.used;
      try {
        await this.deps.fetch(id, ...done.wanted);
      } catch (error) {
        if (!ImError.is(error) || error.disposition !== 'retry') throw error;
        // With no connection, what is here has to do.
        canFetch = false;
      }
    }
  }

  private async readOlder(id: string, before: Order | undefined, count: number): Promise<Read> {
    const conversation = this.deps.replica.get(id);
    if (!conversation) return nothing;
    const range = { ...(before && { before }), limit: count + 1, newest: true };
    const stored = (await this.deps.replica.database.messages(id, range)) as StoredMessage[];
    const highest = before ? (before[1] > 0 ? before[0] : before[0] - 1) : conversation.head;
    const hole = holes(conversation, 1, highest).at(-1);
    const joined = hole ? stored.filter(({ order }) => order[0] > hole[1] || isUnsentAt(order, hole[1])) : stored;
    return {
      slice: { items: joined.slice(0, count), hasMore: joined.length > count || hole !== undefined },
      hole: hole && [Math.max(hole[0], hole[1] - fetchCount(count) + 1), hole[1]],
    };
  }

  private async readNewer(id: string, after: Order, count: number): Promise<Read> {
    const conversation = this.deps.replica.get(id);
    if (!conversation) return nothing;
    const range = { after, limit: count + 1, newest: false };
    const stored = (await this.deps.replica.database.messages(id, range)) as StoredMessage[];
    const hole = holes(conversation, after[0] + 1, conversation.head)[0];
    const joined = hole ? stored.filter(({ order }) => order[0] < hole[0]) : stored;
    return {
      slice: { items: joined.slice(0, count), hasMore: joined.length > count || hole !== undefined },
      hole: hole && [hole[0], Math.min(hole[1], hole[0] + fetchCount(count) - 1)],
    };
  }
}

const nothing: Read = { slice: { items: [], hasMore: false }, hole: undefined };

/** What was not reported yet is the catch-up's to fetch. */
const holes = (conversation: StoredConversation, from: number, to: number) =>
  missingPlaces(conversation, from, Math.min(to, conversation.reported));

const isUnsentAt = (order: Order, seq: number) => order[0] === seq && order[1] > 0;

/** More than was asked for: not every place shows something, and the next page is near. */
const fetchCount = (count: number) => Math.min(limits.pageEntries, Math.max(100, count));
