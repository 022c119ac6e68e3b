import { deletedOn, type Removal, removalOn, retractedBy } from './deeds.js';
import type { Tell } from './findings.js';
import { type Known, type Of, sendKey } from './known.js';
import type { Log, Placed } from './log.js';
import type { Observation } from './observation.js';
import { judgeUnread } from './unread.js';

/** What people and machines do: it ends a time of rest. */
const deeds =
  /^(send\.begun|retract\.begun|read\.begun|remove\.begun|mark\.begun|delete|fault|crashed|device|server|rest)$/;

/** A time in which nothing was in flight, and what was listed in it. */
export interface Rest {
  readonly by: Of<'rest'>;
  readonly index: number;
  /** Where the next deed stands. */
  readonly end: number;
  /** The last list by device and conversation. */
  readonly lists: ReadonlyMap<string, Of<'listed'>>;
}

export function restsOf({ history }: Pick<Known, 'history'>): Rest[] {
  return history.flatMap((by, index): Rest[] => {
    if (by.type !== 'rest') return [];
    const next = history.findIndex((seen, at) => at > index && deeds.test(seen.type));
    const end = next < 0 ? history.length : next;
    const lists = new Map<string, Of<'listed'>>();
    for (const seen of history.slice(index, end))
      if (seen.type === 'listed' && by.devices.includes(seen.device)) lists.set(`${seen.device} ${seen.to}`, seen);
    return [{ by, index, end, lists }];
  });
}

/** D1, D11, D13, D14, D16: at rest every device has what it should, and they agree. Answers what was lost. */
export function judgeRests(known: Known, rests: readonly Rest[], tell: Tell): ReadonlySet<string> {
  const lost = new Set<string>();
  for (const rest of rests)
    for (const log of known.epochs[known.epochAt[rest.index] ?? 0]?.values() ?? [])
      judgeLog({ known, rest, log, tell }, lost);
  return lost;
}

/** One log at one time of rest. */
export interface LogAtRest {
  readonly known: Known;
  readonly rest: Rest;
  readonly log: Log;
  readonly tell: Tell;
}

function judgeLog(about: LogAtRest, lost: Set<string>): void {
  const { known, rest, log } = about;
  const placed = log.inOrder().filter(({ index }) => index < rest.end);
  const retracted = retractedBy(known, rest.index, log);
  for (const device of rest.by.devices) {
    const list = rest.lists.get(`${device} ${log.to}`);
    if (list) judgeList(about, list, retracted, removalOn(known, rest.index, device, log));
  }
  judgeComplete(about, placed, lost);
  judgeUnread(about, placed, retracted);
}

/** Lacking on all devices that should have it: lost, if it was acknowledged. Lacking on some: a gap there. */
function judgeComplete(about: LogAtRest, placed: readonly Placed[], lost: Set<string>): void {
  const { known, rest, log, tell } = about;
  const devices = rest.by.devices.map((device) => ({
    device,
    user: known.userOf(device),
    has: new Set(rest.lists.get(`${device} ${log.to}`)?.entries.map(({ seq }) => seq)),
    removal: removalOn(known, rest.index, device, log),
    deleted: deletedOn(known, rest.index, device, log.to),
  }));
  for (const { entry, by } of placed) {
    const { seq, id, from } = entry;
    const send = known.sends.get(sendKey(from, id));
    if (send?.begun.isUnkept) continue;
    const due = devices.filter(
      ({ user, removal, deleted }) => seq > removal.most && !deleted.has(id) && log.intervalAt(user, seq),
    );
    const lack = due.filter(({ has }) => !has.has(seq));
    if (lack.length === 0) continue;
    const place = `place ${seq} of ${log.to} (${id})`;
    if (lack.length === due.length && send?.fate.kind === 'acknowledged') {
      lost.add(sendKey(from, id));
      tell('D1', `${place} was acknowledged and no device has it`, send.fate.by, rest.by);
    } else {
      const names = lack.map(({ device }) => device).join(', ');
      tell('D11', `${names} of ${due.length} devices that should have it lacks ${place}`, by, rest.by);
    }
  }
}

/** D16: what was taken back shows as a prompt to who may see that it was. What was removed does not come back. */
function judgeList(
  { known, log, tell }: LogAtRest,
  list: Of<'listed'>,
  retracted: ReadonlyMap<string, Observation>,
  removal: Removal,
): void {
  const user = known.userOf(list.device);
  for (const { seq, id, from, what } of list.entries) {
    if (seq <= removal.least)
      tell('D10', `${list.device} lists place ${seq} of ${log.to}, which was removed there`, list);
    if (what.kind === 'event') continue;
    const by = retracted.get(sendKey(from, id));
    const isMemberStill = log.intervalAt(user, seq)?.[1] === Number.POSITIVE_INFINITY;
    if (by && what.kind === 'message' && isMemberStill)
      tell('D16', `${list.device} lists “${what.text}” of ${log.to}, which was taken back`, by, list);
    if (what.kind === 'prompt' && !known.retractions.has(sendKey(from, id)))
      tell('D16', `${list.device} lists ${id} of ${log.to} as taken back, which nobody did`, list);
  }
}
