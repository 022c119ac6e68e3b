import { z } from '@hono/zod-openapi';
import { isDeeperThan, limits, messageSchema, readAs, schemaFault } from '@palaver/protocol';
import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema, InferOutput } from 'valibot';

/** A schema of the wire, at this border: it validates here too, and describes itself to the OpenAPI document. */
const read =
  <S extends GenericSchema>(schema: S) =>
  (value: unknown, context: z.RefinementCtx): InferOutput<S> => {
    const read = readAs(schema, value);
    if (read.ok) return read.value;
    context.addIssue({ code: 'custom', message: read.error });
    return z.NEVER;
  };

/** What JSON Schema has no word for stands in the schema's own checks. */
export function described(schema: GenericSchema): Record<string, unknown> {
  const { $schema: _, ...description } = toJsonSchema(schema, { typeMode: 'input', errorMode: 'ignore' });
  return description;
}

export const text = <S extends GenericSchema<string, string>>(schema: S) =>
  z
    .string()
    .transform(read(schema))
    .openapi({ type: 'string', ...described(schema) });

export const object = <S extends GenericSchema>(schema: S) =>
  z
    .looseObject({})
    .transform(read(schema))
    .openapi({ type: 'object', ...described(schema) });

/** What the server itself says: described, and not looked at again. */
export const shown = <S extends GenericSchema>(schema: S, name: string) =>
  z.custom<InferOutput<S>>().openapi(name, { type: 'object', ...described(schema) });

/** A message as it is sent, but for its id. What was sent is kept, not what the schema makes of it. */
export const messageWithoutId = z
  .looseObject({})
  .transform((value, context): Record<string, unknown> => {
    const fault =
      'id' in value
        ? 'id: stands beside the message'
        : isDeeperThan(value, limits.depth - 1)
          ? 'nested too deeply'
          : schemaFault({ ...value, id: 'an-id-of-any-kind' });
    if (fault === undefined) return value;
    context.addIssue({ code: 'custom', message: fault });
    return z.NEVER;
  })
  .openapi('Message', { type: 'object', ...withoutId(described(messageSchema)) });

function withoutId({ properties, required, ...rest }: Record<string, unknown>): Record<string, unknown> {
  const { id: _, ...others } = properties as Record<string, unknown>;
  return { ...rest, properties: others, required: (required as string[]).filter((name) => name !== 'id') };
}
