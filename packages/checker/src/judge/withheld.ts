import type { Tell } from './findings.js';
import { entriesOf, type Known, type Of, sendKey } from './known.js';

/** D19: what is not kept reaches who is there, and shows nowhere else. */
export function judgeUnkept(known: Known, tell: Tell): void {
  const there = new Set<string>();
  const crashed = new Set<string>();
  for (const seen of known.history) {
    if (!('device' in seen)) continue;
    if (seen.type === 'device') crashed.delete(seen.device);
    if (seen.type === 'crashed') crashed.add(seen.device);
    for (const { to, entry } of entriesOf(seen)) {
      const send = known.sends.get(sendKey(entry.from, entry.id));
      if (!send?.begun.isUnkept || entry.from === known.userOf(seen.device)) continue;
      const key = `${seen.device} ${to} ${entry.id}`;
      if (seen.type === 'shown.new') there.add(key);
      // What a process stored and had not told when it ended, the next one tells.
      else if (!there.has(key) && !crashed.has(seen.device))
        tell(
          'D19',
          `${seen.device} shows ${entry.id} of ${to}, which was not kept, and was not there`,
          send.begun,
          seen,
        );
    }
  }
}

/** D16: once it was confirmed, nobody who asks, and no device that is new, is given it back. */
export function judgeTakenBack(known: Known, tell: Tell): void {
  const confirmed = new Map<string, Of<'retract.confirmed'>>();
  const born = new Map<string, number>();
  for (const seen of known.history) {
    if (seen.type === 'device') born.set(seen.device, seen.at);
    if (seen.type === 'server' && seen.did === 'restored') confirmed.clear();
    if (seen.type === 'retract.confirmed') confirmed.set(sendKey(known.userOf(seen.device), seen.id), seen);
    if (!('device' in seen)) continue;
    const since = seen.type === 'answered' ? seen.askedAt : (born.get(seen.device) ?? 0);
    for (const { to, entry } of entriesOf(seen)) {
      const by = entry.what.kind === 'message' ? confirmed.get(sendKey(entry.from, entry.id)) : undefined;
      if (by && by.at < since)
        tell('D16', `${seen.device} is given ${entry.id} of ${to}, which had been taken back`, by, seen);
    }
  }
}
