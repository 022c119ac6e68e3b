import * as v from 'valibot';

/** As much of a schema as a walk through it needs. */
export type Walked = v.GenericSchema & {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Walked>>;
  readonly items?: readonly Walked[];
  readonly item?: Walked;
  readonly key?: Walked;
  readonly value?: Walked;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  readonly wrapped?: Walked;
};

/** Texts among which every text of the wire finds one that it may be. */
const texts = ['robert', 'message-000000001', '1', 'image/png', 'a'.repeat(64), 'a photo.png', 'AAAA', 'x'];
const numbers = [1, 2, 0, 9_000_000_000_000];

/**
 * Values that a schema takes: with every field there is, and each form that a part of it may have once. It throws where
 * none is known, so that a new kind of field cannot stay untried.
 */
export function examplesOf(schema: Walked): readonly unknown[] {
  const found = candidates(schema).filter((value) => v.is(schema, value));
  if (found.length === 0) throw new Error(`No example of ${schema.type} (${schema.expects})`);
  return found;
}

function candidates(schema: Walked): readonly unknown[] {
  switch (schema.type) {
    case 'object':
    case 'loose_object':
      return withEach(Object.entries(schema.entries ?? {}).map(([key, part]) => [key, examplesOf(part)])).map(
        (fields) => Object.fromEntries(fields),
      );
    case 'strict_tuple':
      return withEach((schema.items ?? []).map((part, at) => [String(at), examplesOf(part)])).map((fields) =>
        fields.map(([, value]) => value),
      );
    case 'array':
      return examplesOf(schema.item as Walked).map((item) => [item]);
    case 'record':
      return examplesOf(schema.value as Walked).map((value) => ({ a: value }));
    case 'union':
    case 'variant':
      return (schema.options as readonly Walked[]).flatMap(examplesOf);
    case 'optional':
    case 'nullable':
      return examplesOf(schema.wrapped as Walked);
    case 'literal':
      return [schema.literal];
    case 'picklist':
      return (schema.options ?? []).slice(0, 2);
    case 'string':
      return texts.filter((text) => v.is(schema, text)).slice(0, 1);
    case 'number':
      return numbers.filter((number) => v.is(schema, number)).slice(0, 1);
    case 'boolean':
      return [true];
    case 'unknown':
      return [{ a: ['deep'] }];
    default:
      throw new Error(`A schema of type ${schema.type} cannot be walked.`);
  }
}

/** All fields with their first example, and again with each other example of one of them. */
function withEach(fields: readonly (readonly [string, readonly unknown[]])[]): (readonly [string, unknown])[][] {
  const first = fields.map(([key, values]) => [key, values[0]] as const);
  const others = fields.flatMap(([key, values]) =>
    values.slice(1).map((value) => first.map((field) => (field[0] === key ? ([key, value] as const) : field))),
  );
  return [first, ...others];
}

export interface Place {
  readonly path: readonly string[];
  readonly schema: Walked;
}

/** Every field of a value that the schema takes, with what describes it. */
export function* placesOf(schema: Walked, value: unknown, path: readonly string[] = []): Generator<Place> {
  if (path.length > 0) yield { path, schema };
  const inside = <K extends string>(key: K, part: Walked) =>
    placesOf(part, (value as Record<string, unknown>)[key], [...path, key]);
  switch (schema.type) {
    case 'object':
    case 'loose_object':
      for (const [key, part] of Object.entries(schema.entries ?? {}))
        if (Object.hasOwn(value as object, key)) yield* inside(key, part);
      return;
    case 'strict_tuple':
      for (const [at, part] of (schema.items ?? []).entries()) yield* inside(String(at), part);
      return;
    case 'array':
      yield* inside('0', schema.item as Walked);
      return;
    case 'record':
      yield* inside('a', schema.value as Walked);
      return;
    case 'union':
    case 'variant': {
      const meant = (schema.options as readonly Walked[]).find((option) => v.is(option, value));
      if (meant) yield* placesInside(meant, value, path);
      return;
    }
    case 'optional':
    case 'nullable':
      yield* placesInside(schema.wrapped as Walked, value, path);
  }
}

function* placesInside(schema: Walked, value: unknown, path: readonly string[]): Generator<Place> {
  for (const place of placesOf(schema, value, path)) if (place.path.length > path.length) yield place;
}

/** What stands for no field at all. */
export const missing = '';
const deep = (open: string, close: string) => open.repeat(40) + close.repeat(40);
// As JSON text, since some of it no JavaScript value stands for.
const strange = [
  missing,
  ...['null', 'true', '0', '"x"', '[]', '{}', '[null]', '[[]]', '""', '{"":""}'],
  ...['-1', '-0', '1.5', '1e308', '-1e308', '1e999', '9007199254740991', '9007199254740993', '"9007199254740993"'],
  ...[deep('[', ']'), deep('{"a":', '}').replace('}', '1}'), deep('[{"a":', '}]').replace('}', '1}')],
  ...['{"__proto__":{"isAdmin":true}}', '"__proto__"', '{"constructor":{"prototype":{"x":1}}}', '"constructor"'],
  ...[
    '"\\ud800"',
    '"a\\udc00b"',
    '"\\u0000"',
    '"robert\\u0000"',
    '"\\u202erobert"',
    '"rob\\u200bert"',
    '"ro\\u0301bert"',
  ],
  ...['"../../etc/passwd"', '"<script>"', '"\\r\\nx: y"', '"%00"', `"${'x'.repeat(20_000)}"`],
];

/** Strange values for a field, as JSON text: the same for all, and the longest that it takes, and one more. */
export const strangeFor = (schema: Walked): readonly string[] => [...strange, ...edges(schema)];

function edges(schema: Walked): readonly string[] {
  const inner = schema.type === 'optional' || schema.type === 'nullable' ? (schema.wrapped as Walked) : schema;
  if (inner.type === 'string') return around(inner, (length) => 'a'.repeat(length));
  if (inner.type === 'number') return around(inner, (value) => value);
  if (inner.type === 'array') {
    const [item] = examplesOf(inner.item as Walked);
    return around(inner, (length) => Array(length).fill(item), 2_000);
  }
  return [];
}

/** The greatest that is taken, and the next. */
function around(schema: Walked, make: (size: number) => unknown, most = 20_000): readonly string[] {
  const isTaken = (size: number) => v.is(schema, make(size));
  let taken = [1, 2, 5, 20, 64].find(isTaken);
  if (taken === undefined || isTaken(most)) return [];
  for (let step = most; step >= 1; step = Math.floor(step / 2)) while (isTaken(taken + step)) taken += step;
  return [JSON.stringify(make(taken)), JSON.stringify(make(taken + 1))];
}

const here = '@@here@@';

/** A value as JSON text, with another text at one place. */
export function textWith(value: unknown, path: readonly string[], put: string): string {
  const marked = JSON.stringify(replaced(value, path, put === missing ? undefined : here));
  return put === missing ? marked : marked.replace(JSON.stringify(here), () => put);
}

function replaced(value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown {
  if (key === undefined) return put;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, put);
  return copy;
}
