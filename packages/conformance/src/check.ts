import { type ErrorCode, ImError } from '@palaver/sdk';
import { patiently } from './world/patiently.js';

/** A promise that was not kept. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

export function holds(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Broken(what);
}

/** Compares what JSON can tell, the order of keys left aside; `undefined` and a missing key are the same. */
export function equal(actual: unknown, expected: unknown, what: string): void {
  const [is, shouldBe] = [canonical(actual), canonical(expected)];
  if (is !== shouldBe) throw new Broken(`${what}: ${short(is)} where ${short(shouldBe)} was promised`);
}

/** The call is refused with one of these codes: a typed error and no other. */
export async function refused(work: () => unknown, ...codes: readonly ErrorCode[]): Promise<ImError> {
  let answer: unknown;
  try {
    answer = await patiently(work, codes);
  } catch (error) {
    if (!ImError.is(error)) throw new Broken(`refused with an error that is no ImError: ${String(error)}`);
    if (!codes.includes(error.code)) throw new Broken(`refused with ${error.code}, not with ${codes.join(' or ')}`);
    return error;
  }
  throw new Broken(`not refused, as ${codes.join(' or ')} was promised, but answered with ${short(canonical(answer))}`);
}

const short = (text: string) => (text.length > 400 ? `${text.slice(0, 400)}…` : text);

function canonical(value: unknown): string {
  const text = JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && Object.getPrototypeOf(inner) === Object.prototype
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
  return text ?? 'nothing';
}
