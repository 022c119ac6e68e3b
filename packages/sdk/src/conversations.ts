import type { GroupCard, UserCard } from '@palaver/protocol';
import { ImError, limits } from '@palaver/protocol';
import type { Extras, Target } from './api.js';
import { checkExtras } from './content.js';
import { clearConversation, clearUnread, newConversation } from './conversation/apply.js';
import {
  conversationId,
  type PeerTarget,
  type StoredConversation,
  type StoredMessage,
} from './conversation/records.js';
import type { Replica } from './store/replica.js';
import type { Link } from './sync/link.js';
import { placeholder } from './sync/posting.js';
import type { Sender } from './sync/sender.js';
import type { Turns } from './sync/turns.js';
import { fullTarget } from './targets.js';

export interface ConversationsDeps {
  readonly me: { username: string; appKey: string };
  readonly replica: Replica;
  readonly turns: Turns;
  readonly sender: Sender;
  readonly ready: () => Promise<Link>;
}

/** What one can do with a conversation besides sending: each works on the device first, and the server hears of it. */
export class ConversationBook {
  private readonly deps: ConversationsDeps;
  private readonly opening = new Map<string, Promise<string>>();

  constructor(deps: ConversationsDeps) {
    this.deps = deps;
  }

  /** Get or create; answers the id. Calls that race share one look-up (S1 S2). */
  open(target: Target): Promise<string> {
    const full = fullTarget(target, this.deps.me);
    const id = conversationId(full);
    const listed = this.deps.replica.get(id);
    if (listed?.isListed && !listed.isPeerGuessed) return Promise.resolve(id);
    const known = this.opening.get(id);
    if (known) return known;
    const opening = this.create(id, full).finally(() => this.opening.delete(id));
    this.opening.set(id, opening);
    return opening;
  }

  private async create(id: string, target: PeerTarget): Promise<string> {
    const before = this.deps.replica.get(id);
    const peer = before?.isPeerGuessed
      ? await this.lookUpGuessed(before, target)
      : (before?.peer ?? (await this.lookUp(target)));
    await this.deps.turns.change((turn) => {
      const conversation = turn.get(id) ?? newConversation(id, target, peer);
      const isGuessed = conversation.isPeerGuessed && peer === before?.peer;
      turn.put({
        ...conversation,
        ...(conversation.isPeerGuessed && { peer, isPeerGuessed: isGuessed }),
        isListed: true,
      });
    });
    return id;
  }

  /** Something was sent there unseen. The conversation is here, so without a network it is opened as it is. */
  private async lookUpGuessed(
    { isListed, peer }: StoredConversation,
    target: PeerTarget,
  ): Promise<StoredConversation['peer']> {
    try {
      return await this.lookUp(target);
    } catch (error) {
      if (isListed && ImError.is(error, 'OFFLINE')) return peer;
      throw error;
    }
  }

  private async lookUp(target: PeerTarget): Promise<UserCard | GroupCard> {
    const link = await this.deps.ready();
    if ('group' in target) return (await link.request('groups.get', { id: target.group })).group;
    const { users } = await link.request('users.get', { users: [{ username: target.user, appKey: target.appKey }] });
    const user = users[0];
    if (!user) throw new ImError('NOT_FOUND', 'There is no such user.');
    return user;
  }

  /** True when there was one. What waits in its outbox and never left is cancelled (S6 S7 S8). */
  remove(id: string): Promise<boolean> {
    return this.deps.turns.change((turn) => {
      const conversation = turn.get(id);
      if (!conversation?.isListed) return false;
      this.deps.sender.cancelAll(turn, id);
      turn.removeMessages(clearConversation(turn.get(id) ?? conversation));
      return true;
    });
  }

  clearUnread(id: string): Promise<void> {
    return this.change(id, clearUnread);
  }

  async setDraft(id: string, draft: string): Promise<void> {
    if (typeof draft !== 'string') throw new ImError('INVALID', 'A draft is a text.');
    return this.change(id, (conversation) => ({ ...conversation, draft }));
  }

  async setExtras(id: string, extras: Extras): Promise<void> {
    checkExtras(extras);
    return this.change(id, (conversation) => ({ ...conversation, extras: { ...extras } }));
  }

  setMuted(id: string, muted: boolean): Promise<void> {
    return this.wish(id, { muted });
  }

  /** Without a network nobody can say whether there is such a user: the server passes over the wish where there is none. */
  async setUserMuted(target: Target, muted: boolean): Promise<void> {
    const full = fullTarget(target, this.deps.me);
    const id = conversationId(full);
    if (!this.deps.replica.get(id)) {
      const peer = await this.lookUp(full).catch((error: unknown) => {
        if (ImError.is(error, 'OFFLINE')) return undefined;
        throw error;
      });
      await this.deps.turns.change((turn) => {
        const made = { ...newConversation(id, full, peer ?? placeholder(full)), isListed: false, isPeerGuessed: !peer };
        if (!turn.get(id)) turn.put(made);
      });
    }
    await this.setMuted(id, muted);
  }

  setPinned(id: string, pinned: boolean): Promise<void> {
    return this.wish(id, { pinned });
  }

  markRead({ id, conversation }: Pick<StoredMessage, 'id' | 'conversation'>): Promise<void> {
    return this.deps.turns.alone(async () => {
      const record = (await this.deps.replica.database.message(conversation, id)) as StoredMessage | undefined;
      if (!record || record.isMarked || record.status !== 'received') return;
      const marked = { ...record, isMarked: true };
      const asks = record.body.kind === 'message' && record.body.message.needReadReceipt === true;
      const { replica, turns } = this.deps;
      const waiting = replica.get(conversation)?.pending.marks ?? [];
      if (asks && waiting.length >= limits.marksWaiting) throw new ImError('BUSY');
      await turns.commit((turn) => {
        turn.replaceMessage(marked);
        const known = turn.get(conversation);
        if (known && asks) turn.put({ ...known, pending: { ...known.pending, marks: [...waiting, record.order[0]] } });
      });
    });
  }

  /** Here only. A message that may be on its way stays. */
  removeMessage(conversation: string, id: string): Promise<boolean> {
    return this.deps.turns.alone(async () => {
      const { database } = this.deps.replica;
      const record = (await database.message(conversation, id)) as StoredMessage | undefined;
      if (!record) return false;
      const newest = (await database.messages(conversation, { limit: 50, newest: true })) as StoredMessage[];
      const last = newest.find((message) => message.id !== id && message.status !== 'draft') ?? null;
      let isRemoved = true;
      await this.deps.turns.commit((turn) => {
        if (this.deps.sender.has(id) && !this.deps.sender.cancel(turn, id)) {
          isRemoved = false;
          return;
        }
        turn.removeMessage(conversation, id);
        const known = turn.get(conversation);
        if (known?.last?.id === id) turn.put({ ...known, last });
      });
      return isRemoved;
    });
  }

  private wish(id: string, wish: { muted?: boolean; pinned?: boolean }): Promise<void> {
    return this.change(id, (conversation) => ({
      ...conversation,
      ...wish,
      pending: { ...conversation.pending, ...wish },
    }));
  }

  private change(id: string, change: (conversation: StoredConversation) => StoredConversation): Promise<void> {
    return this.deps.turns.change((turn) => {
      const conversation = turn.get(id);
      if (!conversation) throw new ImError('NOT_FOUND', 'There is no such conversation here.');
      turn.put(change(conversation));
    });
  }
}
