import { join } from 'node:path';
import type { ApplicationId, NewEntry, Operation, Store, UserRow } from '@palaver/server';
import { said } from './load/sending.js';

const batch = 2_000;
let seeded = 0;
let ids = 0;

/** Opens what a server that does not run keeps, and puts things there as a server would. */
export async function seed<T>(directory: string, put: (seeder: Seeder) => Promise<T>): Promise<T> {
  const { openSqliteStore } = await import('@palaver/server/testing');
  const store = await openSqliteStore({ file: join(directory, 'palaver.db'), isInThread: true });
  try {
    const application = await store.application('default');
    if (!application) throw new Error('The directory has no application.');
    return await put(new Seeder(store, application.id));
  } finally {
    await store.close();
  }
}

interface Log {
  readonly c: number;
  readonly writer: UserRow;
}

export class Seeder {
  private readonly store: Store;
  private readonly application: ApplicationId;

  constructor(store: Store, application: ApplicationId) {
    this.store = store;
    this.application = application;
  }

  /** Messages over so many conversations of people in a row. */
  async spread(messages: number, conversations: number): Promise<void> {
    const people = await this.people(conversations + 1);
    await this.say(await this.logs(people.slice(1).map((other, at) => [people[at] as UserRow, other])), messages);
  }

  /** Somebody to whom others wrote; answers his name and theirs. */
  async reader(messages: number, conversations: number): Promise<{ username: string; peers: string[] }> {
    const [reader, ...writers] = await this.people(conversations + 1);
    await this.say(await this.logs(writers.map((writer) => [writer, reader as UserRow])), messages);
    return { username: reader?.username ?? '', peers: writers.map(({ username }) => username) };
  }

  private people(count: number): Promise<UserRow[]> {
    const run = `${Date.now().toString(36)}${(seeded++).toString(36)}`;
    return Promise.all(
      Array.from({ length: count }, async (_, at) => {
        const username = `seed-${run}-${at}`;
        const { application } = this;
        const user = await this.store.createUser({
          application,
          username,
          skeleton: username,
          profile: {},
          createdAt: 0,
        });
        if (!user) throw new Error(`${username} is taken.`);
        return user;
      }),
    );
  }

  /** The first of each two is who writes. */
  private async logs(pairs: readonly (readonly [UserRow, UserRow])[]): Promise<Log[]> {
    const { application } = this;
    const logs: Log[] = [];
    const creates: Operation[] = [];
    for (const [writer, other] of pairs) {
      const c = await this.store.allocateConversation();
      creates.push({ op: 'create', c, application, createdAt: 0, members: [writer.id, other.id] });
      logs.push({ c, writer });
    }
    for (let at = 0; at < creates.length; at += batch) await this.store.commit(creates.slice(at, at + batch));
    return logs;
  }

  private async say(logs: readonly Log[], messages: number): Promise<void> {
    for (let done = 0; done < messages; done += batch) {
      const count = Math.min(batch, messages - done);
      await this.store.commit(Array.from({ length: count }, (_, at) => append(logs[(done + at) % logs.length] as Log)));
    }
  }
}

function append({ c, writer: { id: sender, username } }: Log): Operation {
  const at = Date.now();
  const time = at.toString(16).padStart(12, '0');
  const id = `${time.slice(0, 8)}-${time.slice(8)}-7000-9000-${String(ids++).padStart(12, '0')}`;
  const from = { username, appKey: 'default', displayName: username };
  const message = { id, content: { type: 'text', text: said } };
  const body = JSON.stringify({ kind: 'message', from, fromType: 'user', message });
  const entry: NewEntry = { kind: 'message', sender, id, hash: `hash of ${id}`, body, increment: 1, at };
  return { op: 'append', c, version: 0, entry };
}
