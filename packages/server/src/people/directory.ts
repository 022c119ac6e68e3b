import type { Actor, MemberRef, UserCard } from '@palaver/protocol';
import { mayMeet } from '../domain/cross-application.js';
import { actorOf, cardOf } from '../domain/people.js';
import { Lru } from '../engine/lru.js';
import type { ApplicationRow, UserRow } from '../store/people-rows.js';
import type { ApplicationId, UserId } from '../store/rows.js';
import type { Store } from '../store/store.js';

/** Applications and people, kept in memory so that a send reads no database. Every change of a user goes through it. */
export class Directory {
  private readonly store: Store;
  private readonly byKey = new Map<string, ApplicationRow>();
  private readonly byId = new Map<ApplicationId, ApplicationRow>();
  private readonly users = new Lru<UserId, UserRow>(50_000);
  private changes: Promise<unknown> = Promise.resolve();
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

  /** Undefined where it must be read first, which then begins. */
  peekApplication(id: ApplicationId): ApplicationRow | undefined {
    const known = this.byId.get(id);
    if (!known) void this.readApplications().catch(() => {});
    return known;
  }

  async applicationById(id: ApplicationId): Promise<ApplicationRow | undefined> {
    if (!this.byId.has(id)) await this.readApplications();
    return this.byId.get(id);
  }

  /** As it is now. Whoever is kept in memory has his application there. */
  applicationOf(user: Pick<UserRow, 'application'>): ApplicationRow {
    const row = this.byId.get(user.application);
    if (!row) throw new Error('A user of no application.');
    return row;
  }

  keyOf(user: UserRow): string {
    return this.applicationOf(user).key;
  }

  actorOf(user: UserRow): Actor {
    return actorOf(user, this.keyOf(user));
  }

  cardOf(user: UserRow): UserCard {
    return cardOf(user, this.keyOf(user));
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

  /** The user a reference names, where he is in memory and people of the application may know of him. */
  peekNamed(asker: ApplicationRow, { username, appKey = asker.key }: MemberRef): UserRow | undefined {
    const application = this.byKey.get(appKey);
    return application && mayMeet(asker, application) ? this.peek(application.id, username) : undefined;
  }

  /** One for each reference, in order; undefined where there is no such user that people of the application may know of (P33, P65). */
  named(asker: ApplicationRow, refs: readonly MemberRef[]): Promise<(UserRow | undefined)[]> {
    return Promise.all(
      refs.map(async ({ username, appKey = asker.key }) => {
        const application = await this.application(appKey);
        // What may not be known is looked for as well, among nobody: it takes what a name takes that nobody has.
        const isOpen = application !== undefined && mayMeet(asker, application);
        const row = await this.user(isOpen ? application.id : noApplication, username);
        return row?.state === 'deleted' ? undefined : row;
      }),
    );
  }

  /** As `named`, for what stands already between two people: also where the applications are apart by now, or the user is deleted. */
  async known(asker: ApplicationRow, { username, appKey = asker.key }: MemberRef): Promise<UserRow | undefined> {
    const application = await this.application(appKey);
    return this.user(application?.id ?? noApplication, username);
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
    return this.store.users(missing).then(async (rows) => {
      if (rows.some(({ application }) => !this.byId.has(application))) await this.readApplications();
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

  /** Changes of applications come one after the other, so that none is made of what another has just changed. */
  changeApplication(
    { id }: Pick<ApplicationRow, 'id'>,
    change: (now: ApplicationRow) => Partial<Pick<ApplicationRow, 'secrets' | 'settings'>>,
  ): Promise<ApplicationRow> {
    const changed = this.changes.then(async () => {
      const now = this.byId.get(id);
      if (!now) throw new Error('An application that nobody knows is not changed.');
      const changes = change(now);
      await this.store.updateApplication(id, changes);
      const row = { ...now, ...changes };
      this.byId.set(id, row);
      this.byKey.set(row.key, row);
      return row;
    });
    this.changes = changed.catch(() => {});
    return changed;
  }

  keepApplication(row: ApplicationRow): void {
    if (this.byId.has(row.id)) return;
    this.byId.set(row.id, row);
    this.byKey.set(row.key, row);
  }

  private async readApplications(): Promise<void> {
    for (const row of await this.store.applications()) this.keepApplication(row);
  }
}

export type People = ReadonlyMap<UserId, UserRow>;
/** Of which there is no user. */
const noApplication: ApplicationId = 0;
const nameKey = (application: ApplicationId, username: string) => `${application}/${username}`;
