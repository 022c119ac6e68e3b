import type { Tell } from './findings.js';
import { type Known, stands } from './known.js';
import type { Rest } from './rest.js';

/** D20: at rest everybody is back, and nothing waits: what a process stored before it ended was delivered or refused. */
export function judgeRecovery(known: Known, rests: readonly Rest[], tell: Tell): void {
  for (const rest of rests) {
    const before = known.history.slice(0, rest.index);
    const calm = before.findLast((seen) => seen.type === 'calm');
    for (const device of rest.by.devices) {
      const last = before.findLast(
        (seen) => 'device' in seen && seen.device === device && /^(connected|online|offline|crashed)$/.test(seen.type),
      );
      if (last?.type !== 'online') tell('D20', `${device} is not online at rest`, calm, last, rest.by);
    }
    for (const send of known.sends.values()) {
      const { begun, fate } = send;
      if (begun.at > rest.by.at || !rest.by.devices.includes(begun.device)) continue;
      if (fate.kind === 'pending') tell('D20', `${begun.id} of ${begun.device} waits still at rest`, begun, rest.by);
      if (fate.kind === 'orphaned' && !stands(known, send)) {
        const says = `${begun.id} was stored on ${begun.device} when its process ended, and nothing came of it by the time of rest`;
        tell('D20', says, begun, rest.by);
      }
    }
  }
}
