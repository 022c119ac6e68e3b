import type { Person } from './person.js';
import { loginFrame, messageId } from './raw-device.js';
import type { World } from './world.js';

/** Bytes that no two cases share and that no packer makes small. */
export function randomBytes(count: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(count);
  for (let at = 0; at < count; at += 65_536) crypto.getRandomValues(bytes.subarray(at, Math.min(at + 65_536, count)));
  return bytes;
}

/** A picture of one pixel. */
export const tinyPng = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (char) => char.charCodeAt(0),
);

export async function sha256(bytes: Uint8Array<ArrayBuffer> | Blob): Promise<string> {
  const buffer = bytes instanceof Blob ? await bytes.arrayBuffer() : bytes;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', buffer));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export interface MediaRef {
  readonly mediaId: string;
  readonly bytes: number;
  readonly mime: string;
  readonly sha256: string;
}

/** Media by bare HTTP, as a device of somebody. */
export class MediaDoor {
  readonly token: string;
  readonly #url: string;

  static async of(world: World, person: Person): Promise<MediaDoor> {
    const raw = await world.raw();
    const { token = '' } = await raw.ok('login', loginFrame(person, { platform: 'macos' }));
    return new MediaDoor(world.url, token);
  }
  constructor(url: string, token: string) {
    this.#url = url;
    this.token = token;
  }

  async put(
    bytes: Uint8Array<ArrayBuffer>,
    more: { id?: string; kind?: string; mime?: string; sha256?: string; headers?: Record<string, string> } = {},
  ) {
    const id = more.id ?? messageId();
    const mime = more.mime ?? 'application/octet-stream';
    const hash = more.sha256 ?? (await sha256(bytes));
    const response = await fetch(`${this.#url}/media/${id}`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': mime,
        'palaver-kind': more.kind ?? 'file',
        'palaver-sha256': hash,
        ...more.headers,
      },
      body: bytes,
    });
    const text = await response.text();
    const ref: MediaRef = { mediaId: id, bytes: bytes.length, mime, sha256: hash };
    return { status: response.status, type: response.headers.get('content-type') ?? '', text, ref };
  }
  get(id: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
    return fetch(`${this.#url}/media/${id}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...headers },
    });
  }
  async status(id: string): Promise<number> {
    const response = await this.get(id);
    await response.arrayBuffer();
    return response.status;
  }
}
