import { emptyBody } from '../../domain/send.js';
import type { Operation, Outcome } from '../batch.js';
import type { UserId } from '../rows.js';
import { type Conversation, type Data, type Entry, idKey } from './data.js';
import { dropReferencesUpTo } from './media.js';

/** What is below the floor goes, but for the running sums that unread is computed from. */
export function expire(
  data: Data,
  { c, before, limit }: Extract<Operation, { op: 'expire' }>,
  takeMark: () => number,
): Outcome {
  const conversation = data.conversations.get(c);
  if (!conversation) return { kind: 'expired', count: 0, floor: 0 };
  const { entries, floor } = conversation;
  let count = 0;
  while (count < limit && floor + count < entries.length && (entries[floor + count]?.at ?? before) < before) count++;
  if (count === 0) return { kind: 'expired', count, floor };
  const next = floor + count;
  for (let seq = floor + 1; seq <= next; seq++) forgetId(data, entries[seq - 1]);
  for (let seq = Math.max(1, floor); seq < next; seq++) delete entries[seq - 1];
  entries[next - 1] = emptied(entries[next - 1] as Entry);
  keepSums(conversation, next);
  for (const seq of [...conversation.receipts.keys()]) if (seq <= next) conversation.receipts.delete(seq);
  // The places of what was taken back stay, for a device that still shows it (D16).
  conversation.retractions = conversation.retractions.map((one) =>
    one.place <= next ? { ...one, sender: 0, increment: 0 } : one,
  );
  dropReferencesUpTo(data, c, next);
  conversation.floor = next;
  conversation.mark = takeMark();
  return { kind: 'expired', count, floor: next };
}

export function forgetId(data: Data, entry: Entry | undefined): void {
  if (!entry) return;
  data.ids.delete(idKey(entry.sender, entry.id));
  const left = (data.messages.get(entry.id) ?? []).filter((other) => other !== entry);
  if (left.length > 0) data.messages.set(entry.id, left);
  else data.messages.delete(entry.id);
}

/** Of each sender's counted entries up to the floor the last carries his sum. */
function keepSums({ counted }: Conversation, floor: number): void {
  for (const [sender, entries] of counted as Map<UserId, Entry[]>) {
    const last = entries.findLastIndex(({ seq }) => seq <= floor);
    if (last < 0) continue;
    counted.set(sender, [emptied(entries[last] as Entry), ...entries.slice(last + 1)]);
  }
}

const emptied = (entry: Entry): Entry => ({ ...entry, kind: 'event', id: '', hash: '', body: emptyBody });
