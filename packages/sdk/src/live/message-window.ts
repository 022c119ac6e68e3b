import { ImError } from '@palaver/protocol';
import type { Live, Message, MessageWindow, Unsubscribe, WindowState } from '../api.js';
import { missingPlaces } from '../conversation/apply.js';
import { isBefore, isPlaced, type StoredMessage } from '../conversation/records.js';
import type { Committed, Replica } from '../store/replica.js';
import type { History } from './history.js';
import { disposable, LiveValue } from './live-value.js';
import type { Snapshots } from './snapshots.js';

/** How many messages one window holds at most. */
export const mostShown = 1_000;
export const pageCount = 50;

export interface WindowDeps {
  readonly id: string;
  readonly replica: Replica;
  readonly history: History;
  readonly snapshots: Snapshots;
  readonly onError: (error: unknown) => void;
  /** These are in a window now, oldest first. */
  readonly onShown: (records: readonly StoredMessage[]) => void;
}

/** A stretch of a conversation without holes, oldest first, kept up with each transaction. */
export class WindowView {
  protected readonly deps: WindowDeps;
  private readonly list: LiveValue<readonly Message[]>;
  private readonly current: LiveValue<WindowState>;
  private records: readonly StoredMessage[] = [];

  constructor(deps: WindowDeps) {
    this.deps = deps;
    this.list = new LiveValue<readonly Message[]>([], deps.onError);
    this.current = new LiveValue<WindowState>(unread, deps.onError);
  }

  get messages(): Live<readonly Message[]> {
    return this.list;
  }

  get state(): Live<WindowState> {
    return this.current;
  }

  /** The newest, read anew. */
  loadNewest(count = pageCount): Promise<void> {
    return this.loading(() =>
      this.deps.history.older(this.deps.id, undefined, count, ({ items, hasMore }) => {
        this.show([...items].reverse(), { hasOlder: hasMore, hasNewer: false });
      }),
    );
  }

  loadAround(seq: number, count: number): Promise<void> {
    const half = Math.max(1, Math.floor(count / 2));
    const { id, history } = this.deps;
    return this.loading(async () => {
      await history.older(id, [seq + 1, 0], half, ({ items, hasMore }) => {
        this.show([...items].reverse(), { hasOlder: hasMore, hasNewer: true });
      });
      await this.growNewer(count - half, seq);
    });
  }

  /** `canLose`: what it grows by beyond its size, it loses at its newer end; else it stops there. */
  loadOlder(count = pageCount, canLose = false): Promise<void> {
    const room = canLose ? count : Math.min(count, mostShown - this.records.length);
    if (room <= 0 || !this.current.get().hasOlder) return Promise.resolve();
    return this.loading(() =>
      this.deps.history.older(this.deps.id, this.records[0]?.order, room, ({ items, hasMore }) => {
        const all = [...[...items].reverse(), ...this.records];
        const kept = all.slice(0, mostShown);
        this.show(kept, { hasOlder: hasMore, hasNewer: this.current.get().hasNewer || kept.length < all.length });
      }),
    );
  }

  loadNewer(count = pageCount): Promise<void> {
    if (!this.current.get().hasNewer) return Promise.resolve();
    return this.loading(() => this.growNewer(count, 0));
  }

  private growNewer(count: number, from: number): Promise<void> {
    const after = this.records.at(-1)?.order ?? ([from, Number.MAX_SAFE_INTEGER] as const);
    return this.deps.history.newer(this.deps.id, after, count, ({ items, hasMore }) => {
      const all = [...this.records, ...items];
      const kept = all.slice(-mostShown);
      this.show(kept, { hasOlder: this.current.get().hasOlder || kept.length < all.length, hasNewer: hasMore });
    });
  }

  /** Another tab may have changed anything: the same stretch, read anew. */
  reload(): Promise<void> {
    const { loaded, hasNewer } = this.current.get();
    if (!loaded) return Promise.resolve();
    const count = Math.max(pageCount, this.records.length);
    const last = this.records.at(-1);
    if (!hasNewer || !last) return this.loadNewest(count);
    const [seq, ordinal] = last.order;
    return this.loading(() =>
      this.deps.history.older(this.deps.id, [seq, ordinal + 1], count, ({ items, hasMore }) => {
        this.show([...items].reverse(), { hasOlder: hasMore, hasNewer: true });
      }),
    );
  }

  /** What a transaction changed of this conversation. */
  update({ messages, conversations }: Committed): void {
    if (!this.current.get().loaded) return;
    const changes = messages.get(this.deps.id);
    let { hasOlder, hasNewer } = this.current.get();
    let records = changes?.isCleared ? [] : this.records;
    if (changes?.isCleared) hasOlder = false;
    if (changes && (changes.put.length > 0 || changes.removed.length > 0)) {
      const put = new Map(changes.put.map((record) => [record.id, record]));
      const removed = new Set(changes.removed);
      const stay = records.filter(({ id }) => !put.has(id) && !removed.has(id));
      const first = records[0];
      const last = records.at(-1);
      const come = [...put.values()].filter(
        (record) =>
          !removed.has(record.id) &&
          (!hasOlder || !first || !isBefore(record, first)) &&
          (!hasNewer || !last || !isBefore(last, record)),
      );
      records = merge(
        stay,
        come.sort((a, b) => (isBefore(a, b) ? -1 : 1)),
      );
    }
    if (!hasNewer && records.length > mostShown) {
      records = records.slice(-mostShown);
      hasOlder = true;
    }
    const whole = this.sinceHole(records);
    if (whole.length < records.length) hasOlder = true;
    if (changes || conversations.has(this.deps.id)) this.show(whole, { hasOlder, hasNewer });
  }

  /** A catch-up may leave a hole between what was shown and what is new: what is older than it is read again when asked for. */
  private sinceHole(records: readonly StoredMessage[]): readonly StoredMessage[] {
    const conversation = this.deps.replica.get(this.deps.id);
    const placed = records.filter(isPlaced);
    const first = placed[0]?.order[0];
    const last = placed.at(-1)?.order[0];
    if (!conversation || first === undefined || last === undefined) return records;
    const hole = missingPlaces(conversation, first, Math.min(last, conversation.reported)).at(-1);
    return hole ? records.filter(({ order }) => order[0] > hole[1]) : records;
  }

  private async loading(load: () => Promise<unknown>): Promise<void> {
    this.current.set({ ...this.current.get(), loading: true });
    try {
      await load();
    } catch (error) {
      // Closed while it was reading: nobody looks at it any more.
      if (!ImError.is(error, 'CANCELLED')) throw error;
    } finally {
      this.current.set({ ...this.current.get(), loading: false });
    }
  }

  private show(records: readonly StoredMessage[], ends: { hasOlder: boolean; hasNewer: boolean }): void {
    this.records = records;
    const shown = records.map((record) => this.deps.snapshots.message(record));
    const before = this.list.get();
    const state = this.current.get();
    if (!state.loaded || state.hasOlder !== ends.hasOlder || state.hasNewer !== ends.hasNewer)
      this.current.set({ ...state, ...ends, loaded: true });
    if (shown.length !== before.length || shown.some((message, at) => message !== before[at])) this.list.set(shown);
    this.deps.onShown(records);
  }
}

const unread: WindowState = { loaded: false, loading: false, hasOlder: false, hasNewer: false };

function merge(a: readonly StoredMessage[], b: readonly StoredMessage[]): readonly StoredMessage[] {
  const last = a.at(-1);
  if (b.length === 0) return a;
  if (!last || (b[0] && isBefore(last, b[0]))) return [...a, ...b];
  return [...a, ...b].sort((x, y) => (isBefore(x, y) ? -1 : 1));
}

/** A window of its own, that its owner disposes of. */
export function messageWindow(
  view: WindowView,
  load: Promise<void>,
  onError: (error: unknown) => void,
  end: () => void,
): MessageWindow {
  load.catch(onError);
  return {
    get: view.messages.get,
    subscribe: (listener: () => void): Unsubscribe => view.messages.subscribe(listener),
    state: view.state,
    loadOlder: (count?: number) => view.loadOlder(count, true),
    loadNewer: (count?: number) => view.loadNewer(count),
    ...disposable(end),
  };
}
