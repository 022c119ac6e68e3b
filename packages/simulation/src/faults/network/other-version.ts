import type { Meddler } from './frame-line.js';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What no version of ours knows. */
export const unknown = { later: [{ than: 'us' }, null, 1e308], __proto: 'no' } as const;

/** Every object of a frame gets a field that nobody knows. What its sender said stays as it was. */
export function withUnknownFields(text: string): string {
  return JSON.stringify(grown(JSON.parse(text) as Json));
}

function grown(value: Json): Json {
  if (Array.isArray(value)) return value.map(grown);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([key, inner]) => [key, isFree(key) ? inner : grown(inner as Json)]);
  return { ...Object.fromEntries(fields), unknown } as Json;
}

/** What an application put there itself: another field in it would be other data. */
const isFree = (key: string): boolean => key === 'data' || key === 'extras' || key === 'body';

/** A client that is newer than the server. */
export const newerClient: Meddler = {
  fromClient: (text, { toServer }) => toServer(withUnknownFields(text)),
  fromServer: (text, { toClient }) => toClient(text),
};

/** A server that is newer than the client: it says more, and pushes what the client has never heard of. */
export const newerServer: Meddler = {
  fromClient: (text, { toServer }) => toServer(text),
  fromServer(text, { toClient }) {
    toClient(JSON.stringify({ t: 'hologram', c: 1, seq: 1, unknown }));
    toClient(withUnknownFields(text));
  },
};

/** What answers did not have when they were first made. */
const youngFields = new Set(['receipts', 'marked', 'personal']);

/** A server that is older than the client: it lacks what may be lacking. */
export const olderServer: Meddler = {
  fromClient: (text, { toServer }) => toServer(text),
  fromServer(text, { toClient }) {
    const frame = JSON.parse(text) as { readonly [key: string]: unknown };
    if (frame['t'] !== 'ok') return toClient(text);
    toClient(JSON.stringify(Object.fromEntries(Object.entries(frame).filter(([key]) => !youngFields.has(key)))));
  },
};
