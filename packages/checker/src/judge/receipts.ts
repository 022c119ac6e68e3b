import type { Tell } from './findings.js';
import { type Known, sendKey } from './known.js';
import type { Rest } from './rest.js';

/** D15: read and unread are the recipients at the message's place, and only the sender is told, where he asked. */
export function judgeReceipts(known: Known, rests: readonly Rest[], tell: Tell): void {
  const marks = { begun: new Set<string>(), done: new Set<string>() };
  for (const [index, seen] of known.history.entries()) {
    if (seen.type === 'mark.begun') marks.begun.add(`${known.userOf(seen.device)} ${seen.to} ${seen.id}`);
    if (seen.type === 'mark.done') marks.done.add(`${known.userOf(seen.device)} ${seen.to} ${seen.id}`);
    if (seen.type !== 'receipts') continue;
    const { device, to, id, read, unread } = seen;
    const user = known.userOf(device);
    const send = known.sends.get(sendKey(user, id));
    const log = known.epochs[known.epochAt[index] ?? 0]?.get(to);
    const placed = log?.find(user, id);
    if (!send?.begun.asksReceipt) tell('D15', `${device} was told who read ${id}, for which ${user} did not ask`, seen);
    if (!log || !placed) continue;
    const due = log.membersAt(placed.entry.seq).filter((one) => one !== user);
    const told = [...read, ...unread];
    if (told.length !== due.length || due.some((one) => !told.includes(one)))
      tell('D15', `readers of ${id} are ${told.join(', ')}; its recipients were ${due.join(', ')}`, placed.by, seen);
    const invented = read.find((one) => !marks.begun.has(`${one} ${to} ${id}`));
    if (invented) tell('D15', `${invented} is said to have read ${id} and did not say so`, seen);
    const isAtRest = rests.some((rest) => rest.index < index && index < rest.end);
    const forgotten = unread.find((one) => marks.done.has(`${one} ${to} ${id}`));
    if (isAtRest && forgotten && known.epochs.length === 1)
      tell('D15', `${forgotten} has read ${id}, and its sender is told that he has not`, seen);
  }
}
