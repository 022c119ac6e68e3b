import { createHmac } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@palaver/sdk';
import { createServer, findRunningServer } from '@palaver/server';
import { ServerProcess } from '../crash/server-process.js';
import { RawClient } from './network/raw-client.js';

/** Nobody who talks here is slowed: a limit is another test's matter. */
const unlimited = {
  sendsPerSecond: 100_000,
  sendsBurst: 100_000,
  lookUpsPerMinute: 1_000_000,
  searchesPerMinute: 1_000_000,
};

export interface GroundOptions {
  /** What the server's environment holds, told its data directory. */
  readonly env?: (home: string, data: string) => Record<string, string>;
  readonly flags?: readonly string[];
  /** Makes one more application, 'brief', with these limits. */
  readonly brief?: Readonly<Record<string, number>>;
}

/** Where a fault is made: a directory, the built server as a process on it, and clients that are closed in the end. */
export class Ground {
  readonly home: string;
  readonly data: string;
  readonly server: ServerProcess;
  /** What clients complained of. */
  readonly complaints: unknown[] = [];
  private readonly secrets: Secrets;
  private readonly clients: Client[] = [];

  private constructor(home: string, data: string, server: ServerProcess, secrets: Secrets) {
    this.home = home;
    this.data = data;
    this.server = server;
    this.secrets = secrets;
  }

  static async open({ env, flags = [], brief }: GroundOptions = {}): Promise<Ground> {
    const home = await mkdtemp(join(tmpdir(), 'palaver-faults-'));
    const data = join(home, 'data');
    mkdirSync(data, { mode: 0o700 });
    const secrets = await prepare(data, brief);
    const server = new ServerProcess(data, env?.(home, data), flags);
    await server.start();
    return new Ground(home, data, server, secrets);
  }

  readonly complain = (error: unknown): void => {
    this.complaints.push(error);
  };

  /** What lets a user in, as his application's back end would sign it. */
  token(user: string, appKey = 'default'): string {
    return signed(this.secrets.get(appKey) ?? '', {
      sub: user,
      aud: appKey,
      exp: Math.floor(Date.now() / 1_000) + 86_400,
    });
  }

  /** Makes the account, as the first login of a user does. */
  async register(user: string): Promise<void> {
    const client = await RawClient.connect(this.server.url);
    await client.login({ kind: 'token', token: this.token(user) });
    client.close();
  }

  /** How many connections the server says it has. */
  async connections(): Promise<number> {
    const running = findRunningServer(this.data);
    const headers = { authorization: `Bearer ${running?.operatorToken}` };
    const answer = await fetch(`${this.server.url}/api/admin/status`, { headers });
    return ((await answer.json()) as { connections: number }).connections;
  }

  /** The application's back end asks. */
  async api(method: string, path: string, body?: object): Promise<unknown> {
    const secret = Buffer.from(`default:${this.secrets.get('default')}`).toString('base64');
    const headers = { authorization: `Basic ${secret}`, ...(body && { 'content-type': 'application/json' }) };
    const sent = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const answer = await fetch(`${this.server.url}/api${path}`, sent);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  }

  keeps(client: Client): Client {
    this.clients.push(client);
    return client;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.kill();
    for (const client of this.clients) await client[Symbol.asyncDispose]();
    await rm(this.home, { recursive: true, force: true });
  }
}

/** By the application's key. */
type Secrets = ReadonlyMap<string, string>;

/** A data directory whose application sets no limit in the way. Answers the master secrets. */
async function prepare(data: string, brief: GroundOptions['brief']): Promise<Secrets> {
  const server = await createServer({ port: 0, data });
  const settings = { devices: 'unlimited' as const, limits: unlimited };
  const changed = await server.admin.changeSettings('default', settings);
  if (!changed.ok) throw new Error(changed.error.message);
  if (brief) await server.admin.createApplication({ key: 'brief', name: 'brief', settings: { limits: brief } });
  const applications = await server.admin.applications();
  await server.close();
  return new Map(applications.map(({ key, secrets }) => [key, secrets[0] ?? '']));
}

/** A JWT with HS256. */
function signed(secret: string, claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}
