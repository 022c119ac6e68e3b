import { ImError } from '@palaver/protocol';
import { FencedError } from './local-store.js';

/** What a browser threw while a database was in use, as an error that says what to do. */
export function asStoreError(error: unknown): Error {
  if (error instanceof FencedError || error instanceof ImError) return error;
  const { name, message } = error as Partial<Error>;
  if (name === 'QuotaExceededError') {
    return new ImError('STORE', 'The browser has no room left for this site: free disk space, then reload the page.', {
      cause: error,
    });
  }
  return new ImError('STORE', `The local store failed: ${message ?? name}`, { cause: error });
}

/** Opens or erases a database; where the browser does not let the page have one, rejects with what to do. */
export async function asUnavailable<T>(open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const { name } = error as Partial<Error>;
    if (name === 'QuotaExceededError') throw asStoreError(error);
    const why =
      name === 'VersionError'
        ? 'The local store was written by a newer version of this page: reload it.'
        : 'The browser lets this page keep no data, as in some private windows: allow it site data, or pass memoryStore() to createClient.';
    throw new ImError('STORE', why, { cause: error });
  }
}
