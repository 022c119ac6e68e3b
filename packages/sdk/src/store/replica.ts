import { ImError } from '@palaver/protocol';
import type { StoredConversation, StoredMessage, StoredOutgoing } from '../conversation/records.js';
import type { BlobRecord, Change, LocalDatabase } from './local-store.js';

/** What one transaction changed, for those who show it. */
export interface Committed {
  readonly changes: readonly Change[];
  readonly conversations: ReadonlySet<string>;
  readonly messages: ReadonlyMap<string, MessageChanges>;
  /** Everything may be other than it was: what was read of messages is to be read again. */
  readonly isReloaded: boolean;
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
  private fence: number | undefined;
  private readonly conversations = new Map<string, StoredConversation>();
  private readonly byLog = new Map<number, string>();
  private readonly values = new Map<string, unknown>();
  private readonly watchers = new Set<(committed: Committed) => void>();

  constructor(database: LocalDatabase) {
    this.database = database;
  }

  /** Reads the database anew; answers what waits to leave. `fence`: the leader's number, which every write carries from now on. */
  async load(fence?: number): Promise<readonly StoredOutgoing[]> {
    const loaded = await this.database.load();
    this.fence = fence;
    const touched = new Set([...this.conversations.keys(), ...loaded.conversations.map(({ id }) => id)]);
    this.values.clear();
    this.conversations.clear();
    this.byLog.clear();
    for (const [key, value] of Object.entries(loaded.values)) this.values.set(key, value);
    for (const record of loaded.conversations) this.keep(record as StoredConversation);
    const reloaded = { changes: [], conversations: touched, messages: new Map(), isReloaded: true };
    for (const watcher of this.watchers) watcher(reloaded);
    return loaded.outbox as readonly StoredOutgoing[];
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
    this.take(changes);
  }

  /** Takes over what has been kept: by this copy, or by another tab. */
  take(changes: readonly Change[]): void {
    const conversations = new Set<string>();
    const messages = new Map<string, { put: StoredMessage[]; removed: string[]; isCleared: boolean }>();
    const changesOf = (id: string) => {
      const known = messages.get(id) ?? { put: [], removed: [], isCleared: false };
      messages.set(id, known);
      return known;
    };
    for (const change of changes) {
      if ('put' in change) {
        if (change.put === 'value') this.values.set(change.key, change.value);
        if (change.put === 'message') changesOf(change.record.conversation).put.push(change.record as StoredMessage);
        if (change.put === 'conversation') {
          this.keep(change.record as StoredConversation);
          conversations.add(change.record.id);
        }
      } else {
        if (change.remove === 'value') this.values.delete(change.key);
        if (change.remove === 'message') changesOf(change.conversation).removed.push(change.id);
        if (change.remove === 'conversation') messages.set(change.id, { put: [], removed: [], isCleared: true });
      }
    }
    const committed = { changes, conversations, messages, isReloaded: false };
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
  private readonly others: Change[] = [];
  private readonly messages = new Map<string, StoredMessage>();
  private readonly values = new Map<string, unknown>();
  private readonly logs = new Map<number, string>();
  private readonly replica: Replica;

  constructor(replica: Replica) {
    this.replica = replica;
  }

  get(id: string): StoredConversation | undefined {
    return this.conversations.get(id) ?? this.replica.get(id);
  }

  value(key: string): unknown {
    return this.values.has(key) ? this.values.get(key) : this.replica.value(key);
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

  /** With what was retracted go its bytes (S39). */
  putMessage(record: StoredMessage): void {
    this.messages.set(`${record.conversation} ${record.id}`, record);
    if (record.body.kind === 'retracted') this.removeBlob(record.conversation, record.id);
    this.others.push({ put: 'message', record });
  }

  /** As this transaction puts it; undefined where it does not. */
  message(conversation: string, id: string): StoredMessage | undefined {
    return this.messages.get(`${conversation} ${id}`);
  }

  /** A message that stands here looks different now. */
  replaceMessage(record: StoredMessage): void {
    this.putMessage(record);
    const conversation = this.get(record.conversation);
    if (conversation?.last?.id === record.id) this.put({ ...conversation, last: record });
  }

  removeMessage(conversation: string, id: string): void {
    this.others.push({ remove: 'message', conversation, id });
  }

  putBlob(record: BlobRecord): void {
    this.others.push({ put: 'blob', record });
  }

  /** Without a name, all of the message. */
  removeBlob(conversation: string, message: string, name?: string): void {
    this.others.push({ remove: 'blob', conversation, message, ...(name !== undefined && { name }) });
  }

  /** The conversation itself stays: it remembers that it was removed. So do the blobs of messages that are put again. */
  removeMessages(conversation: StoredConversation, exceptBlobsOf: readonly string[] = []): void {
    this.others.push({ remove: 'conversation', id: conversation.id, exceptBlobsOf });
    this.conversations.set(conversation.id, conversation);
  }

  putOutgoing(record: StoredOutgoing): void {
    this.others.push({ put: 'outbox', record });
  }

  removeOutgoing(id: string): void {
    this.others.push({ remove: 'outbox', id });
  }

  setValue(key: string, value: unknown): void {
    this.values.set(key, value);
    this.others.push(value === undefined ? { remove: 'value', key } : { put: 'value', key, value });
  }

  changes(): Change[] {
    const records = [...this.conversations.values()].map((record) => ({ put: 'conversation', record }) as const);
    return [...this.others, ...records];
  }
}
