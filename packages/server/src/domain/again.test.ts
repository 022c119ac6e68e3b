import { errorCodes, errors, refusal } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { againMs } from './again.js';

it('[operation: limits] whoever is told "again later" is told when, and nobody else', () => {
  // OFFLINE is what a client says to itself; a limit knows its own time.
  const later = errorCodes.filter((code) => errors[code].disposition === 'retry' && code !== 'OFFLINE');
  expect(later).toEqual(['RATE_LIMITED', 'TIMEOUT', 'SERVER_FULL', 'BUSY']);
  for (const code of later.slice(1)) expect(againMs(refusal(code)), code).toBeGreaterThanOrEqual(1_000);
  expect(againMs(refusal('RATE_LIMITED', undefined, 70))).toBe(70);
  expect(againMs(refusal('BUSY', undefined, 70))).toBe(70);
  for (const code of errorCodes.filter((code) => errors[code].disposition !== 'retry'))
    expect(againMs(refusal(code)), code).toBeUndefined();
});
