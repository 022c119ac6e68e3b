import type { Theme } from './case.js';
import { applications } from './cases/applications.js';
import { avatars } from './cases/avatars.js';
import { backEnd } from './cases/back-end.js';
import { commands } from './cases/commands.js';
import { connection } from './cases/connection.js';
import { contents } from './cases/content.js';
import { conversations } from './cases/conversations.js';
import { crossing } from './cases/crossing.js';
import { devices } from './cases/devices.js';
import { forwarding } from './cases/forwarding.js';
import { frames } from './cases/frames.js';
import { groups } from './cases/groups.js';
import { history } from './cases/history.js';
import { ids } from './cases/ids.js';
import { media } from './cases/media.js';
import { mediaDoor } from './cases/media-door.js';
import { options } from './cases/options.js';
import { order } from './cases/order.js';
import { people } from './cases/people.js';
import { receipts } from './cases/receipts.js';
import { receiving } from './cases/receiving.js';
import { retracting } from './cases/retracting.js';
import { roles } from './cases/roles.js';
import { rooms } from './cases/rooms.js';
import { search } from './cases/search.js';
import { searching } from './cases/searching.js';
import { sending } from './cases/sending.js';
import { unread } from './cases/unread.js';
import { users } from './cases/users.js';

/** Every case, by what it is about. */
export const themes: readonly Theme[] = [
  conversations,
  unread,
  contents,
  media,
  mediaDoor,
  avatars,
  options,
  sending,
  ids,
  receiving,
  connection,
  order,
  retracting,
  forwarding,
  receipts,
  history,
  search,
  searching,
  commands,
  rooms,
  groups,
  roles,
  users,
  people,
  devices,
  applications,
  crossing,
  backEnd,
  frames,
];
