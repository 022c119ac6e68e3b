import { type ConversationState, ImError, type Response } from '@palaver/protocol';
import { later, newConversation } from '../conversation/apply.js';
import { conversationId, isPlaced, type StoredConversation, type StoredMessage } from '../conversation/records.js';
import type { CatchUpDeps } from './catch-up-run.js';
import { cursorKey } from './reporter.js';
import type { Turn } from './turns.js';

// Loaded when it happens, which is seldom.

/** D23: the server has another history. Everything placed goes; what waits, drafts and removals stay. */
export function startOver(
  deps: CatchUpDeps,
  { cursor, personal }: Response<'sync'>,
  states: readonly ConversationState[],
  applyStates: (turn: Turn, states: readonly ConversationState[]) => void,
): Promise<void> {
  const heads = new Map(states.map((state) => [conversationId(state.target), state.head]));
  return deps.turns.alone(async () => {
    if (!deps.link.isOpen) throw new ImError('OFFLINE');
    const kept = new Map<string, StoredMessage[]>();
    for (const { id } of deps.replica.all()) {
      const messages = (await deps.replica.database.messages(id, { newest: false })) as StoredMessage[];
      const head = heads.get(id) ?? 0;
      const unsent = messages.filter((message) => !isPlaced(message));
      kept.set(
        id,
        unsent.map((message) => toBegin({ ...message, order: [Math.min(message.order[0], head), message.order[1]] })),
      );
    }
    deps.receipts.forget();
    deps.retractions.forget();
    await deps.turns.commit((turn) => {
      turn.setValue(cursorKey, cursor);
      if (personal) deps.personal(turn, personal, true);
      for (const conversation of deps.replica.all()) {
        const own = kept.get(conversation.id) ?? [];
        const isThere = heads.has(conversation.id);
        const forgotten = forgetLog(conversation, own);
        const isNeeded = isThere || own.length > 0 || conversation.draft !== '';
        turn.removeMessages(
          // Of a log that is yet to be made nothing was removed.
          { ...forgotten, cleared: isThere ? forgotten.cleared : 0, isListed: forgotten.isListed && isNeeded },
          own.map(({ id }) => id),
        );
        for (const message of own) {
          turn.putMessage(message);
          deps.sender.startOver(turn, message);
        }
      }
      applyStates(turn, states);
    });
  });
}

/** The server may lack what was uploaded to it; what it has it takes as uploaded again at once (D21). */
const toBegin = ({ files, ...message }: StoredMessage): StoredMessage =>
  files ? { ...message, files: files.map((file) => ({ ...file, isUploaded: false })) } : message;

/** D23: another history. The copy of the log goes; what was made or removed here stays. */
export function forgetLog(conversation: StoredConversation, kept: readonly StoredMessage[]): StoredConversation {
  const { read: _, marks: __, ...pending } = conversation.pending;
  return {
    ...newConversation(conversation.id, conversation.target, conversation.peer),
    cleared: conversation.cleared,
    isListed: conversation.isListed,
    muted: conversation.muted,
    pinned: conversation.pinned,
    draft: conversation.draft,
    extras: conversation.extras,
    pending,
    last: kept.filter((message) => message.status !== 'draft').reduce(later, null as StoredMessage | null),
  };
}
