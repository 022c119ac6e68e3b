import { expect } from 'vitest';
import { createServer, type Server } from '../server.js';
import { type Frame, rawClient } from './raw-client.js';

export interface Application {
  readonly appKey: string;
  readonly secret: string;
}
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

export const basic = ({ appKey, secret }: Application) => `Basic ${btoa(`${appKey}:${secret}`)}`;
export const text = (text: string) => ({ content: { type: 'text', text } });

/** A server with the application `shop`, whose back end the tests are. */
export class Shop {
  private readonly server: Server;
  readonly own: Application;
  private count = 0;

  private constructor(server: Server, own: Application) {
    this.server = server;
    this.own = own;
  }

  static async open(): Promise<Shop> {
    const server = await createServer({ port: 0, data: 'memory' });
    return new Shop(server, await addApplication(server, 'shop'));
  }

  get url(): string {
    return this.server.url;
  }

  close(): Promise<void> {
    return this.server.close();
  }

  application(key: string): Promise<Application> {
    return addApplication(this.server, key);
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    { as = this.own, key }: { as?: Application; key?: string } = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: {
        authorization: basic(as),
        'content-type': 'application/json',
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : JSON.parse(text), headers: response.headers };
  }

  /** Users of these names with a number of their own, made by the back end. */
  async cast<Name extends string>(...names: Name[]): Promise<Record<Name, string>> {
    this.count++;
    const all = names.map((name) => [name, `${name}${this.count}`] as const);
    const users = all.map(([, username]) => ({ username, password: 'a good password' }));
    const { body } = await this.ask('POST', '/users', { users });
    expect(body['results']).toEqual(users.map(({ username }) => ({ username, isCreated: true })));
    return Object.fromEntries(all) as Record<Name, string>;
  }

  async login(credentials: object) {
    const client = await rawClient(this.url);
    const login = { version: 1, appKey: this.own.appKey, platform: 'web', credentials };
    return { client, answer: await client.ask('login', login) };
  }

  async online(username: string) {
    const { client, answer } = await this.login({ kind: 'password', username, password: 'a good password' });
    expect(answer).toMatchObject({ t: 'ok' });
    return client;
  }
}

async function addApplication(server: Server, key: string): Promise<Application> {
  const made = await server.admin.createApplication({ key, name: key });
  if (!made.ok) throw new Error(made.error.code);
  return { appKey: key, secret: made.value.secrets[0] ?? '' };
}

export async function until<T>(found: () => T | undefined): Promise<T> {
  for (;;) {
    const value = found();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
export const heard = (frames: Frame[], text: string) =>
  frames.find((frame) => frame['t'] === 'entry' && JSON.stringify(frame).includes(text)) as
    | { entry: { seq: number; body: Record<string, unknown> } }
    | undefined;
