import { type ErrorCode, ImError } from '@palaver/sdk';

/** Accounts are made faster than a server likes from one address: it says how long to wait. `RATE_LIMITED` may be what is `wanted`. */
export async function patiently<T>(work: () => T | Promise<T>, wanted: readonly ErrorCode[] = []): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!ImError.is(error, 'RATE_LIMITED') || wanted.includes(error.code)) throw error;
      await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs ?? 1_000));
    }
  }
}
