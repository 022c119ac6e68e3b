import { Failure } from './outcome.js';

type Registration = 'open' | 'closed';
type Devices = 'one_per_class' | 'unlimited';
export interface Application {
  readonly appKey: string;
  readonly name: string;
  readonly registration: Registration;
  readonly devices: Devices;
}
export interface User {
  readonly appKey: string;
  readonly username: string;
}
/** What commands do to a data directory, through the server that runs on it or, where none runs, by themselves. */
export interface Operator {
  applications(): Promise<readonly Application[]>;
  addApplication(application: {
    name: string;
    appKey?: string;
    registration?: Registration;
    devices?: Devices;
  }): Promise<Application & { masterSecret: string }>;
  addUser(user: User & { password?: string; nickname?: string }): Promise<User>;
  setPassword(user: User, password: string): Promise<void>;
  setDisabled(user: User, isDisabled: boolean): Promise<void>;
  /** For good. */
  deleteUser(user: User): Promise<void>;
  issueToken(user: User, lifeMs: number): Promise<{ token: string; expiresAt: number }>;
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
