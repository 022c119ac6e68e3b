import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { type Operation, requests, responses, serverFrames } from './frames/frames.js';
import { protocolVersion } from './version.js';

/** The wire of each version. An addition that old peers pass over changes the hash alone; anything else needs a new version. */
const wires: Record<number, string> = { 1: '84c62c63d85d2efb' };

it('[P8] the wire does not change without notice', () => {
  const shape = (schema: z.core.$ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const wire = {
    exchanges: Object.fromEntries(
      Object.entries(requests).map(([name, request]) => [name, [shape(request), shape(responses[name as Operation])]]),
    ),
    pushes: shape(z.discriminatedUnion('t', Object.values(serverFrames) as [typeof serverFrames.ok])),
  };
  const hash = createHash('sha256').update(JSON.stringify(wire)).digest('hex').slice(0, 16);
  expect(
    hash,
    'The wire changed: put the new hash here if old peers get along with it, else raise protocolVersion.',
  ).toBe(wires[protocolVersion]);
});
