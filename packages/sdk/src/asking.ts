import type { Chatrooms, Client, Devices, Groups, Users } from './api.js';
import type { AskingDeps } from './asking-kit.js';
import { later } from './later.js';
import { parts } from './parts.js';

type Others = Pick<Client, 'limits' | 'sendCommand' | 'sendDeviceCommand'>;
type Asking = Pick<Client, 'users' | 'groups' | 'chatrooms' | 'devices'> & Others;

/** People, groups, chatrooms, devices and commands: their verbs stand here at once, what they do is loaded with the first of them. */
export function createAsking(deps: AskingDeps): Asking {
  const made = later(async () => (await parts.asking()).makeAsking(deps));
  const { isAllMuted } = deps;
  return {
    users: { ...waiting<Omit<Users, 'isAllMuted'>>(users, async () => (await made()).users), isAllMuted },
    groups: waiting(groups, async () => (await made()).groups),
    chatrooms: waiting(chatrooms, async () => (await made()).chatrooms),
    devices: waiting(devices, async () => (await made()).devices),
    ...waiting(others, async () => (await made()).others),
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
const others: Verbs<Others> = { limits: 1, sendCommand: 1, sendDeviceCommand: 1 };

function waiting<T extends object>(verbs: Verbs<T>, load: () => Promise<T>): T {
  const calls = Object.keys(verbs).map((verb) => [
    verb,
    async (...args: unknown[]) => {
      const loaded = (await load()) as Record<string, (...args: unknown[]) => unknown>;
      return loaded[verb]?.(...args);
    },
  ]);
  return Object.fromEntries(calls) as T;
}
