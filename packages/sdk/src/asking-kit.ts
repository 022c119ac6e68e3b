import { limits } from '@palaver/protocol';
import type { Client } from './api.js';
import { type CommandsDeps, createCommands } from './commands.js';
import { createDevices } from './devices.js';
import { createGroups, type GroupsDeps } from './groups.js';
import { type ChatroomsDeps, createChatrooms } from './rooms/chatrooms.js';
import { createUsers, type UsersDeps } from './users.js';

// What is asked for now and then: loaded with the first such call.
export { createCommands } from './commands.js';
export { forwardedContent } from './forwarding.js';
export { receiptsOf } from './receipts.js';
export { register } from './registering.js';
export { retract } from './retracting.js';
export { takeBackHere } from './sync/take-back.js';

export type AskingDeps = UsersDeps & GroupsDeps & ChatroomsDeps & CommandsDeps;

export function makeAsking(deps: AskingDeps) {
  const others: Pick<Client, 'limits' | keyof ReturnType<typeof createCommands>> = {
    limits: async () => ({ ...limits, ...(await deps.request('limits', {})).limits }),
    ...createCommands(deps),
  };
  return {
    users: createUsers(deps),
    groups: createGroups(deps),
    chatrooms: createChatrooms(deps),
    devices: createDevices(deps),
    others,
  };
}
