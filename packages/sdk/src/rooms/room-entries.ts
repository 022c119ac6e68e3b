import type { Entry } from '@palaver/protocol';
import { applyEntries, newConversation } from '../conversation/apply.js';
import { hasPlace } from '../conversation/ranges.js';
import type { StoredConversation, StoredMessage } from '../conversation/records.js';
import { ownPlace } from '../conversation/retraction.js';
import { nothingUnread } from '../conversation/unread.js';
import { mostShown } from '../live/message-window.js';
import type { LocalDatabase } from '../store/local-store.js';
import type { Draft } from '../store/replica.js';

export interface RoomPlan {
  /** Another history: nothing of what was seen stands in it. */
  readonly isReset: boolean;
  readonly conversation: StoredConversation;
  /** Those that are new here. */
  readonly entries: readonly Entry[];
  apply(draft: Draft): {
    /** To be told as what was said. */
    readonly heard: readonly StoredMessage[];
    /** This device's own, of which nobody knew whether they had arrived. */
    readonly returned: readonly StoredMessage[];
  };
}

/** What a room's conversation becomes with entries of it. Places that did not come are passed over, and the window is bounded. */
export async function planEntries(
  known: StoredConversation,
  page: { readonly entries: readonly Entry[]; readonly head: number },
  { me, database }: { me: { username: string; appKey: string }; database: Pick<LocalDatabase, 'message' | 'messages'> },
): Promise<RoomPlan> {
  const { id } = known;
  const isReset = page.head > 0 && page.head < known.head;
  const conversation: StoredConversation = isReset
    ? { ...newConversation(id, known.target, known.peer), log: known.log, visible: known.visible }
    : known;
  const entries = page.entries.filter(({ seq }) => !hasPlace(conversation.held, seq));
  const own = new Set<string>();
  for (const entry of isReset ? [] : entries) {
    const mine = ownPlace(entry, me)?.id;
    if (mine !== undefined && (await database.message(id, mine))) own.add(mine);
  }
  const to = Math.max(page.head, entries.at(-1)?.seq ?? 0);
  const floor = Math.max(conversation.head, to) - mostShown;
  const old = floor > 0 ? await database.messages(id, { before: [floor + 1, 0], newest: false }) : [];
  return {
    isReset,
    conversation,
    entries,
    apply(draft) {
      const before = draft.get(id) ?? conversation;
      const applied = applyEntries(before, { from: 1, to, entries }, me);
      draft.put({ ...applied.conversation, head: Math.max(applied.conversation.head, to), unread: nothingUnread });
      for (const message of applied.messages) draft.putMessage(message);
      for (const message of old) draft.removeMessage(id, message.id);
      return {
        heard: applied.messages.filter((message) => !own.has(message.id)),
        returned: applied.messages.filter((message) => own.has(message.id)),
      };
    },
  };
}
