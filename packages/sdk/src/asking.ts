import { ImError } from '@palaver/protocol';
import type { Chatrooms, Client, Devices, Groups, Users } from './api.js';
import type { GroupsDeps } from './groups.js';
import type { ChatroomsDeps } from './rooms/chatrooms.js';
import type { UsersDeps } from './users.js';

type Asking = Pick<Client, 'users' | 'groups' | 'chatrooms' | 'devices'>;
export type AskingKit = typeof import('./asking-kit.js');

/** Rejects OFFLINE where a page cannot load the rest of itself. */
export const loadAsking = (): Promise<AskingKit> =>
  import('./asking-kit.js').catch((cause: unknown) => {
    throw new ImError('OFFLINE', undefined, { cause });
  });

/** People, groups, chatrooms and devices: their verbs stand here at once, what they do is loaded with the first of them. */
export function createAsking(deps: UsersDeps & GroupsDeps & ChatroomsDeps): Asking {
  let made: Promise<Asking> | undefined;
  const make = () => {
    made ??= loadAsking().then((kit) => ({
      users: kit.createUsers(deps),
      groups: kit.createGroups(deps),
      chatrooms: kit.createChatrooms(deps),
      devices: kit.createDevices(deps),
    }));
    made.catch(() => {
      made = undefined;
    });
    return made;
  };
  const { isAllMuted } = deps;
  return {
    users: { ...later<Omit<Users, 'isAllMuted'>>(users, async () => (await make()).users), isAllMuted },
    groups: later(groups, async () => (await make()).groups),
    chatrooms: later(chatrooms, async () => (await make()).chatrooms),
    devices: later(devices, async () => (await make()).devices),
  };
}

type Verbs<T> = Readonly<Record<keyof T, 1>>;

const users: Verbs<Omit<Users, 'isAllMuted'>> = {
  ...{ get: 1, getMany: 1, update: 1, changePassword: 1, avatar: 1, setAvatar: 1 },
  ...{ block: 1, unblock: 1, blocked: 1, setMuted: 1 },
};
const groups: Verbs<Groups> = {
  ...{ create: 1, get: 1, mine: 1, members: 1, update: 1, addMembers: 1, removeMembers: 1 },
  ...{ leave: 1, dissolve: 1, transfer: 1, setRole: 1, silence: 1, setAvatar: 1 },
};
const chatrooms: Verbs<Chatrooms> = { list: 1, get: 1, enter: 1, leave: 1 };
const devices: Verbs<Devices> = { list: 1, end: 1 };

function later<T extends object>(verbs: Verbs<T>, load: () => Promise<T>): T {
  const calls = Object.keys(verbs).map((verb) => [
    verb,
    async (...args: unknown[]) => {
      const loaded = (await load()) as Record<string, (...args: unknown[]) => unknown>;
      return loaded[verb]?.(...args);
    },
  ]);
  return Object.fromEntries(calls) as T;
}
