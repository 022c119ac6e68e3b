import { protocolVersion } from '@palaver/protocol';
import { type Answer, Wire } from '../wire/wire.js';
import { api, loginToken, type Target } from './back-end.js';

/** Somebody who takes part in a load. */
export interface Person {
  readonly username: string;
  /** What reopens his session. */
  readonly token: string;
  readonly wire: Wire;
}

const perRequest = 500;
let runs = 0;

/** People whom nobody has met, not connected. */
export async function makePeople(target: Target, prefix: string, count: number): Promise<string[]> {
  const run = `${Date.now().toString(36)}${(runs++).toString(36)}`;
  const names = Array.from({ length: count }, (_, at) => `${prefix}-${run}-${String(at).padStart(5, '0')}`);
  for (let at = 0; at < count; at += perRequest)
    await api(target, 'POST', '/users', { users: names.slice(at, at + perRequest).map((username) => ({ username })) });
  return names;
}

/** Connects and logs in; `onEnd` where the connection ends by itself. */
export async function arrive(target: Target, username: string, onEnd: (reason: string) => void): Promise<Person> {
  const { wire, answer } = await logIn(target, { kind: 'token', token: loginToken(target, username) }, (reason) =>
    onEnd(`${username}: ${reason}`),
  );
  return { username, token: answer['token'] as string, wire };
}

/** The same session on a new connection. */
export async function comeBack(target: Target, person: Omit<Person, 'wire'>, onEnd: (reason: string) => void) {
  const { wire } = await logIn(target, { kind: 'session', token: person.token }, onEnd);
  return { ...person, wire };
}

async function logIn(target: Target, credentials: object, onEnd: (reason: string) => void) {
  const wire = await Wire.open(target.url, onEnd);
  const { appKey } = target;
  return { wire, answer: await wire.ask('login', { version: protocolVersion, appKey, platform: 'node', credentials }) };
}

/** All that changed since the cursor, page by page; answers the new cursor. */
export async function syncAll({ wire }: Person, cursor?: string): Promise<{ cursor: string; states: Answer[] }> {
  const states: Answer[] = [];
  for (let next: unknown; ; ) {
    const page = await wire.ask('sync', {
      ...(cursor !== undefined && { cursor }),
      ...(next !== undefined && { next }),
    });
    states.push(...(page['conversations'] as Answer[]));
    next = page['next'];
    if (next === undefined) return { cursor: page['cursor'] as string, states };
  }
}

/** Several at a time: a server that opens a thousand sessions at once does nothing else. */
export async function inTurns<T, R>(
  items: readonly T[],
  run: (item: T, at: number) => Promise<R>,
  atOnce = 32,
): Promise<R[]> {
  const done: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) done[at] = await run(items[at] as T, at);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return done;
}

/** The bounds of a person's speed are for people. */
export const withoutBounds = (target: Target) =>
  api(target, 'PATCH', '/application', {
    limits: { sendsPerSecond: 1_000_000, sendsBurst: 1_000_000, groupsPerUser: 10_000 },
  });
