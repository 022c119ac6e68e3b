import { createHash } from 'node:crypto';
import { account, rawClient } from './raw-client.js';

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** The shortest picture there is, and a longer one. */
export const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
let made = 0;
export const newMediaId = (): string => `media-${String(++made).padStart(16, '0')}`;

export interface Reference {
  readonly mediaId: string;
  readonly bytes: number;
  readonly mime: string;
  readonly sha256: string;
}

/** Somebody who is logged in, with what he does over HTTP. */
export async function mediaPerson(url: string, username: string, appKey = 'default') {
  const client = await rawClient(url);
  await client.ask('register', { appKey, ...account(username) });
  const answer = await client.ask('login', {
    version: 1,
    appKey,
    platform: 'web',
    credentials: { kind: 'password', ...account(username) },
  });
  if (answer['t'] !== 'ok') throw new Error(`${username} could not log in: ${JSON.stringify(answer)}`);
  const token = String(answer['token']);
  const authorization = `Bearer ${token}`;
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(url + path, { ...init, headers: { authorization, ...(init.headers as Record<string, string>) } });
  const put = (bytes: Uint8Array, more: { id?: string; kind?: string; mime?: string; sha256?: string } = {}) =>
    ask(`/media/${more.id ?? newMediaId()}`, {
      method: 'PUT',
      body: new Uint8Array(bytes),
      headers: {
        'content-type': more.mime ?? 'image/png',
        'palaver-kind': more.kind ?? 'image',
        'palaver-sha256': more.sha256 ?? hashOf(bytes),
      },
    });
  let ids = 0;
  return {
    client,
    token,
    ask,
    put,
    async uploaded(bytes: Uint8Array, more: Parameters<typeof put>[1] = {}): Promise<Reference> {
      const response = await put(bytes, more);
      if (response.status !== 201) throw new Error(`not uploaded: ${await response.text()}`);
      return (await response.json()) as Reference;
    },
    get: (id: string, headers: Record<string, string> = {}) => ask(`/media/${id}`, { headers }),
    send: (to: object, content: object, more: object = {}) =>
      client.ask('send', {
        to,
        message: { id: `${username}-${String(++ids).padStart(16, '0')}`, content, ...more },
      }),
    /** One request of tus. */
    tus: (method: string, id: string | undefined, headers: Record<string, string> = {}, body?: BodyInit) =>
      ask(id === undefined ? '/media/uploads' : `/media/uploads/${id}`, {
        method,
        headers: { 'tus-resumable': '1.0.0', ...headers },
        ...(body !== undefined && { body }),
      }),
  };
}
export type MediaPerson = Awaited<ReturnType<typeof mediaPerson>>;

export const image = (media: Reference, more: object = {}) => ({ type: 'image', media, width: 1, height: 1, ...more });

/** What begins an upload in pieces. */
export const announced = (bytes: Uint8Array, id: string, more: { kind?: string; mime?: string } = {}) => {
  const metadata = { id, kind: more.kind ?? 'video', mime: more.mime ?? 'video/mp4', sha256: hashOf(bytes) };
  return {
    'upload-length': String(bytes.length),
    'upload-metadata': Object.entries(metadata)
      .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
      .join(','),
  };
};
export const piece = (offset: number) => ({
  'content-type': 'application/offset+octet-stream',
  'upload-offset': String(offset),
});
