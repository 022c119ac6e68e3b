import type { RunningServer } from '@palaver/server';
import { type Application, allPages, type Operator, type Room, type User } from './operator.js';
import { Failure } from './outcome.js';

/** What the server on a directory says of itself; undefined where none answers there. */
export async function findStatus(
  running: RunningServer,
): Promise<{ version: string; connections: number; sessions: number } | undefined> {
  try {
    const response = await ask(running, 'GET', '/status');
    return response.ok
      ? ((await response.json()) as { version: string; connections: number; sessions: number })
      : undefined;
  } catch {
    return undefined;
  }
}

/** The operator's work done by the running server, which others may be talking to. */
export function throughServer(running: RunningServer): Operator {
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await ask(running, method, path, body);
    if (response.status === 204) return undefined;
    const answer: unknown = await response.json();
    if (response.ok) return answer;
    const { code, detail, title } = answer as { code: string; detail?: string; title: string };
    throw new Failure('refused', detail ?? title, code);
  };
  const users = (appKey: string) => `/applications/${encodeURIComponent(appKey)}/users`;
  const user = ({ appKey, username }: User) => `${users(appKey)}/${encodeURIComponent(username)}`;
  const rooms = (appKey: string) => `/applications/${encodeURIComponent(appKey)}/rooms`;
  return {
    applications: () => call('GET', '/applications') as Promise<Application[]>,
    addApplication: (application) =>
      call('POST', '/applications', application) as Promise<Application & { masterSecret: string }>,
    setApplication: (appKey, change) =>
      call('PATCH', `/applications/${encodeURIComponent(appKey)}`, change) as Promise<Application>,
    addSecret: (appKey) =>
      call('POST', `/applications/${encodeURIComponent(appKey)}/secrets`) as Promise<{ masterSecret: string }>,
    addUser: ({ appKey, ...rest }) => call('POST', users(appKey), rest) as Promise<User>,
    setPassword: async (named, password) => void (await call('PUT', `${user(named)}/password`, { password })),
    setDisabled: async (named, isDisabled) => void (await call('PUT', `${user(named)}/disabled`, { isDisabled })),
    deleteUser: async (named) => void (await call('DELETE', user(named))),
    addRoom: ({ appKey, ...room }) => call('POST', rooms(appKey), room) as Promise<Room>,
    rooms: (appKey) =>
      allPages((start) => call('GET', `${rooms(appKey)}?start=${start}`) as Promise<{ items: Room[]; total: number }>),
    removeRoom: async ({ appKey, id }) => void (await call('DELETE', `${rooms(appKey)}/${encodeURIComponent(id)}`)),
    issueToken: (named, lifeMs) =>
      call('POST', `${user(named)}/tokens`, { lifeMs }) as Promise<{ token: string; expiresAt: number }>,
  };
}

function ask({ url, operatorToken }: RunningServer, method: string, path: string, body?: object): Promise<Response> {
  return fetch(`${url}/api/admin${path}`, {
    method,
    headers: { authorization: `Bearer ${operatorToken}`, 'content-type': 'application/json' },
    signal: AbortSignal.timeout(10_000),
    ...(body && { body: JSON.stringify(body) }),
  });
}
