import type { Random } from '@palaver/protocol';

/** A name for a history that no other has (D23). */
export const newEpoch = (random: Random): string =>
  Array.from(random.bytes(12), (byte) => byte.toString(16).padStart(2, '0')).join('');
