import { ImError } from '@palaver/protocol';

/**
 * Something that is loaded with its first use. Who waits for it goes on in the order of the calls; what could not be
 * loaded rejects OFFLINE, and is tried again by the next call.
 */
/* @__NO_SIDE_EFFECTS__ */
export function later<T>(load: () => Promise<T>): () => Promise<T> {
  let coming: Promise<T> | undefined;
  return () => {
    coming ??= load().catch((cause: unknown) => {
      coming = undefined;
      throw ImError.is(cause) ? cause : new ImError('OFFLINE', notLoaded, { cause });
    });
    return coming;
  };
}

const notLoaded = 'A part of this program could not be loaded: call again when there is a network, or reload the page.';
