import type { Tell } from './findings.js';
import type { Known, Of } from './known.js';

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
