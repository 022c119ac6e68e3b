import { protocolVersion } from '@palaver/protocol';
import { Wire } from '../wire/wire.js';
import { api, loginToken, type Target } from './back-end.js';

/** Somebody who takes part in a load. */
export interface Person {
  readonly username: string;
  /** What reopens his session. */
  readonly token: string;
  readonly wire: Wire;
}

const perRequest = 500;

/** People whom nobody has met, not connected. */
export async function makePeople(target: Target, prefix: string, count: number): Promise<string[]> {
  const run = Date.now().toString(36);
  const names = Array.from({ length: count }, (_, at) => `${prefix}-${run}-${String(at).padStart(5, '0')}`);
  for (let at = 0; at < count; at += perRequest)
    await api(target, 'POST', '/users', { users: names.slice(at, at + perRequest).map((username) => ({ username })) });
  return names;
}

/** Connects and logs in; `onEnd` where the connection ends by itself. */
export async function arrive(target: Target, username: string, onEnd: (reason: string) => void): Promise<Person> {
  const wire = await Wire.open(target.url, (reason) => onEnd(`${username}: ${reason}`));
  const { token } = await wire.ask('login', {
    version: protocolVersion,
    appKey: target.appKey,
    platform: 'node',
    credentials: { kind: 'token', token: loginToken(target, username) },
  });
  return { username, token: token as string, wire };
}

/** Several at a time: a server that opens a thousand sessions at once does nothing else. */
export async function inTurns<T, R>(items: readonly T[], run: (item: T, at: number) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) done[at] = await run(items[at] as T, at);
  };
  await Promise.all(Array.from({ length: 32 }, worker));
  return done;
}

/** The bounds of a person's speed are for people. */
export const withoutBounds = (target: Target) =>
  api(target, 'PATCH', '/application', { limits: { sendsPerSecond: 1_000_000, sendsBurst: 1_000_000 } });
