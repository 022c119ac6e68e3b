import type { MemberRef } from '@palaver/protocol';
import { Lru } from '../engine/lru.js';
import type { ApplicationId, ApplicationRow, Store, UserId, UserRow } from '../store/store.js';

/** Applications and people, kept in memory so that a send reads no database. Every change of a user goes through it. */
export class Directory {
  private readonly store: Store;
  private readonly byKey = new Map<string, ApplicationRow>();
  private readonly byId = new Map<ApplicationId, ApplicationRow>();
  private readonly users = new Lru<UserId, UserRow>(50_000);
  private readonly ids = new Lru<string, UserId>(50_000);

  constructor(store: Store) {
    this.store = store;
  }

  async application(key: string): Promise<ApplicationRow | undefined> {
    const known = this.byKey.get(key);
    if (known) return known;
    const row = await this.store.application(key);
    if (row) this.keepApplication(row);
    return row;
  }

  async applicationOf(user: UserRow): Promise<ApplicationRow> {
    const known = this.byId.get(user.application);
    if (known) return known;
    for (const row of await this.store.applications()) this.keepApplication(row);
    const row = this.byId.get(user.application);
    if (!row) throw new Error('A user of no application.');
    return row;
  }

  /** The user, where he is in memory. */
  peek(application: ApplicationId, username: string): UserRow | undefined {
    const id = this.ids.get(nameKey(application, username));
    return id === undefined ? undefined : this.users.get(id);
  }

  async user(application: ApplicationId, username: string): Promise<UserRow | undefined> {
    const known = this.peek(application, username);
    if (known) return known;
    const row = await this.store.user(application, username);
    return row && this.keep(row);
  }

  /** One for each reference, in order; undefined where there is no such user in the application (P33). */
  named(application: ApplicationRow, refs: readonly MemberRef[]): Promise<(UserRow | undefined)[]> {
    return Promise.all(
      refs.map(async ({ username, appKey }) => {
        if (appKey !== undefined && appKey !== application.key) return undefined;
        const row = await this.user(application.id, username);
        return row?.state === 'deleted' ? undefined : row;
      }),
    );
  }

  peekById(id: UserId): UserRow | undefined {
    return this.users.get(id);
  }

  /** Those of the users who exist; at once where all are in memory. */
  byIds(ids: readonly UserId[]): People | Promise<People> {
    const people = new Map<UserId, UserRow>();
    const missing: UserId[] = [];
    for (const id of new Set(ids)) {
      const known = this.users.get(id);
      if (known) people.set(id, known);
      else missing.push(id);
    }
    if (missing.length === 0) return people;
    return this.store.users(missing).then((rows) => {
      for (const row of rows) people.set(row.id, this.keep(row));
      return people;
    });
  }

  /** What was read may be older than what was changed meanwhile: what is kept already holds. */
  keep(row: UserRow): UserRow {
    const known = this.users.get(row.id);
    this.ids.set(nameKey(row.application, row.username), row.id);
    if (known) return known;
    this.users.set(row.id, row);
    return row;
  }

  async update(user: UserRow, change: Partial<Pick<UserRow, 'password' | 'profile' | 'state'>>): Promise<UserRow> {
    await this.store.updateUser(user.id, change);
    const row = { ...(this.users.get(user.id) ?? user), ...change };
    this.users.set(row.id, row);
    return row;
  }

  /** Something of him was changed in a commit. */
  changed(id: UserId, change: Pick<UserRow, 'profile'>): void {
    const known = this.users.get(id);
    if (known) this.users.set(id, { ...known, ...change });
  }

  private keepApplication(row: ApplicationRow): void {
    if (this.byId.has(row.id)) return;
    this.byId.set(row.id, row);
    this.byKey.set(row.key, row);
  }
}

export type People = ReadonlyMap<UserId, UserRow>;
const nameKey = (application: ApplicationId, username: string) => `${application}/${username}`;
