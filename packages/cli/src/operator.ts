import { Failure } from './outcome.js';

type Registration = 'open' | 'closed';
export type CrossApplications = 'none' | 'all' | readonly string[];
type Devices = 'one_per_class' | 'unlimited';
export interface Application {
  readonly appKey: string;
  readonly name: string;
  readonly registration: Registration;
  readonly devices: Devices;
  readonly crossApplications: CrossApplications;
  /** Null: for ever. */
  readonly retentionDays: number | null;
}
export interface User {
  readonly appKey: string;
  readonly username: string;
}
export interface Room {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly memberCount: number;
}
/** What commands do to a data directory, through the server that runs on it or, where none runs, by themselves. */
export interface Operator {
  applications(): Promise<readonly Application[]>;
  addApplication(application: {
    name: string;
    appKey?: string;
    registration?: Registration;
    devices?: Devices;
    retentionDays?: number | null;
  }): Promise<Application & { masterSecret: string }>;
  setApplication(
    appKey: string,
    change: {
      registration?: Registration;
      devices?: Devices;
      crossApplications?: CrossApplications;
      retentionDays?: number | null;
    },
  ): Promise<Application>;
  addSecret(appKey: string): Promise<{ masterSecret: string }>;
  addUser(user: User & { password?: string; nickname?: string }): Promise<User>;
  setPassword(user: User, password: string): Promise<void>;
  setDisabled(user: User, isDisabled: boolean): Promise<void>;
  /** For good. */
  deleteUser(user: User): Promise<void>;
  addRoom(room: { appKey: string; name: string; description?: string }): Promise<Room>;
  /** All of them, however many pages they fill. */
  rooms(appKey: string): Promise<readonly Room[]>;
  removeRoom(room: { appKey: string; id: string }): Promise<void>;
  issueToken(user: User, lifeMs: number): Promise<{ token: string; expiresAt: number }>;
}

/** Page after page of a list, until it has no more. */
export async function allPages<T>(
  page: (start: number) => Promise<{ items: readonly T[]; total: number }>,
): Promise<T[]> {
  const all: T[] = [];
  for (;;) {
    const { items, total } = await page(all.length);
    all.push(...items);
    if (items.length === 0 || all.length >= total) return all;
  }
}

/** Help and mistakes are answered without the server's code: it is loaded here. */
export async function withOperator<T>(data: string, use: (operator: Operator) => Promise<T>): Promise<T> {
  if (data === 'memory') throw new Failure('usage', 'What is kept in memory can only be reached by clients.');
  const { findRunningServer } = await import('@palaver/server');
  const { findStatus, throughServer } = await import('./operator-remote.js');
  const running = findRunningServer(data);
  if (running && (await findStatus(running))) return use(throughServer(running));
  const { byOurselves } = await import('./operator-direct.js');
  const { operator, close } = await byOurselves(data);
  try {
    return await use(operator);
  } finally {
    await close();
  }
}
