import { createRoomAdmin } from '../auth/admin-rooms.js';
import type { Services } from '../session/handlers/handler.js';
import { createAnswers } from './answers.js';
import { createApplications } from './applications.js';
import { createGroups } from './groups.js';
import { createHistory } from './history.js';
import { createMessages } from './messages.js';
import { createSystemAccount } from './system-account.js';
import { createUsers } from './users.js';

/** What an application's own back end may do, all of it within its application. Each refuses as the domain does, with a Refusal. */
export const createBackEnd = (services: Services) => ({
  answers: createAnswers(services),
  applications: createApplications(services),
  users: createUsers(services),
  systemAccount: createSystemAccount(services),
  groups: createGroups(services),
  rooms: createRoomAdmin(services),
  messages: createMessages(services),
  history: createHistory(services),
});
export type BackEnd = ReturnType<typeof createBackEnd>;
