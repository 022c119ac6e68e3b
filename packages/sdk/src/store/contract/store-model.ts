import type { Random } from '@palaver/protocol';
import type { Change, ConversationRecord, LocalDatabase, MessageRecord, Order, OutboxRecord } from '../local-store.js';

type Range = Parameters<LocalDatabase['messages']>[1];
interface Query {
  readonly conversation: string;
  readonly range: Range;
}

/** The port said as plainly as possible: lists, filtered and sorted anew at each question. Real stores are compared with it. */
export class StoreModel {
  private values: Record<string, unknown> = {};
  private conversations: ConversationRecord[] = [];
  private outbox: OutboxRecord[] = [];
  private kept: MessageRecord[] = [];

  apply(changes: readonly Change[]): void {
    for (const change of changes) this.change(change);
  }

  load() {
    return {
      values: this.values,
      conversations: [...this.conversations].sort((a, b) => (a.id < b.id ? -1 : 1)),
      outbox: [...this.outbox].sort((a, b) => a.position - b.position),
    };
  }

  messages({ conversation, range }: Query): MessageRecord[] {
    const { after, before, limit, newest } = range;
    const inside = this.kept
      .filter((record) => record.conversation === conversation)
      .filter((record) => !after || compare(record.order, after) > 0)
      .filter((record) => !before || compare(record.order, before) < 0)
      .sort((a, b) => compare(a.order, b.order));
    return (newest ? inside.reverse() : inside).slice(0, limit);
  }

  randomQuery(random: Random): Query {
    const bound = (): Order => [upTo(random, 20), upTo(random, 3)];
    return {
      conversation: pick(random, conversationIds),
      range: {
        newest: random.fraction() < 0.5,
        ...(random.fraction() < 0.5 && { after: bound() }),
        ...(random.fraction() < 0.5 && { before: bound() }),
        ...(random.fraction() < 0.5 && { limit: 1 + upTo(random, 6) }),
      },
    };
  }

  private change(change: Change): void {
    const others = <T extends { readonly id: string }>(records: T[], id: string) =>
      records.filter((record) => record.id !== id);
    if ('put' in change) {
      if (change.put === 'value') this.values[change.key] = change.value;
      else if (change.put === 'conversation')
        this.conversations = [...others(this.conversations, change.record.id), change.record];
      else if (change.put === 'blob') throw new Error('blobs are tried apart');
      else if (change.put === 'outbox') this.outbox = [...others(this.outbox, change.record.id), change.record];
      else this.kept = [...this.without(change.record.conversation, change.record.id), change.record];
      return;
    }
    if (change.remove === 'value') delete this.values[change.key];
    else if (change.remove === 'outbox') this.outbox = others(this.outbox, change.id);
    else if (change.remove === 'blob') throw new Error('blobs are tried apart');
    else if (change.remove === 'message') this.kept = this.without(change.conversation, change.id);
    else {
      this.conversations = others(this.conversations, change.id);
      this.kept = this.kept.filter((record) => record.conversation !== change.id);
    }
  }

  private without(conversation: string, id: string): MessageRecord[] {
    return this.kept.filter((record) => record.conversation !== conversation || record.id !== id);
  }
}

const conversationIds = ['c', 'd', 'group_1'];

/** A few changes over few ids, so that they meet. */
export function randomChanges(random: Random): Change[] {
  return Array.from({ length: 1 + upTo(random, 6) }, (): Change => {
    const conversation = pick(random, conversationIds);
    // Each id has an ordinal of its own, so no two messages ever claim the same order.
    const ordinal = upTo(random, 24);
    const id = `m${ordinal}`;
    const key = `v${upTo(random, 4)}`;
    const kind = random.fraction();
    if (kind < 0.5) {
      return { put: 'message', record: { conversation, id, order: [upTo(random, 20), ordinal], n: upTo(random, 99) } };
    }
    if (kind < 0.65) return { remove: 'message', conversation, id };
    if (kind < 0.7) return { remove: 'conversation', id: conversation };
    if (kind < 0.8) return { put: 'conversation', record: { id: conversation, n: upTo(random, 99) } };
    if (kind < 0.85) return { put: 'value', key, value: { n: upTo(random, 99) } };
    if (kind < 0.9) return { remove: 'value', key };
    // Position and id go together, so that no two wait at the same position.
    if (kind < 0.97) return { put: 'outbox', record: { id, position: ordinal, n: upTo(random, 99) } };
    return { remove: 'outbox', id };
  });
}

const upTo = (random: Random, end: number) => Math.floor(random.fraction() * end);
const pick = <T>(random: Random, from: readonly T[]): T => from[upTo(random, from.length)] as T;
const compare = (a: Order, b: Order) => a[0] - b[0] || a[1] - b[1];
