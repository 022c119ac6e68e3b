import type { Tell } from './findings.js';
import type { Known } from './known.js';

/** D22: a guess at what belongs to others is answered as one at nothing. */
export function judgeGuesses(known: Known, tell: Tell): void {
  for (const seen of known.history)
    if (seen.type === 'guess' && seen.code !== seen.invented)
      tell('D22', `a guess at ${seen.of} is answered ${seen.code}, an invented one ${seen.invented}`, seen);
}
