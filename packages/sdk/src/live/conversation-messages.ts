import { ImError } from '@palaver/protocol';
import type { Live, Message, Messages, MessageWindow, Unsubscribe, WindowState } from '../api.js';
import type { StoredMessage } from '../conversation/records.js';
import type { Order } from '../store/local-store.js';
import type { Committed } from '../store/replica.js';
import { messageWindow, pageCount, type WindowDeps, WindowView } from './message-window.js';
import { shownKey } from './shown-key.js';

export interface MessagesDeps extends WindowDeps {
  /** Waits for a catch-up that is under way, so that nothing new is taken for missing. */
  readonly caughtUp: () => Promise<void>;
  readonly remove: (conversation: string, message: string) => Promise<boolean>;
}

/** The messages of one conversation: `Messages` of the public contract. */
export class ConversationMessages implements Messages {
  private readonly deps: MessagesDeps;
  private readonly newest: WindowView;
  private readonly windows = new Set<WindowView>();
  private loaded: Promise<void> | undefined;
  readonly get: () => readonly Message[];
  readonly state: Live<WindowState>;

  constructor(deps: MessagesDeps) {
    this.deps = deps;
    this.newest = new WindowView(deps);
    this.windows.add(this.newest);
    this.get = this.newest.messages.get;
    this.state = this.newest.state;
  }

  readonly subscribe = (listener: () => void): Unsubscribe => {
    this.load().catch(this.deps.onError);
    return this.newest.messages.subscribe(listener);
  };

  async all(): Promise<Message[]> {
    return this.shown(await this.deps.history.all(this.deps.id));
  }

  async byId(id: string): Promise<Message | undefined> {
    const record = await this.deps.history.byId(this.deps.id, id);
    return record && this.deps.snapshots.message(record);
  }

  async page({ offset = 0, limit, before }: { offset?: number; limit?: number; before?: Message } = {}) {
    for (const number of [offset, limit ?? 1])
      if (!Number.isSafeInteger(number) || number < 0)
        throw new ImError('INVALID', 'offset and limit are whole numbers.');
    if (limit === 0) throw new ImError('INVALID', 'limit is above 0.');
    const { id, history } = this.deps;
    const from = before && (await this.orderOf(before));
    if (limit === undefined) {
      const items = (await history.all(id, from)).slice(offset);
      return { items: this.shown(items), hasMore: false };
    }
    await this.deps.caughtUp();
    return history.older(id, from, offset + limit, ({ items, hasMore }) => ({
      items: this.shown(items.slice(offset)),
      hasMore,
    }));
  }

  async loadOlder(count?: number): Promise<void> {
    await this.load();
    await this.newest.loadOlder(count);
  }

  window({ around, count = pageCount }: { around: Message | { seq: number }; count?: number }): MessageWindow {
    const view = new WindowView(this.deps);
    this.windows.add(view);
    const load = async () => {
      const seq = around.seq ?? ('id' in around ? (await this.orderOf(around))[0] : 0);
      await view.loadAround(seq, count);
    };
    return messageWindow(view, load(), this.deps.onError, () => this.windows.delete(view));
  }

  remove(message: Message): Promise<boolean> {
    return this.deps.remove(this.deps.id, shownKey(message));
  }

  update(committed: Committed): void {
    for (const view of this.windows) {
      if (committed.isReloaded) view.reload().catch(this.deps.onError);
      else view.update(committed);
    }
  }

  private load(): Promise<void> {
    this.loaded ??= this.newest.loadNewest().catch((error: unknown) => {
      this.loaded = undefined;
      throw error;
    });
    return this.loaded;
  }

  private async orderOf(message: Message): Promise<Order> {
    if (message.seq !== undefined) return [message.seq, 0];
    const record = await this.deps.history.byId(this.deps.id, message.id);
    if (!record) throw new ImError('NOT_FOUND', 'There is no such message here.');
    return record.order;
  }

  private shown(records: readonly StoredMessage[]): Message[] {
    return records.map((record) => this.deps.snapshots.message(record));
  }
}
