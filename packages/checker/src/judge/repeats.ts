import type { Tell } from './findings.js';
import { type Known, sendKey } from './known.js';

/** D4: an id that stands is answered with its place where the body is the same, and refused as ID_REUSED where it is another. */
export function judgeRepeats(known: Known, tell: Tell): void {
  for (const seen of known.history) {
    if (seen.type !== 'repeated') continue;
    const { device, id, isSame, answer } = seen;
    const fate = known.sends.get(sendKey(known.userOf(device), id))?.fate;
    if (fate?.kind !== 'acknowledged') continue;
    const due = isSame ? fate.by.seq : 'ID_REUSED';
    if (answer !== due)
      tell('D4', `${id} with ${isSame ? 'the same' : 'another'} body is answered ${answer}, not ${due}`, fate.by, seen);
  }
}
