import * as v from 'valibot';
import { byteLength, memberRefSchema, messageIdSchema, seqSchema, wellFormed } from './ids.js';
import * as json from './json.js';
import { limits } from './limits.js';
import {
  fileContentSchema,
  imageContentSchema,
  type MediaBounds,
  mediaFault,
  videoContentSchema,
  voiceContentSchema,
} from './media.js';
import { extrasSchema } from './people.js';
import { readAs } from './read-as.js';

/**
 * Content as a device sends it. The server checks what it knows and keeps all of what was sent, so an unknown field
 * survives; a kind it does not know is kept too and shown as a placeholder.
 */
export const textContentSchema = json.looseObject({
  type: v.literal('text'),
  text: v.pipe(v.string(), v.minLength(1), wellFormed),
});
export const locationContentSchema = json.looseObject({
  type: v.literal('location'),
  latitude: v.pipe(json.number, v.minValue(-90), v.maxValue(90)),
  longitude: v.pipe(json.number, v.minValue(-180), v.maxValue(180)),
  scale: v.pipe(json.number, v.minValue(0)),
  address: v.pipe(v.string(), wellFormed),
});
export const customContentSchema = json.looseObject({
  type: v.literal('custom'),
  kind: v.pipe(v.string(), v.minLength(1), v.maxLength(64), wellFormed),
  data: json.record(v.string(), v.unknown()),
});

/** Kinds with a schema of their own, and kinds that no device may send: the server's own. */
export const knownContent = {
  text: textContentSchema,
  location: locationContentSchema,
  custom: customContentSchema,
  image: imageContentSchema,
  voice: voiceContentSchema,
  video: videoContentSchema,
  file: fileContentSchema,
} as const;
export const reservedContent: readonly string[] = ['event', 'prompt', 'unknown'];

const unsendable = 'this kind of content cannot be sent';
const otherContentSchema = json.looseObject({
  type: v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(64),
    v.check((type) => !reservedContent.includes(type) && !Object.hasOwn(knownContent, type), unsendable),
  ),
});

export const contentSchema = v.variant(
  'type',
  [
    textContentSchema,
    locationContentSchema,
    customContentSchema,
    imageContentSchema,
    voiceContentSchema,
    videoContentSchema,
    fileContentSchema,
    otherContentSchema,
  ],
  unsendable,
);
export type WireContent = v.InferOutput<typeof contentSchema>;

/** A message as its device made it, options included (S28). The same body is sent at every retry. */
export const messageSchema = json.looseObject({
  id: messageIdSchema,
  content: contentSchema,
  extras: v.optional(extrasSchema),
  mentions: v.optional(v.union([v.literal('all'), v.array(memberRefSchema)])),
  replyTo: v.optional(json.object({ id: messageIdSchema, seq: seqSchema })),
  saveOffline: v.optional(v.boolean()),
  notify: v.optional(v.boolean()),
  needReadReceipt: v.optional(v.boolean()),
  unreadIncrement: v.optional(v.pipe(json.integer, v.minValue(0), v.maxValue(100))),
  notification: v.optional(
    json.object({
      title: v.optional(v.pipe(v.string(), wellFormed)),
      alert: v.optional(v.pipe(v.string(), wellFormed)),
      atPrefix: v.optional(v.pipe(v.string(), wellFormed)),
    }),
  ),
});
export type WireMessage = v.InferOutput<typeof messageSchema>;

/** What a message adds to its receivers' unread count (S10). */
export const unreadIncrement = (message: WireMessage): number =>
  message.saveOffline === false ? 0 : (message.unreadIncrement ?? 1);

/** What the schema cannot say: bounds that an application may set. Answers what is wrong, or nothing. */
export function messageFault(
  message: WireMessage,
  bounds: Pick<
    typeof limits | Record<keyof typeof limits, number>,
    'textCharacters' | 'customBytes' | 'extrasBytes' | 'mentions'
  > &
    MediaBounds = limits,
): { code: 'INVALID' | 'TOO_LARGE'; message: string } | undefined {
  const { content, extras, mentions } = message;
  if (content.type === 'text' && hasMoreCharacters(content['text'] as string, bounds.textCharacters))
    return { code: 'TOO_LARGE', message: `A text may have ${bounds.textCharacters} characters.` };
  if (content.type !== 'text' && byteLength(JSON.stringify(content)) > bounds.customBytes)
    return { code: 'TOO_LARGE', message: `Content may have ${bounds.customBytes} bytes.` };
  const large = mediaFault(content, bounds);
  if (large !== undefined) return { code: 'TOO_LARGE', message: large };
  if (extras && byteLength(JSON.stringify(extras)) > bounds.extrasBytes)
    return { code: 'TOO_LARGE', message: `Extras may have ${bounds.extrasBytes} bytes.` };
  if (Array.isArray(mentions) && mentions.length > bounds.mentions)
    return { code: 'TOO_LARGE', message: `A message may mention ${bounds.mentions} members.` };
  const contradiction = optionsFault(message);
  return contradiction === undefined ? undefined : { code: 'INVALID', message: contradiction };
}

/** Which of its options go not together, whatever an application allows; undefined where they do. */
export const optionsFault = ({ saveOffline, needReadReceipt }: WireMessage): string | undefined =>
  saveOffline === false && needReadReceipt ? 'A message that is not kept cannot ask for receipts.' : undefined;

/** As people count them: a character outside the basic plane is one. */
function hasMoreCharacters(text: string, most: number): boolean {
  if (text.length <= most) return false;
  let count = 0;
  for (const _ of text) count++;
  return count > most;
}

/** What the schema finds wrong with a message, for a device that checks before it stores; undefined where nothing is. */
export function schemaFault(message: unknown): string | undefined {
  const read = readAs(messageSchema, message);
  return read.ok ? undefined : read.error;
}
