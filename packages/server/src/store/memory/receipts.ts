import type { Operation, Outcome } from '../batch.js';
import type { ReceiptChange, Recipient, Since, UserId } from '../rows.js';
import type { Data } from './data.js';

export function mark(
  data: Data,
  { c, seq, reader, sender }: Extract<Operation, { op: 'mark' }>,
  takeMark: () => number,
): Outcome {
  const conversation = data.conversations.get(c);
  const message = conversation?.entries[seq - 1];
  if (!conversation || !message || message.isRetracted) return { kind: 'marked', hasChanged: false, readers: 0 };
  const known = conversation.receipts.get(seq) ?? { sender, readers: new Map(), mark: 0 };
  const hasChanged = !known.readers.has(reader);
  if (hasChanged) {
    known.mark = takeMark();
    known.readers.set(reader, known.mark);
    conversation.receipts.set(seq, known);
  }
  return { kind: 'marked', hasChanged, readers: known.readers.size };
}

export function receiptReads(data: Data) {
  const inPlaces = (c: number, from: number, to: number, pick: Pick) =>
    [...(data.conversations.get(c)?.receipts ?? [])]
      .filter(([seq]) => seq >= from && seq <= to)
      .flatMap(([seq, one]) => pick(c, seq, one) ?? [])
      .sort((a, b) => a.seq - b.seq);
  const changed = ({ after, limit }: Since, pick: Pick) =>
    [...data.conversations.values()]
      .flatMap(({ c, receipts }) => [...receipts].flatMap(([seq, one]) => pick(c, seq, one) ?? []))
      .filter((one) => compare(placeOf(one), after) > 0)
      .sort((a, b) => compare(placeOf(a), placeOf(b)))
      .slice(0, limit);
  return {
    receipts: (c: number, from: number, to: number, sender: UserId) => inPlaces(c, from, to, sentBy(sender)),
    receiptsSince: (sender: UserId, since: Since) => changed(since, sentBy(sender)),
    marks: (c: number, from: number, to: number, reader: UserId) => inPlaces(c, from, to, readBy(reader)),
    marksSince: (reader: UserId, since: Since) => changed(since, readBy(reader)),
    recipients(c: number, seq: number, sender: UserId, skip: number, limit: number): Recipient[] {
      const conversation = data.conversations.get(c);
      const readers = conversation?.receipts.get(seq)?.readers;
      const isHere = (intervals: readonly (readonly [number, number | null])[]) =>
        intervals.some(([from, until]) => from <= seq && (until === null || until > seq));
      return [...(conversation?.members.values() ?? [])]
        .filter(({ user, intervals }) => user !== sender && isHere(intervals))
        .sort((a, b) => a.user - b.user)
        .slice(skip, skip + limit)
        .map(({ user }) => ({ user, hasRead: readers?.has(user) ?? false }));
    },
  };
}

type Kept = { readonly sender: UserId; readonly readers: ReadonlyMap<UserId, number>; readonly mark: number };
type Pick = (c: number, seq: number, receipts: Kept) => ReceiptChange | undefined;

const sentBy =
  (user: UserId): Pick =>
  (c, seq, { sender, readers, mark }) =>
    sender === user ? { c, seq, mark, readers: readers.size } : undefined;
const readBy =
  (user: UserId): Pick =>
  (c, seq, { readers }) => {
    const mark = readers.get(user);
    return mark === undefined ? undefined : { c, seq, mark, readers: 1 };
  };

const placeOf = ({ mark, c, seq }: ReceiptChange) => [mark, c, seq] as const;
const compare = (a: readonly number[], b: readonly number[]): number => {
  for (const [at, value] of a.entries()) if (value !== b[at]) return value - (b[at] ?? 0);
  return 0;
};
