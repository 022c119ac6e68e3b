import type { Tell } from './findings.js';
import { entriesOf, type Known, type Send, sendKey } from './known.js';
import type { Log, Placed } from './log.js';
import type { Entry, Observation } from './observation.js';

/** D2, D5, D17, D22: what is shown was sent by that user, into that conversation, and is for who sees it. */
export function judgeShown(known: Known, tell: Tell): void {
  for (const [index, seen] of known.history.entries()) {
    if (!('device' in seen)) continue;
    const user = known.userOf(seen.device);
    const epoch = known.epochAt[index] ?? 0;
    for (const { to, entry } of entriesOf(seen)) {
      const log = known.epochs[epoch]?.get(to);
      if (log) judgeEntry({ known, tell, seen, user, log, entry });
      judgeHistory(known, tell, seen, epoch, entry);
    }
  }
}

function judgeEntry(about: {
  readonly known: Known;
  readonly tell: Tell;
  readonly seen: Observation & { readonly device: string };
  readonly user: string;
  readonly log: Log;
  readonly entry: Entry;
}): void {
  const { known, tell, seen, user, log, entry } = about;
  const { seq, id, from, what } = entry;
  const place = `${seq} of ${log.to}`;
  if (applicationOf(from) !== applicationOf(user))
    tell('D22', `${seen.device} shows ${id} of ${from}, who is in another application`, seen);
  if (log.hasMembers && !log.intervalAt(user, seq))
    tell('D17', `${seen.device} shows place ${place}, which ${user} may not see`, seen);
  if (what.kind === 'event') return;
  const send = known.sends.get(sendKey(from, id));
  if (!send) {
    tell('D5', `${seen.device} shows ${id} at ${place}, which ${from} never sent`, seen);
    return;
  }
  const { begun, fate } = send;
  if (begun.to !== log.to) tell('D5', `${id} was sent to ${begun.to} and is shown at ${place}`, begun, seen);
  if (what.kind === 'message' && what.text !== begun.text)
    tell('D5', `${seen.device} shows “${what.text}” at ${place}, where “${begun.text}” was sent`, begun, seen);
  if (log.hasMembers && !log.intervalAt(from, seq))
    tell('D5', `${from} was no member at place ${place}, where ${id} stands`, begun, seen);
  // Whoever is refused and sends again begins again.
  if (fate.kind === 'refused') tell('D2', `${id} was refused and stands at ${place}`, fate.by, seen);
}

/** D23: what an earlier history acknowledged after the backup is not in the one that was restored. */
function judgeHistory(known: Known, tell: Tell, seen: Observation, epoch: number, entry: Entry): void {
  const send = known.sends.get(sendKey(entry.from, entry.id));
  if (send?.fate.kind !== 'forgotten' || epoch <= send.fate.epoch) return;
  // What came while the backup was made may be in it.
  if (send.begun.at > send.fate.savedAt)
    tell('D23', `${entry.id} is shown, though the backup from which history was restored is older`, send.begun, seen);
}

/** Before the slash of `application/username`. */
const applicationOf = (user: string): string => (user.includes('/') ? (user.split('/')[0] ?? '') : '');

/** D7 and D8, for each log: acknowledged before another began means before it; and one device's messages keep their order. */
export function judgeOrder(known: Known, tell: Tell): void {
  for (const [epoch, logs] of known.epochs.entries())
    for (const log of logs.values()) {
      const placed = log.inOrder().flatMap(({ entry }) => {
        const send = known.sends.get(sendKey(entry.from, entry.id));
        return send && entry.what.kind !== 'event' && send.epoch === epoch ? [{ send, seq: entry.seq }] : [];
      });
      judgeRealTime(log, placed, tell);
      judgeDevices(log, placed, tell);
      judgeTimes(log.inOrder(), log, tell);
    }
}

interface PlacedSend {
  readonly send: Send;
  readonly seq: number;
}

function judgeRealTime(log: Log, placed: readonly PlacedSend[], tell: Tell): void {
  const acknowledgements = placed
    .flatMap(({ send: { fate }, seq }) => (fate.kind === 'acknowledged' ? [{ by: fate.by, seq }] : []))
    .sort((one, other) => one.by.at - other.by.at);
  const begun = [...placed].sort((one, other) => one.send.begun.at - other.send.begun.at);
  let next = 0;
  let greatest: (typeof acknowledgements)[number] | undefined;
  for (const { send, seq } of begun) {
    for (; (acknowledgements[next]?.by.at ?? Number.POSITIVE_INFINITY) < send.begun.at; next++) {
      const one = acknowledgements[next];
      if (one && one.seq > (greatest?.seq ?? 0)) greatest = one;
    }
    if (greatest && seq < greatest.seq) {
      const says = `${send.begun.id} stands at ${seq} of ${log.to}, and ${greatest.seq} was acknowledged before it began`;
      tell('D7', says, greatest.by, send.begun);
    }
  }
}

function judgeDevices(log: Log, placed: readonly PlacedSend[], tell: Tell): void {
  const last = new Map<string, Send>();
  for (const { send, seq } of placed) {
    const { begun, order } = send;
    if (begun.waits) continue;
    const before = last.get(begun.device);
    if (before && before.order > order) {
      const says = `${begun.id} of ${begun.device} stands at ${seq} of ${log.to}, after ${before.begun.id}, which it was ready before`;
      tell('D8', says, begun, before.begun);
    }
    last.set(begun.device, send);
  }
}

function judgeTimes(placed: readonly Placed[], log: Log, tell: Tell): void {
  let before: Placed | undefined;
  for (const one of placed) {
    if (before && one.entry.time < before.entry.time)
      tell('D9', `time falls between ${before.entry.seq} and ${one.entry.seq} of ${log.to}`, before.by, one.by);
    before = one;
  }
}
