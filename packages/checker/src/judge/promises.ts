import type { Tell } from './findings.js';
import { entriesOf, type Known, type Of, sendKey } from './known.js';
import { pairOf } from './observation.js';
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

/** D18: a command arrives once or not at all, only at who it is for. */
export function judgeCommands(known: Known, tell: Tell): void {
  const sent = new Map<string, Of<'command.sent'>>();
  const heard = new Map<string, Of<'command.heard'>>();
  for (const [index, seen] of known.history.entries()) {
    if (seen.type === 'command.sent') sent.set(seen.data, seen);
    if (seen.type !== 'command.heard') continue;
    const { device, data, from } = seen;
    const command = sent.get(data);
    const user = known.userOf(device);
    if (!command || known.userOf(command.device) !== from) {
      tell('D18', `${device} heard “${data}” from ${from}, who did not say it`, seen, command);
      continue;
    }
    const before = heard.get(`${device} ${data}`);
    if (before) tell('D18', `${device} heard “${data}” twice`, before, seen);
    heard.set(`${device} ${data}`, seen);
    const log = known.epochs[known.epochAt[index] ?? 0]?.get(command.to);
    const isMember = pairOf(command.to)?.includes(user) ?? (!log?.hasMembers || log.intervalsOf(user).length > 0);
    const isForHim = command.to === 'own' ? user === from : isMember;
    if (!isForHim || device === command.device)
      tell('D18', `${device} heard “${data}”, which is not for it`, command, seen);
  }
}

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

/** D21: what was acknowledged with media has its bytes. */
export function judgeMedia(known: Known, tell: Tell): void {
  const hashes = new Map<string, Of<'send.begun'>>();
  for (const seen of known.history) {
    if (seen.type === 'send.begun' && seen.media !== undefined) hashes.set(seen.id, seen);
    if (seen.type !== 'media') continue;
    const begun = hashes.get(seen.id);
    if (begun?.media !== seen.sha256)
      tell('D21', `${seen.device} has other bytes of ${seen.id} than were sent`, begun, seen);
  }
}

/** D22: a guess at what belongs to others is answered as one at nothing. */
export function judgeGuesses(known: Known, tell: Tell): void {
  for (const seen of known.history)
    if (seen.type === 'guess' && seen.code !== seen.invented)
      tell('D22', `a guess at ${seen.of} is answered ${seen.code}, an invented one ${seen.invented}`, seen);
}

/** D20: soon after the last fault everybody is back, and nothing waits. */
export function judgeRecovery(known: Known, rests: readonly Rest[], tell: Tell): void {
  for (const rest of rests) {
    const before = known.history.slice(0, rest.index);
    const calm = before.findLast((seen) => seen.type === 'calm');
    for (const device of rest.by.devices) {
      const last = before.findLast(
        (seen) => 'device' in seen && seen.device === device && /^(connected|online|offline|crashed)$/.test(seen.type),
      );
      if (last?.type !== 'online') tell('D20', `${device} is not online at rest`, calm, last, rest.by);
      else if (calm?.type === 'calm' && last.at > calm.at + calm.withinMs)
        tell('D20', `${device} was back ${Math.round(last.at - calm.at)} ms after the last fault`, calm, last);
    }
    for (const { begun, fate } of known.sends.values())
      if (fate.kind === 'pending' && begun.at <= rest.by.at && rest.by.devices.includes(begun.device))
        tell('D20', `${begun.id} of ${begun.device} waits still at rest`, begun, rest.by);
  }
}
