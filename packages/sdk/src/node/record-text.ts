import { copyRecord } from '../store/copy-record.js';

/** A record as text: JSON, in which bytes and Blobs stand as objects with one marked key. Only a Blob has to be waited for. */
export function toText(value: unknown): string | Promise<string> {
  const blobs = new Map<Blob, string>();
  collectBlobs(value, blobs);
  if (blobs.size === 0) return JSON.stringify(marked(value, blobs));
  const own = copyRecord(value);
  return Promise.all(
    [...blobs.keys()].map(async (blob) => blobs.set(blob, base64(new Uint8Array(await blob.arrayBuffer())))),
  ).then(() => JSON.stringify(marked(own, blobs)));
}

export function fromText<T>(text: string): T {
  const value: unknown = JSON.parse(text);
  return (text.includes('"~') ? unmarked(value) : value) as T;
}

function collectBlobs(value: unknown, blobs: Map<Blob, string>): void {
  if (value instanceof Blob) blobs.set(value, '');
  else if (isContainer(value)) for (const field of Object.values(value)) collectBlobs(field, blobs);
}

function marked(value: unknown, blobs: ReadonlyMap<Blob, string>): unknown {
  if (value instanceof Uint8Array) return { '~bytes': base64(value) };
  if (value instanceof Blob) return { '~blob': blobs.get(value), type: value.type };
  if (Array.isArray(value)) return value.map((field) => marked(field, blobs));
  if (!isContainer(value)) return value;
  const plain = mapFields(value, (field) => marked(field, blobs));
  return Object.keys(value).some((key) => key.startsWith('~')) ? { '~plain': plain } : plain;
}

function unmarked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unmarked);
  if (!isContainer(value)) return value;
  if (typeof value['~bytes'] === 'string') return bytesOf(value['~bytes']);
  if (typeof value['~blob'] === 'string') return new Blob([bytesOf(value['~blob'])], { type: String(value.type) });
  return mapFields(isContainer(value['~plain']) ? value['~plain'] : value, unmarked);
}

/** `Object.fromEntries` defines every key as its own, `__proto__` too. */
const mapFields = (value: Readonly<Record<string, unknown>>, map: (field: unknown) => unknown) =>
  Object.fromEntries(Object.entries(value).map(([key, field]) => [key, map(field)]));
const isContainer = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array) && !(value instanceof Blob);
const base64 = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'base64'));
