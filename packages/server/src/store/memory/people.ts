import { isAmbiguousBeside } from '../application-keys.js';
import type { ApplicationRow, NewApplication, NewSession, NewUser, SessionRow, UserRow } from '../people-rows.js';
import type { ApplicationId, UserId } from '../rows.js';
import type { Store } from '../store.js';
import type { Data } from './data.js';

const nameKey = (application: number, name: string) => `${application} ${name}`;

export function createApplication(data: Data, application: NewApplication): ApplicationRow | undefined {
  for (const { key } of data.applications.values()) if (isAmbiguousBeside(application.key, key)) return undefined;
  const row: ApplicationRow = { ...application, id: data.applications.size + 1 };
  data.applications.set(row.id, row);
  return row;
}

export function findApplication(data: Data, key: string): ApplicationRow | undefined {
  for (const application of data.applications.values()) if (application.key === key) return application;
  return undefined;
}

export function updateApplication(data: Data, ...[id, change]: Parameters<Store['updateApplication']>): void {
  const row = data.applications.get(id);
  if (row) data.applications.set(id, { ...row, ...change });
}

export function createUser(data: Data, user: NewUser): UserRow | undefined {
  const name = nameKey(user.application, user.username);
  const skeleton = nameKey(user.application, user.skeleton);
  if (data.usernames.has(name) || data.skeletons.has(skeleton)) return undefined;
  const row: UserRow = { ...user, id: data.users.size + 1, state: 'active' };
  data.users.set(row.id, row);
  data.usernames.set(name, row.id);
  data.skeletons.set(skeleton, row.id);
  return row;
}

export function findUser(data: Data, application: number, username: string): UserRow | undefined {
  const id = data.usernames.get(nameKey(application, username));
  return id === undefined ? undefined : data.users.get(id);
}

export function updateUser(data: Data, ...[id, change]: Parameters<Store['updateUser']>): void {
  const row = data.users.get(id);
  if (row) data.users.set(id, { ...row, ...change });
}

export function openSession(
  data: Data,
  session: NewSession,
  endsClass: boolean,
): { session: SessionRow; ended: SessionRow[] } {
  const rivals = endsClass
    ? openSessions(data, session.user).filter(({ deviceClass }) => deviceClass === session.deviceClass)
    : [];
  const ended = rivals.map((rival) => ({ ...rival, endReason: 'other_device' }));
  for (const row of ended) data.sessions.set(row.id, row);
  const row: SessionRow = { ...session, seenAt: session.createdAt };
  data.sessions.set(row.id, row);
  data.tokens.set(row.tokenHash, row.id);
  const own = data.sessionsOf.get(row.user) ?? [];
  own.push(row.id);
  data.sessionsOf.set(row.user, own);
  return { session: row, ended };
}

export function openSessions(data: Data, user: UserId): SessionRow[] {
  return (data.sessionsOf.get(user) ?? []).flatMap((id) => {
    const row = data.sessions.get(id);
    return row && row.endReason === undefined ? [row] : [];
  });
}

export function findSession(data: Data, tokenHash: string): SessionRow | undefined {
  const id = data.tokens.get(tokenHash);
  return id === undefined ? undefined : data.sessions.get(id);
}

export function endSession(data: Data, id: string, endReason: string): boolean {
  const row = data.sessions.get(id);
  if (!row || row.endReason !== undefined) return false;
  data.sessions.set(id, { ...row, endReason });
  return true;
}

export function touchSession(data: Data, id: string, seenAt: number, expiresAt: number): void {
  const row = data.sessions.get(id);
  if (row && row.endReason === undefined) data.sessions.set(id, { ...row, seenAt, expiresAt });
}

export function usersOf(data: Data, application: ApplicationId, after: UserId, limit: number): UserRow[] {
  const found = [...data.users.values()].filter(
    (user) => user.application === application && user.id > after && user.state !== 'deleted',
  );
  return found.sort((a, b) => a.id - b.id).slice(0, limit);
}
