import { ImError } from '@palaver/protocol';
import type { StoredConversation, StoredMessage, StoredOutgoing } from '../conversation/records.js';
import type { Change, LocalDatabase } from './local-store.js';

/** What one transaction changed, for those who show it. */
export interface Committed {
  readonly conversations: ReadonlySet<string>;
  readonly messages: ReadonlyMap<string, MessageChanges>;
}
export interface MessageChanges {
  readonly put: readonly StoredMessage[];
  readonly removed: readonly string[];
  /** All messages went, before those of `put` came. */
  readonly isCleared: boolean;
}

/**
 * This device's copy of an account: conversations and values in memory, messages in the database. Memory changes when
 * the transaction has been kept, never before, so the two cannot part.
 */
export class Replica {
  readonly database: LocalDatabase;
  private readonly fence: number | undefined;
  private readonly conversations = new Map<string, StoredConversation>();
  private readonly byLog = new Map<number, string>();
  private readonly values = new Map<string, unknown>();
  private readonly watchers = new Set<(committed: Committed) => void>();

  /** `fence`: the leader's number, which every write carries. */
  private constructor(database: LocalDatabase, fence: number | undefined) {
    this.database = database;
    this.fence = fence;
  }

  static async load(
    database: LocalDatabase,
    fence: number | undefined,
  ): Promise<{ replica: Replica; outbox: readonly StoredOutgoing[] }> {
    const replica = new Replica(database, fence);
    const loaded = await database.load();
    for (const [key, value] of Object.entries(loaded.values)) replica.values.set(key, value);
    for (const record of loaded.conversations) replica.keep(record as StoredConversation);
    return { replica, outbox: loaded.outbox as readonly StoredOutgoing[] };
  }

  get(id: string): StoredConversation | undefined {
    return this.conversations.get(id);
  }

  idOfLog(log: number): string | undefined {
    return this.byLog.get(log);
  }

  all(): StoredConversation[] {
    return [...this.conversations.values()];
  }

  value(key: string): unknown {
    return this.values.get(key);
  }

  /** Called after each transaction, before anything is told of it. */
  watch(watcher: (committed: Committed) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** The only place that writes. */
  async commit(draft: Draft): Promise<void> {
    const changes = draft.changes();
    if (changes.length === 0) return;
    try {
      await this.database.write(changes, this.fence);
    } catch (cause) {
      throw new ImError('STORE', undefined, { cause });
    }
    for (const change of changes) {
      if ('put' in change && change.put === 'value') this.values.set(change.key, change.value);
      if ('remove' in change && change.remove === 'value') this.values.delete(change.key);
    }
    for (const record of draft.conversations.values()) this.keep(record);
    const committed = { conversations: new Set(draft.conversations.keys()), messages: draft.messages };
    for (const watcher of this.watchers) watcher(committed);
  }

  private keep(record: StoredConversation): void {
    const before = this.conversations.get(record.id);
    if (before && before.log !== record.log && this.byLog.get(before.log) === record.id) this.byLog.delete(before.log);
    if (record.log > 0) this.byLog.set(record.log, record.id);
    this.conversations.set(record.id, record);
  }
}

/** A transaction in the making: reads see what it changed so far. */
export class Draft {
  readonly conversations = new Map<string, StoredConversation>();
  readonly messages = new Map<string, { put: StoredMessage[]; removed: string[]; isCleared: boolean }>();
  private readonly others: Change[] = [];
  private readonly logs = new Map<number, string>();
  private readonly replica: Replica;

  constructor(replica: Replica) {
    this.replica = replica;
  }

  get(id: string): StoredConversation | undefined {
    return this.conversations.get(id) ?? this.replica.get(id);
  }

  byLog(log: number): StoredConversation | undefined {
    const id = this.logs.get(log) ?? this.replica.idOfLog(log);
    const record = id === undefined ? undefined : this.get(id);
    return record?.log === log ? record : undefined;
  }

  put(record: StoredConversation): void {
    if (record === this.get(record.id)) return;
    this.conversations.set(record.id, record);
    if (record.log > 0) this.logs.set(record.log, record.id);
  }

  putMessage(record: StoredMessage): void {
    this.changesOf(record.conversation).put.push(record);
    this.others.push({ put: 'message', record });
  }

  removeMessage(conversation: string, id: string): void {
    this.changesOf(conversation).removed.push(id);
    this.others.push({ remove: 'message', conversation, id });
  }

  /** The conversation itself stays: it remembers that it was removed. */
  removeMessages(conversation: StoredConversation): void {
    this.messages.set(conversation.id, { put: [], removed: [], isCleared: true });
    this.others.push({ remove: 'conversation', id: conversation.id });
    this.conversations.set(conversation.id, conversation);
  }

  putOutgoing(record: StoredOutgoing): void {
    this.others.push({ put: 'outbox', record });
  }

  removeOutgoing(id: string): void {
    this.others.push({ remove: 'outbox', id });
  }

  setValue(key: string, value: unknown): void {
    this.others.push(value === undefined ? { remove: 'value', key } : { put: 'value', key, value });
  }

  changes(): Change[] {
    const records = [...this.conversations.values()].map((record) => ({ put: 'conversation', record }) as const);
    return [...this.others, ...records];
  }

  private changesOf(conversation: string) {
    const changes = this.messages.get(conversation) ?? { put: [], removed: [], isCleared: false };
    this.messages.set(conversation, changes);
    return changes;
  }
}
