import { AccountBlobs } from './account-blobs.js';
import { copyRecord } from './copy-record.js';
import {
  type Change,
  type ConversationRecord,
  FencedError,
  type LocalDatabase,
  type MessageRecord,
  type Order,
  type OutboxRecord,
} from './local-store.js';

type Range = Parameters<LocalDatabase['messages']>[1];
type Loaded = Awaited<ReturnType<LocalDatabase['load']>>;

/** One account's records in memory, each call whole and at once: the part of a memory store that knows no waiting. */
export class AccountRecords {
  private readonly values = new Map<string, unknown>();
  private readonly conversations = new Map<string, ConversationRecord>();
  private readonly outbox = new Map<string, OutboxRecord>();
  private readonly blobs = new AccountBlobs();
  private readonly messagesOf = new Map<string, ConversationMessages>();
  private fence = 0;

  load(): Loaded {
    return {
      values: Object.fromEntries([...this.values].map(([key, value]) => [key, copyRecord(value)])),
      conversations: [...this.conversations.values()].map(copyRecord),
      outbox: [...this.outbox.values()].sort((a, b) => a.position - b.position).map(copyRecord),
    };
  }

  value(key: string): unknown {
    return copyRecord(this.values.get(key));
  }

  messages(conversation: string, range: Range): MessageRecord[] {
    return (this.messagesOf.get(conversation)?.range(range) ?? []).map(copyRecord);
  }

  message(conversation: string, id: string): MessageRecord | undefined {
    return copyRecord(this.messagesOf.get(conversation)?.get(id));
  }

  messageBeginning(conversation: string, start: string): MessageRecord | undefined {
    return copyRecord(this.messagesOf.get(conversation)?.beginning(start));
  }

  blob(conversation: string, message: string, name: string): Blob | undefined {
    return this.blobs.get(conversation, message, name);
  }

  /** Refuses before it changes anything. The changes become the store's own: hand over copies. */
  apply(changes: readonly Change[], fence?: number): void {
    if (fence !== undefined && fence !== this.fence) throw new FencedError();
    for (const change of changes) this.change(change);
  }

  raiseFence(): number {
    this.fence += 1;
    return this.fence;
  }

  private change(change: Change): void {
    if ('put' in change) {
      switch (change.put) {
        case 'value':
          this.values.set(change.key, change.value);
          return;
        case 'conversation':
          this.conversations.set(change.record.id, change.record);
          return;
        case 'message':
          this.messagesFor(change.record.conversation).put(change.record);
          return;
        case 'outbox':
          this.outbox.set(change.record.id, change.record);
          return;
        case 'blob':
          this.blobs.put(change.record);
          return;
      }
    }
    switch (change.remove) {
      case 'value':
        this.values.delete(change.key);
        return;
      case 'conversation':
        this.conversations.delete(change.id);
        this.messagesOf.delete(change.id);
        this.blobs.removeConversation(change.id, change.exceptBlobsOf);
        return;
      case 'message':
        this.messagesOf.get(change.conversation)?.remove(change.id);
        this.blobs.removeMessage(change.conversation, change.id);
        return;
      case 'outbox':
        this.outbox.delete(change.id);
        return;
      case 'blob':
        if (change.name === undefined) this.blobs.removeMessage(change.conversation, change.message);
        else this.blobs.remove(change.conversation, change.message, change.name);
        return;
    }
  }

  private messagesFor(conversation: string): ConversationMessages {
    let messages = this.messagesOf.get(conversation);
    if (!messages) {
      messages = new ConversationMessages();
      this.messagesOf.set(conversation, messages);
    }
    return messages;
  }
}

/** By id, and by order in an array: new messages mostly go to its end. */
class ConversationMessages {
  private readonly byId = new Map<string, MessageRecord>();
  private readonly ordered: MessageRecord[] = [];

  get(id: string): MessageRecord | undefined {
    return this.byId.get(id);
  }

  beginning(start: string): MessageRecord | undefined {
    let first: MessageRecord | undefined;
    for (const [id, record] of this.byId) if (id.startsWith(start) && (!first || id < first.id)) first = record;
    return first;
  }

  put(record: MessageRecord): void {
    this.remove(record.id);
    this.byId.set(record.id, record);
    this.ordered.splice(this.countBefore(record.order, record.id), 0, record);
  }

  remove(id: string): void {
    const known = this.byId.get(id);
    if (!known) return;
    this.byId.delete(id);
    this.ordered.splice(this.countBefore(known.order, id), 1);
  }

  range({ after, before, limit = Number.POSITIVE_INFINITY, newest }: Range): MessageRecord[] {
    const from = after ? this.countUpTo(after) : 0;
    const until = before ? this.countBefore(before, '') : this.ordered.length;
    if (newest) return this.ordered.slice(Math.max(from, until - limit), Math.max(from, until)).reverse();
    return this.ordered.slice(from, Math.min(until, from + limit));
  }

  private countBefore(order: Order, id: string): number {
    return this.countWhile((record) => {
      const difference = compareOrders(record.order, order);
      return difference < 0 || (difference === 0 && record.id < id);
    });
  }

  private countUpTo(order: Order): number {
    return this.countWhile((record) => compareOrders(record.order, order) <= 0);
  }

  private countWhile(holds: (record: MessageRecord) => boolean): number {
    let low = 0;
    let high = this.ordered.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(this.ordered[middle] as MessageRecord)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const compareOrders = (a: Order, b: Order) => a[0] - b[0] || a[1] - b[1];
