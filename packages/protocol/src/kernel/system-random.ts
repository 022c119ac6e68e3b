import type { Random } from './random.js';

declare const crypto: { getRandomValues(bytes: Uint8Array): Uint8Array };

/** The runtime's generator for secrets. */
export const systemRandom: Random = {
  bytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  fraction: () => {
    const [a = 0, b = 0, c = 0, d = 0] = systemRandom.bytes(4);
    return ((a << 24) | (b << 16) | (c << 8) | d) / 0x1_0000_0000 + 0.5;
  },
};
