import * as v from 'valibot';
import { ok, type Result, refused } from './kernel/result.js';
import { describeFault, expectation } from './schema-fault.js';

const config = { abortEarly: true, message: expectation };

/** Reads a value from outside as what a schema describes; else says what is wrong with it, for a person. */
export function readAs<S extends v.GenericSchema<unknown, unknown>>(
  schema: S,
  value: unknown,
): Result<v.InferOutput<S>, string> {
  const parsed = v.safeParse(schema, value, config);
  return parsed.success ? ok(parsed.output) : refused(describeFault(parsed.issues));
}
