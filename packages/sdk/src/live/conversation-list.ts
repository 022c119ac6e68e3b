import type { Conversation } from '../api.js';
import type { StoredConversation } from '../conversation/records.js';
import { unreadCount } from '../conversation/unread.js';
import { lastActivityAt } from '../conversation.js';
import type { Committed, Replica } from '../store/replica.js';
import { personalOf } from '../sync/personal.js';
import type { LiveValue } from './live-value.js';
import type { Shown } from './shown.js';
import type { Snapshots } from './snapshots.js';

/** The list and the total of what is unread, kept up with each transaction (S5, S9). */
export class ConversationList {
  private readonly replica: Replica;
  private readonly snapshots: Snapshots;
  private readonly list: LiveValue<readonly Conversation[]>;
  private readonly total: LiveValue<number>;
  private readonly isAllMuted: LiveValue<boolean>;
  private readonly onChanged: (conversation: Conversation) => void;
  private shown = new Map<string, Conversation>();

  constructor(
    deps: { replica: Replica; snapshots: Snapshots },
    lives: Pick<Shown, 'list' | 'total' | 'isAllMuted'>,
    onChanged: (conversation: Conversation) => void,
  ) {
    this.replica = deps.replica;
    this.snapshots = deps.snapshots;
    this.list = lives.list;
    this.total = lives.total;
    this.isAllMuted = lives.isAllMuted;
    this.onChanged = onChanged;
  }

  get(id: string): Conversation | undefined {
    return this.shown.get(id);
  }

  /** Shows what changed; `onChanged` hears of each that looks different now. */
  update({ conversations }: Pick<Committed, 'conversations'>): void {
    const changed: Conversation[] = [];
    let isGone = false;
    for (const id of conversations) {
      const before = this.shown.get(id);
      const record = this.replica.get(id);
      if (record) this.take(record);
      const after = this.shown.get(id);
      if (after && after !== before) changed.push(after);
      isGone ||= before !== undefined && after === undefined;
    }
    const isAllMuted = personalOf(this.replica).muted;
    if (changed.length === 0 && !isGone && isAllMuted === this.isAllMuted.get()) return;
    this.publish();
    for (const conversation of changed) this.onChanged(conversation);
  }

  private take(record: StoredConversation): void {
    const snapshot = record.isListed ? this.snapshots.conversation(record.id) : undefined;
    if (snapshot) this.shown.set(record.id, snapshot);
    else this.shown.delete(record.id);
  }

  private publish(): void {
    const records = [...this.shown.keys()].flatMap((id) => this.replica.get(id) ?? []);
    records.sort(inOrder);
    // Kept in order: the next sort finds little to do.
    this.shown = new Map(records.flatMap(({ id }) => [[id, this.shown.get(id)]] as [string, Conversation][]));
    this.list.set([...this.shown.values()]);
    this.isAllMuted.set(personalOf(this.replica).muted);
    this.total.set(this.isAllMuted.get() ? 0 : records.reduce(addDisturbing, 0));
  }
}

/** What is under do-not-disturb does not count (S9). */
const addDisturbing = (sum: number, { muted, unread }: StoredConversation) => sum + (muted ? 0 : unreadCount(unread));

/** Pinned first, then by the last message, newest first. */
function inOrder(a: StoredConversation, b: StoredConversation): number {
  if (a.pinned !== b.pinned) return a.pinned ? -1 : 1;
  return lastActivityAt(b) - lastActivityAt(a) || (a.id < b.id ? -1 : 1);
}
