import { createHash } from 'node:crypto';
import { type ConversionConfig, toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { expect, it } from 'vitest';
import { type Operation, requests, responses, serverFrames } from './frames/frames.js';
import { protocolVersion } from './version.js';

/** The wire of each version. An addition that old peers pass over changes the hash alone; anything else needs a new version. */
const wires: Record<number, string> = { 1: 'ac26ddc4891e6da9' };

/** JSON Schema has no word for some of it: that stands under the name of its kind, checks with the sentence that tells their bound. */
const config: ConversionConfig = {
  typeMode: 'input',
  errorMode: 'ignore',
  overrideSchema: ({ valibotSchema, jsonSchema }) => ({ kind: valibotSchema.type, ...jsonSchema }),
  overrideAction: ({ valibotAction: { type, ...action }, jsonSchema, errors }) =>
    errors && { ...jsonSchema, [`${type} ${'message' in action ? action.message : ''}`]: true },
};

it('[P8] the wire does not change without notice', () => {
  const shape = (schema: GenericSchema) => toJsonSchema(schema, config);
  const wire = {
    exchanges: Object.fromEntries(
      Object.entries(requests).map(([name, request]) => [name, [shape(request), shape(responses[name as Operation])]]),
    ),
    pushes: Object.values(serverFrames).map(shape),
  };
  const hash = createHash('sha256').update(JSON.stringify(wire)).digest('hex').slice(0, 16);
  expect(
    hash,
    'The wire changed: put the new hash here if old peers get along with it, else raise protocolVersion.',
  ).toBe(wires[protocolVersion]);
});
