import type { ErrorCode, Refusal } from '@palaver/protocol';

/** A little longer than what it waits for usually takes. */
const usually: Partial<Record<ErrorCode, number>> = { BUSY: 1_000, TIMEOUT: 1_000, SERVER_FULL: 2_000 };

/** When whoever is told "again later" should come again, in ms; undefined where again would not help. */
export const againMs = ({ code, retryAfterMs }: Refusal): number | undefined => retryAfterMs ?? usually[code];
