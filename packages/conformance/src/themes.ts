import type { Theme } from './case.js';
import { applications } from './cases/applications.js';
import { commands } from './cases/commands.js';
import { contents } from './cases/content.js';
import { conversations } from './cases/conversations.js';
import { devices } from './cases/devices.js';
import { frames } from './cases/frames.js';
import { groups } from './cases/groups.js';
import { history } from './cases/history.js';
import { mediaDoor } from './cases/media-door.js';
import { order } from './cases/order.js';
import { people } from './cases/people.js';
import { receiving } from './cases/receiving.js';
import { retracting } from './cases/retracting.js';
import { roles } from './cases/roles.js';
import { rooms } from './cases/rooms.js';
import { sending } from './cases/sending.js';
import { users } from './cases/users.js';

/** Every case, by what it is about. */
export const themes: readonly Theme[] = [
  conversations,
  contents,
  mediaDoor,
  sending,
  receiving,
  order,
  retracting,
  history,
  commands,
  rooms,
  groups,
  roles,
  users,
  people,
  devices,
  applications,
  frames,
];
