import { type Known, type Of, sendKey } from './known.js';
import type { Log } from './log.js';
import type { Observation } from './observation.js';

/** What was done up to a moment, as far as it says where a log is read, removed or taken back. */

/** Confirmed in this history, or before the backup that it began with; by sender and id. */
export function retractedBy(known: Known, until: number, log: Log): Map<string, Observation> {
  const confirmed = new Map<string, Observation>();
  for (const { seen, index } of known.deeds)
    if (index < until && seen.type === 'retract.confirmed' && seen.to === log.to && binds(known, index, until))
      confirmed.set(sendKey(known.userOf(seen.device), seen.id), seen);
  return confirmed;
}

/** What was confirmed there holds in the history that is there later. */
export function binds(known: Known, index: number, later: number): boolean {
  const epoch = known.epochAt[later] ?? 0;
  const own = known.epochAt[index] ?? 0;
  const at = known.history[index]?.at ?? 0;
  return known.savedAt.slice(own + 1, epoch + 1).every((saved) => at < saved);
}

/** How far a conversation was removed on a device: surely, and at most. */
export interface Removal {
  readonly least: number;
  readonly most: number;
}

export function removalOn(known: Known, until: number, device: string, log: Log): Removal {
  let removal: Removal = { least: 0, most: 0 };
  for (const { seen, index, shown } of known.deeds) {
    if (index >= until || !('device' in seen) || seen.device !== device) continue;
    if (seen.type === 'device') removal = { least: 0, most: 0 };
    if (!('to' in seen) || seen.to !== log.to) continue;
    if (seen.type === 'remove.begun') removal = { ...removal, most: Number.POSITIVE_INFINITY };
    // In another history the places are others.
    if (seen.type === 'remove.done')
      removal = {
        least: binds(known, index, until) ? Math.max(shown, seen.upTo ?? 0) : 0,
        most: greatestBegunBefore(known, index, log),
      };
  }
  return removal;
}

export function deletedOn(known: Known, until: number, device: string, to: string): Set<string> {
  const deleted = new Set<string>();
  for (const { seen, index } of known.deeds)
    if (index < until && seen.type === 'delete' && seen.device === device && seen.to === to) deleted.add(seen.id);
  return deleted;
}

/** How far a user has surely read, and may have read at most. */
export interface ReadBounds {
  readonly least: number;
  readonly most: number;
  readonly by?: Of<'read.done' | 'remove.done'>;
}

export function readBounds(known: Known, until: number, log: Log): Map<string, ReadBounds> {
  const all = new Map<string, ReadBounds>();
  const open = new Map<string, string>();
  for (const { seen, index, shown } of known.deeds) {
    if (index >= until || !('to' in seen) || seen.to !== log.to) continue;
    const user = known.userOf(seen.device);
    if (seen.type === 'read.begun' || seen.type === 'remove.begun') open.set(`${seen.type} ${seen.device}`, user);
    if (seen.type !== 'read.done' && seen.type !== 'remove.done') continue;
    open.delete(`${seen.type === 'read.done' ? 'read.begun' : 'remove.begun'} ${seen.device}`);
    const before = all.get(user) ?? { least: 0, most: 0 };
    const least = binds(known, index, until) ? Math.max(shown, seen.upTo ?? 0) : 0;
    const most = Math.max(before.most, greatestBegunBefore(known, index, log));
    all.set(user, least >= before.least ? { least, most, by: seen } : { ...before, most });
  }
  // Of what was begun and has had no end, nobody knows how far it went.
  for (const user of open.values())
    all.set(user, { ...(all.get(user) ?? { least: 0 }), most: Number.POSITIVE_INFINITY });
  return all;
}

/**
 * The greatest place of what was begun when a deed was done: more no device can have had. A place of an earlier history
 * may be kept as it is, and means other content now.
 */
function greatestBegunBefore(known: Known, index: number, log: Log): number {
  const at = known.history[index]?.at ?? 0;
  const earlier = known.epochs[known.epochAt[index] ?? 0]?.get(log.to);
  let greatest = 0;
  for (const one of new Set([log, ...(earlier ? [earlier] : [])]))
    for (const { entry, by } of one.places.values()) {
      const begunAt = known.sends.get(sendKey(entry.from, entry.id))?.begun.at ?? by.at;
      if (begunAt <= at && entry.seq > greatest) greatest = entry.seq;
    }
  return greatest;
}
