import { readBounds } from './deeds.js';
import { sendKey } from './known.js';
import type { Placed } from './log.js';
import { type Observation, pairOf } from './observation.js';
import type { LogAtRest } from './rest.js';

/** D13, D14: at rest all devices of a user count the same, and what they count follows from what he has read. */
export function judgeUnread(
  about: LogAtRest,
  placed: readonly Placed[],
  retracted: ReadonlyMap<string, Observation>,
): void {
  const { known, rest, log, tell } = about;
  const lists = rest.by.devices.flatMap((device) => rest.lists.get(`${device} ${log.to}`) ?? []);
  const bounds = readBounds(known, rest.index, log);
  const takenBack = new Set(retracted.keys());
  // Where nobody told what became of a retraction, what is shown says it.
  for (const { entries } of lists)
    for (const { what, from, id } of entries) if (what.kind === 'prompt') takenBack.add(sendKey(from, id));
  const first = new Map<string, (typeof lists)[number]>();
  for (const list of lists) {
    const user = known.userOf(list.device);
    const before = first.get(user) ?? list;
    first.set(user, before);
    if (before.unread !== list.unread) {
      const says = `${list.device} shows ${list.unread} unread in ${log.to}, ${before.device} of the same user ${before.unread}`;
      tell('D13', says, before, list);
    }
    const joined = pairOf(log.to) ? 0 : Math.max(0, ...log.intervalsOf(user).map(([from]) => from));
    const { least, most, by } = bounds.get(user) ?? { least: 0, most: 0 };
    // Who was removed does not learn of what was taken back since.
    const isMember = log.intervalsOf(user).at(-1)?.[1] === Number.POSITIVE_INFINITY;
    const unreadAfter = (read: number, without: ReadonlySet<string>) =>
      sumAfter(about, placed, without, user, Math.max(read, joined));
    const [fewest, greatest] = [unreadAfter(most, takenBack), unreadAfter(least, isMember ? takenBack : new Set())];
    if (list.unread < fewest || list.unread > greatest) {
      const right = [...new Set([fewest, greatest])].join(' to ');
      tell('D13', `${list.device} shows ${list.unread} unread in ${log.to}; the log has ${right}`, list, by);
    }
    for (const { seq, isRead, from, what } of list.entries)
      if (isRead === false && seq <= least && from !== user && what.kind === 'message')
        tell('D14', `${list.device} shows place ${seq} of ${log.to} as not read; it was, up to ${least}`, by, list);
  }
}

function sumAfter(
  { known, log }: LogAtRest,
  placed: readonly Placed[],
  takenBack: ReadonlySet<string>,
  user: string,
  read: number,
): number {
  let sum = 0;
  for (const { entry } of placed) {
    if (entry.seq <= read || entry.from === user || entry.what.kind === 'event') continue;
    const key = sendKey(entry.from, entry.id);
    const begun = known.sends.get(key)?.begun;
    if (begun && !begun.isUnkept && !takenBack.has(key) && log.intervalAt(user, entry.seq)) sum += begun.increment ?? 1;
  }
  return sum;
}
