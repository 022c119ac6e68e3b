import type { Conversation, Message } from '../api.js';
import { isPlaced, type StoredConversation, type StoredMessage } from '../conversation/records.js';
import { ConversationSnapshot, type ConversationVerbs } from '../conversation.js';
import { MessageSnapshot, type MessageVerbs } from '../message.js';

/** Where conversations are found, whatever they are kept in. */
interface Records {
  get(id: string): StoredConversation | undefined;
}

/** Makes the public objects: a new one where something that shows has changed, the same one where nothing has. */
export class Snapshots {
  private readonly records: Records;
  private readonly me: { username: string; appKey: string };
  private readonly verbs: ConversationVerbs & MessageVerbs;
  private readonly messages = new WeakMap<StoredMessage, MessageSnapshot>();
  private readonly conversations = new Map<string, { record: StoredConversation; snapshot: ConversationSnapshot }>();

  constructor(records: Records, me: Snapshots['me'], verbs: Snapshots['verbs']) {
    this.records = records;
    this.me = me;
    this.verbs = verbs;
  }

  message(record: StoredMessage): Message {
    const conversation = this.records.get(record.conversation);
    const isRead = record.isMarked || (isPlaced(record) && record.order[0] <= (conversation?.unread.read ?? 0));
    const known = this.messages.get(record);
    if (known && known.isRead === isRead) return known;
    const target = conversation?.target ?? { user: record.from.username, appKey: record.from.appKey };
    const snapshot = new MessageSnapshot(record, { target, me: this.me, isRead, verbs: this.verbs });
    this.messages.set(record, snapshot);
    return snapshot;
  }

  /** The next snapshot is another one, though the record is the same. */
  renew(id: string): void {
    this.conversations.delete(id);
  }

  /** Undefined where there is no such record; one that was removed still has its last shape. */
  conversation(id: string): Conversation | undefined {
    const record = this.records.get(id);
    if (!record) return undefined;
    const known = this.conversations.get(id);
    if (known && looksAlike(known.record, record)) return known.snapshot;
    const lastMessage = record.last ? this.message(record.last) : undefined;
    const snapshot = new ConversationSnapshot(record, lastMessage, this.verbs);
    this.conversations.set(id, { record, snapshot });
    return snapshot;
  }
}

const shown = ['target', 'peer', 'avatar', 'muted', 'pinned', 'draft', 'extras', 'last', 'unread'] as const;

function looksAlike(a: StoredConversation, b: StoredConversation): boolean {
  return (
    shown.every((field) => a[field] === b[field]) &&
    (b.last !== null || (a.head === b.head && a.headAt === b.headAt && a.cleared === b.cleared))
  );
}
