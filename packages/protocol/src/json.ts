import * as v from 'valibot';

/** JSON can write a number that is read as Infinity, and then not written again. */
export const number = v.pipe(v.number(), v.finite('expected a finite number'));
export const integer = v.pipe(v.number(), v.safeInteger('expected a safe integer'));

type Schema = v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>;

/** Known fields; others are dropped. */
/* @__NO_SIDE_EFFECTS__ */
export function object<const E extends v.ObjectEntries>(entries: E): v.ObjectSchema<E, undefined> {
  return faithful(v.object(entries));
}

/** Known fields; others are kept. */
/* @__NO_SIDE_EFFECTS__ */
export function looseObject<const E extends v.ObjectEntries>(entries: E): v.LooseObjectSchema<E, undefined> {
  return faithful(v.looseObject(entries), v.unknown());
}

/** Any fields, all of one kind. */
/* @__NO_SIDE_EFFECTS__ */
export function record<K extends v.GenericSchema<string, string>, V extends Schema>(
  key: K,
  value: V,
): v.RecordSchema<K, V, undefined> {
  return faithful(v.record(key, value), value);
}

/** Valibot passes over fields with these names, unread; on this wire only `__proto__` is dropped. */
const passedOver = ['constructor', 'prototype'];

/** A list does not pass for an object, and `others`, where others are kept, holds for every field. */
/* @__NO_SIDE_EFFECTS__ */
function faithful<S extends Schema>(schema: S, others?: Schema): S {
  const run = schema['~run'].bind(schema);
  const faithfulRun: S['~run'] = (dataset, config) => {
    const input = dataset.value;
    const read = run(Array.isArray(input) ? { value: null } : dataset, config);
    if (!others || read.issues) return read;
    for (const name of passedOver) {
      if (!Object.hasOwn(input as object, name)) continue;
      const field = v.object({ [name]: others })['~run']({ value: input }, config);
      if (field.issues) return field;
      Object.assign(read.value as object, field.value);
    }
    return read;
  };
  return Object.assign(schema, { '~run': faithfulRun });
}
