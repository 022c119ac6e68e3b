import type { Tell } from './findings.js';
import type { Known } from './known.js';
import type { Rest } from './rest.js';

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
