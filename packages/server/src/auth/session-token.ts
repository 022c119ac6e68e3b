import type { Random } from '@palaver/protocol';

/** A secret of 256 bits as base64url text: session tokens, master secrets. */
export const newSecret = (random: Random): string =>
  btoa(String.fromCharCode(...random.bytes(32)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
