import type { Tell } from './findings.js';
import { type Known, sendKey } from './known.js';
import type { Rest } from './rest.js';

/** D6: at rest, places that show nothing are those of retractions and of messages that are not kept. */
export function judgePlaces(known: Known, rests: readonly Rest[], tell: Tell): void {
  for (const rest of rests)
    for (const log of known.epochs[known.epochAt[rest.index] ?? 0]?.values() ?? []) {
      const placed = log.inOrder().filter(({ index }) => index < rest.end);
      const greatest = placed.at(-1)?.entry.seq ?? 0;
      const holes = greatest - placed.length;
      let explained = placed.filter(({ entry }) => known.retractions.has(sendKey(entry.from, entry.id))).length;
      for (const { begun, fate } of known.sends.values())
        if (begun.to === log.to && begun.isUnkept && fate.kind !== 'acknowledged' && fate.kind !== 'refused')
          explained += 1;
      if (holes > explained)
        tell('D6', `of ${greatest} places of ${log.to}, ${holes - explained} are empty and nothing says why`, rest.by);
    }
}
