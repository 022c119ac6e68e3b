import { ImError, limits, type UserCard } from '@palaver/protocol';
import type { User, Users } from './api.js';
import type { Desk } from './desk.js';
import { userOf } from './live/people.js';

/** Users, asked of the server; who was described before is known without it. */
export function createUsers(deps: { appKey: () => string; request: Desk['request'] }): Users {
  const seen = new Map<string, User>();
  const keyOf = (username: string, appKey: string) => `${appKey} ${username}`;

  async function lookUp(usernames: readonly string[], appKey: string): Promise<void> {
    for (let at = 0; at < usernames.length; at += limits.lookUpUsers) {
      const users = usernames.slice(at, at + limits.lookUpUsers).map((username) => ({ username, appKey }));
      const answer = await deps.request('users.get', { users });
      for (const { username } of users) seen.delete(keyOf(username, appKey));
      for (const card of answer.users) learn(card);
    }
  }

  const learn = (card: UserCard) => seen.set(keyOf(card.username, card.appKey), userOf(card));

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

  return {
    getMany,
    async get(username, appKey) {
      const [user] = await getMany([username], appKey);
      if (!user) throw new ImError('NOT_FOUND', 'There is no such user.');
      return user;
    },
  };
}
