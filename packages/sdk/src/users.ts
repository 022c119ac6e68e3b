import { ImError, limits, type Request, type UserCard, type MemberRef as WireRef } from '@palaver/protocol';
import type { MediaSource, MemberRef, User, Users } from './api.js';
import type { Desk } from './desk.js';
import { userOf } from './live/people.js';
import { memberRef } from './targets.js';

export interface UsersDeps {
  readonly desk: () => Desk;
  readonly appKey: () => string;
  readonly uploadAvatar: (image: MediaSource) => Promise<string>;
  /** Whom the user blocks, as this device knows it. */
  readonly blocked: () => readonly WireRef[];
  readonly isAllMuted: Users['isAllMuted'];
}

/** Users, asked of the server; who was described before is known without it. */
export function createUsers(deps: UsersDeps): Users {
  const seen = new Map<string, User>();
  const keyOf = (username: string, appKey: string) => `${appKey} ${username}`;

  async function lookUp(usernames: readonly string[], appKey: string): Promise<void> {
    for (let at = 0; at < usernames.length; at += limits.lookUpUsers) {
      const users = usernames.slice(at, at + limits.lookUpUsers).map((username) => ({ username, appKey }));
      const answer = await deps.desk().request('users.get', { users });
      for (const { username } of users) seen.delete(keyOf(username, appKey));
      for (const card of answer.users) learn(card);
    }
  }

  const learn = (card: UserCard): User => {
    const user = userOf(card);
    seen.set(keyOf(card.username, card.appKey), user);
    return user;
  };

  async function getMany(usernames: readonly string[], appKey = deps.appKey()): Promise<User[]> {
    if (!Array.isArray(usernames) || usernames.some((name) => typeof name !== 'string'))
      throw new ImError('INVALID', 'Users are named by their usernames.');
    const names = usernames.map((username) => username.normalize('NFC'));
    const isKnown = (username: string) => seen.has(keyOf(username, appKey));
    await lookUp(names, appKey).catch((error: unknown) => {
      if (!ImError.is(error, 'OFFLINE') || !names.every(isKnown)) throw error;
    });
    return names.flatMap((username) => seen.get(keyOf(username, appKey)) ?? []);
  }

  async function changeBlock(operation: 'users.block' | 'users.unblock', user: MemberRef): Promise<void> {
    await deps.desk().request(operation, { user: memberRef(user, deps.appKey()) });
  }

  async function blocked(): Promise<User[]> {
    const users: User[] = [];
    for (let after: User | undefined, hasMore = true; hasMore; after = users.at(-1)) {
      const page = await deps.desk().request('users.blocked', after ? { after: refOf(after) } : {});
      users.push(...page.users.map(learn));
      hasMore = page.hasMore && page.users.length > 0;
    }
    return users;
  }

  return {
    getMany,
    isAllMuted: deps.isAllMuted,
    async update(profile) {
      const { user } = await deps
        .desk()
        .request('users.update', { profile: profile as Request<'users.update'>['profile'] });
      await deps.desk().learnMe(user);
      return learn(user);
    },
    async setAvatar(image) {
      const mediaId = await deps.uploadAvatar(image);
      const { user } = await deps.desk().request('users.set_avatar', { mediaId });
      await deps.desk().learnMe(user);
      return learn(user);
    },
    async avatar({ avatarMediaId }) {
      return avatarMediaId === undefined ? undefined : deps.desk().picture(avatarMediaId);
    },
    async changePassword(current, next) {
      await deps.desk().request('users.change_password', { current, next });
    },
    block: (user) => changeBlock('users.block', user),
    unblock: (user) => changeBlock('users.unblock', user),
    blocked: () =>
      blocked().catch((error: unknown) => {
        if (!ImError.is(error, 'OFFLINE')) throw error;
        return deps
          .blocked()
          .map(
            ({ username, appKey = deps.appKey() }) => seen.get(keyOf(username, appKey)) ?? userOf({ username, appKey }),
          );
      }),
    async setMuted(user, muted) {
      if (user === 'all') return deps.desk().setAllMuted(muted);
      const { username, appKey } = memberRef(user, deps.appKey());
      return deps.desk().setUserMuted({ user: username, appKey }, muted);
    },
    async get(username, appKey) {
      const [user] = await getMany([username], appKey);
      if (!user) throw new ImError('NOT_FOUND', 'There is no such user.');
      return user;
    },
  };
}

const refOf = ({ username, appKey }: User) => ({ username, appKey });
