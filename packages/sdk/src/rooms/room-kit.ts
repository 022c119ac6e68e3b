// What chatrooms take: loaded with the first of them.
export { RoomCopy } from './room-copy.js';
export { RoomHall } from './room-hall.js';
export { RoomVerbs } from './room-verbs.js';
