import { createHmac } from 'node:crypto';

/** The server under load, and the application whose master secret is known. */
export interface Target {
  readonly url: string;
  readonly appKey: string;
  readonly secret: string;
}

/** What an application's back end asks by HTTP. */
export async function api(
  target: Target,
  method: string,
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const answer = await fetch(`${target.url}/api${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${target.appKey}:${target.secret}`).toString('base64')}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** A login token as the application's back end signs it: no password is hashed for a load. */
export function loginToken({ appKey, secret }: Target, username: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 3_600;
  const signed = `${part({ alg: 'HS256' })}.${part({ sub: username, aud: appKey, exp })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
