import * as z from 'zod/mini';
import { byteLength, memberRefSchema, messageIdSchema, seqSchema, wellFormed } from './ids.js';
import { limits } from './limits.js';
import { extrasSchema } from './people.js';
import { describeFault } from './schema-fault.js';

/**
 * Content as a device sends it. The server checks what it knows and keeps all of what was sent, so an unknown field
 * survives; a kind it does not know is kept too and shown as a placeholder.
 */
export const textContentSchema = z.looseObject({
  type: z.literal('text'),
  text: z.string().check(z.minLength(1), wellFormed),
});
export const locationContentSchema = z.looseObject({
  type: z.literal('location'),
  latitude: z.number().check(z.gte(-90), z.lte(90)),
  longitude: z.number().check(z.gte(-180), z.lte(180)),
  scale: z.number().check(z.gte(0)),
  address: z.string().check(wellFormed),
});
export const customContentSchema = z.looseObject({
  type: z.literal('custom'),
  kind: z.string().check(z.minLength(1), z.maxLength(64), wellFormed),
  data: z.record(z.string(), z.unknown()),
});

/** Kinds with a schema of their own, and kinds that no device may send: the server's own, and those that need media. */
export const knownContent = {
  text: textContentSchema,
  location: locationContentSchema,
  custom: customContentSchema,
} as const;
export const reservedContent: readonly string[] = ['event', 'prompt', 'unknown', 'image', 'voice', 'video', 'file'];

const otherContentSchema = z.looseObject({ type: z.string().check(z.minLength(1), z.maxLength(64)) }).check(
  z.refine((content) => !reservedContent.includes(content.type) && !Object.hasOwn(knownContent, content.type), {
    error: 'this kind of content cannot be sent',
  }),
);

export const contentSchema = z.union([
  textContentSchema,
  locationContentSchema,
  customContentSchema,
  otherContentSchema,
]);
export type WireContent = z.infer<typeof contentSchema>;

/** A message as its device made it, options included (S28). The same body is sent at every retry. */
export const messageSchema = z.looseObject({
  id: messageIdSchema,
  content: contentSchema,
  extras: z.optional(extrasSchema),
  mentions: z.optional(z.union([z.literal('all'), z.array(memberRefSchema)])),
  replyTo: z.optional(z.object({ id: messageIdSchema, seq: seqSchema })),
  saveOffline: z.optional(z.boolean()),
  notify: z.optional(z.boolean()),
  needReadReceipt: z.optional(z.boolean()),
  unreadIncrement: z.optional(z.int().check(z.gte(0), z.lte(100))),
  notification: z.optional(
    z.object({
      title: z.optional(z.string().check(wellFormed)),
      alert: z.optional(z.string().check(wellFormed)),
      atPrefix: z.optional(z.string().check(wellFormed)),
    }),
  ),
});
export type WireMessage = z.infer<typeof messageSchema>;

/** What a message adds to its receivers' unread count (S10). */
export const unreadIncrement = (message: WireMessage): number =>
  message.saveOffline === false ? 0 : (message.unreadIncrement ?? 1);

/** What the schema cannot say: bounds that an application may set. Answers what is wrong, or nothing. */
export function messageFault(
  message: WireMessage,
  bounds: Pick<
    typeof limits | Record<keyof typeof limits, number>,
    'textCharacters' | 'customBytes' | 'extrasBytes' | 'mentions'
  > = limits,
): { code: 'INVALID' | 'TOO_LARGE'; message: string } | undefined {
  const { content, extras, mentions } = message;
  if (content.type === 'text' && hasMoreCharacters(content['text'] as string, bounds.textCharacters))
    return { code: 'TOO_LARGE', message: `A text may have ${bounds.textCharacters} characters.` };
  if (content.type !== 'text' && byteLength(JSON.stringify(content)) > bounds.customBytes)
    return { code: 'TOO_LARGE', message: `Content may have ${bounds.customBytes} bytes.` };
  if (extras && byteLength(JSON.stringify(extras)) > bounds.extrasBytes)
    return { code: 'TOO_LARGE', message: `Extras may have ${bounds.extrasBytes} bytes.` };
  if (Array.isArray(mentions) && mentions.length > bounds.mentions)
    return { code: 'TOO_LARGE', message: `A message may mention ${bounds.mentions} members.` };
  if (message.saveOffline === false && message.needReadReceipt)
    return { code: 'INVALID', message: 'A message that is not kept cannot ask for receipts.' };
  return undefined;
}

/** As people count them: a character outside the basic plane is one. */
function hasMoreCharacters(text: string, most: number): boolean {
  if (text.length <= most) return false;
  let count = 0;
  for (const _ of text) count++;
  return count > most;
}

/** What the schema finds wrong with a message, for a device that checks before it stores; undefined where nothing is. */
export function schemaFault(message: unknown): string | undefined {
  const parsed = z.safeParse(messageSchema, message);
  return parsed.success ? undefined : describeFault(parsed.error);
}
