import type { Tell } from './findings.js';
import type { Known, Of } from './known.js';
import { pairOf } from './observation.js';

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
