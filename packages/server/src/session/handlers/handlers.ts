import type { Attempts } from '../../auth/attempts.js';
import { createPasswordChange } from '../../auth/change-password.js';
import type { Authenticator } from '../../auth/login.js';
import type { Handlers } from '../connection.js';
import { groupsSetAvatarHandler, usersSetAvatarHandler } from './avatars.js';
import { commandHandler } from './command.js';
import { deliveredHandler } from './delivered.js';
import { devicesEndHandler, devicesListHandler } from './devices.js';
import { entriesHandler } from './entries.js';
import {
  groupsAddMembersHandler,
  groupsDissolveHandler,
  groupsLeaveHandler,
  groupsRemoveMembersHandler,
  groupsUpdateHandler,
} from './groups-change.js';
import { groupsCreateHandler } from './groups-create.js';
import { groupsGetHandler, groupsMembersHandler, groupsMineHandler } from './groups-look.js';
import { groupsSetRoleHandler, groupsSilenceHandler, groupsTransferHandler } from './groups-roles.js';
import type { Services } from './handler.js';
import { limitsHandler } from './limits.js';
import { loginHandler } from './login.js';
import { logoutHandler } from './logout.js';
import { pingHandler } from './ping.js';
import { readHandler } from './read.js';
import { receiptsListHandler } from './receipts-list.js';
import { receiptsMarkHandler } from './receipts-mark.js';
import { registerHandler } from './register.js';
import { retractHandler } from './retract.js';
import { roomsEnterHandler, roomsGetHandler, roomsLeaveHandler, roomsListHandler } from './rooms.js';
import { searchHandler } from './search.js';
import { sendHandler } from './send.js';
import { settingsHandler } from './settings.js';
import { syncHandler } from './sync.js';
import { usersBlockedHandler, usersBlockHandler, usersUnblockHandler } from './users-block.js';
import { usersMuteHandler, usersUpdateHandler } from './users-change.js';
import { usersChangePasswordHandler } from './users-change-password.js';
import { usersGetHandler } from './users-get.js';
import { withdrawHandler } from './withdraw.js';

export const createHandlers = (services: Services, authenticator: Authenticator, attempts: Attempts): Handlers => ({
  register: registerHandler(services, attempts),
  login: loginHandler(services, authenticator),
  logout: logoutHandler(services),
  ping: pingHandler(services),
  limits: limitsHandler(),
  sync: syncHandler(services),
  entries: entriesHandler(services),
  search: searchHandler(services),
  send: sendHandler(services),
  withdraw: withdrawHandler(),
  retract: retractHandler(services),
  'receipts.mark': receiptsMarkHandler(services),
  'receipts.list': receiptsListHandler(services),
  read: readHandler(services),
  delivered: deliveredHandler(services),
  settings: settingsHandler(services),
  'users.get': usersGetHandler(services),
  'users.update': usersUpdateHandler(services),
  'users.set_avatar': usersSetAvatarHandler(services),
  'users.change_password': usersChangePasswordHandler(createPasswordChange(services, attempts)),
  'users.block': usersBlockHandler(services),
  'users.unblock': usersUnblockHandler(services),
  'users.blocked': usersBlockedHandler(services),
  'users.mute': usersMuteHandler(services),
  'devices.list': devicesListHandler(services),
  'devices.end': devicesEndHandler(services),
  'groups.create': groupsCreateHandler(services),
  'groups.get': groupsGetHandler(services),
  'groups.mine': groupsMineHandler(services),
  'groups.members': groupsMembersHandler(services),
  'groups.update': groupsUpdateHandler(services),
  'groups.add_members': groupsAddMembersHandler(services),
  'groups.remove_members': groupsRemoveMembersHandler(services),
  'groups.leave': groupsLeaveHandler(services),
  'groups.dissolve': groupsDissolveHandler(services),
  command: commandHandler(services),
  'rooms.list': roomsListHandler(services),
  'rooms.get': roomsGetHandler(services),
  'rooms.enter': roomsEnterHandler(services),
  'rooms.leave': roomsLeaveHandler(services),
  'groups.set_avatar': groupsSetAvatarHandler(services),
  'groups.transfer': groupsTransferHandler(services),
  'groups.set_role': groupsSetRoleHandler(services),
  'groups.silence': groupsSilenceHandler(services),
});
