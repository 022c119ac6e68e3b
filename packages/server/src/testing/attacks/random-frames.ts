import { type Operation, requests } from '@palaver/protocol';
import fc from 'fast-check';
import { examplesOf, placesOf, strangeFor, textWith, type Walked } from './strange-values.js';

/** Frames without their number, as JSON texts that begin with `{"t":…`; and texts that are no frames. */
export function randomFrames(operations: readonly Operation[]): fc.Arbitrary<string> {
  const operation = fc.constantFrom(...operations);
  return fc.oneof(
    { weight: 5, arbitrary: operation.chain(nearlyRight) },
    { weight: 5, arbitrary: operation.chain(byChance) },
    { weight: 1, arbitrary: unknownOperation },
  );
}

/** Texts that end a connection, most of them. */
export const garbage: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.json({ maxDepth: 5 }),
  fc
    .array(fc.constantFrom('{', '}', '[', ']', '"t"', ':', ',', '"r"', '1', '"send"', 'null', '1e400', '-', '\u0000'), {
      maxLength: 40,
    })
    .map((pieces) => pieces.join('')),
);

const begun = (operation: unknown, fields: string) =>
  `{"t":${JSON.stringify(operation)}${fields === '{}' ? '' : `,${fields.slice(1, -1)}`}}`;

interface Known {
  readonly examples: readonly unknown[];
  readonly attacks: readonly {
    readonly example: unknown;
    readonly path: readonly string[];
    readonly values: readonly string[];
  }[];
  readonly chance: fc.Arbitrary<unknown>;
}
const known = new Map<Operation, Known>();
function knownOf(operation: Operation): Known {
  let one = known.get(operation);
  if (!one) {
    const schema = requests[operation] as unknown as Walked;
    const examples = examplesOf(schema);
    const attacks = examples.flatMap((example) =>
      [...placesOf(schema, example)].map(({ path, schema }) => ({ example, path, values: strangeFor(schema) })),
    );
    one = { examples, attacks, chance: shapeOf(schema) };
    known.set(operation, one);
  }
  return one;
}

/** As it should be, or with one thing wrong. */
function nearlyRight(operation: Operation): fc.Arbitrary<string> {
  const { examples, attacks } = knownOf(operation);
  const right = fc.constantFrom(...examples).map((example) => begun(operation, JSON.stringify(example)));
  if (attacks.length === 0) return right;
  const wrong = fc
    .constantFrom(...attacks)
    .chain(({ example, path, values }) =>
      fc.constantFrom(...values).map((value) => begun(operation, textWith(example, path, value))),
    );
  return fc.oneof({ weight: 2, arbitrary: right }, { weight: 3, arbitrary: wrong });
}

const byChance = (operation: Operation): fc.Arbitrary<string> =>
  knownOf(operation).chance.map((fields) => begun(operation, JSON.stringify(fields)));

const unknownOperation = fc
  .tuple(fc.oneof(fc.constantFrom('toString', '__proto__', 'constructor', '', 5, null), fc.string()), fc.jsonValue())
  .map(([t, more]) => begun(t, JSON.stringify({ more })));

const anything = fc.jsonValue({ maxDepth: 3 });
const names = [
  'robert',
  'alice',
  'carol',
  'nobody',
  '1',
  '2',
  'message-000000001',
  'hello',
  '__proto__',
  '\u202e',
  '\u0000',
];

/** Values in the form of a schema, or nearly: fields may be missing, texts and numbers are any. */
function chanceOf(schema: Walked): fc.Arbitrary<unknown> {
  const shaped = shapeOf(schema);
  return fc.oneof({ weight: 12, arbitrary: shaped }, { weight: 1, arbitrary: anything });
}

function shapeOf(schema: Walked): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case 'object':
    case 'loose_object': {
      const fields = Object.entries(schema.entries ?? {}).map(([key, part]) => [key, chanceOf(part)] as const);
      const all = Object.fromEntries(fields);
      return fc.oneof(fc.record(all), fc.record(all, { requiredKeys: [] }));
    }
    case 'strict_tuple':
      return fc.tuple(...(schema.items ?? []).map(chanceOf));
    case 'array':
      return fc.array(chanceOf(schema.item as Walked), { maxLength: 5 });
    case 'record':
      return fc.dictionary(fc.string(), chanceOf(schema.value as Walked), { maxKeys: 5 });
    case 'union':
    case 'variant':
      return fc.oneof(...(schema.options as readonly Walked[]).map(chanceOf));
    case 'optional':
    case 'nullable':
      return chanceOf(schema.wrapped as Walked);
    case 'literal':
      return fc.constant(schema.literal);
    case 'picklist':
      return fc.constantFrom(...(schema.options ?? []));
    case 'string':
      return fc.oneof(fc.constantFrom(...examplesOf(schema)), fc.constantFrom(...names), fc.string({ unit: 'binary' }));
    case 'number':
      return fc.oneof(fc.nat(12), fc.maxSafeInteger(), fc.double());
    case 'boolean':
      return fc.boolean();
    default:
      return anything;
  }
}
