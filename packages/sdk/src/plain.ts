import { ImError } from '@palaver/protocol';

/** As JSON will carry it: what is kept, sent and sent again is then the same. */
export function plain<T>(value: T): T {
  try {
    return JSON.parse(JSON.stringify(value)) as T;
  } catch (cause) {
    throw new ImError('INVALID', 'This cannot be written as JSON.', { cause });
  }
}
