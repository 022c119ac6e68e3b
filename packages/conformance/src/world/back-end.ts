import type { Machine } from './machine.js';

/** An application's back end: calls of the HTTP API with its key and secret. */
export class BackEnd {
  readonly appKey: string;
  readonly secret: string;
  readonly #url: string;
  readonly #fetch: NonNullable<Machine['fetch']>;

  constructor({ url, fetch: ask = fetch }: Pick<Machine, 'url' | 'fetch'>, appKey: string, secret: string) {
    this.#url = url;
    this.#fetch = ask;
    this.appKey = appKey;
    this.secret = secret;
  }

  /** One call; the answer as it came. */
  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const ask = this.#fetch;
    const response = await ask(`${this.#url}/api${path}`, {
      method,
      headers: {
        authorization: `Basic ${btoa(`${this.appKey}:${this.secret}`)}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, type: response.headers.get('content-type') ?? '', body: parse(text), response };
  }

  /** A token with which a user logs in, signed as a back end signs it. */
  async token(username: string, claims: object = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return sign(this.secret, { sub: username, aud: this.appKey, iat: now, exp: now + 300, ...claims });
  }
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: unknown;
  readonly response: Response;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const utf8 = new TextEncoder();
const base64url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** A JWT with HS256, or with an algorithm that only its head names. */
export async function sign(secret: string, claims: object, alg = 'HS256'): Promise<string> {
  const signed = `${base64url(utf8.encode(JSON.stringify({ alg, typ: 'JWT' })))}.${base64url(utf8.encode(JSON.stringify(claims)))}`;
  if (alg === 'none') return `${signed}.`;
  const key = await crypto.subtle.importKey('raw', utf8.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  return `${signed}.${base64url(new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8.encode(signed))))}`;
}
