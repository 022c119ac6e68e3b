// What is asked for now and then: loaded with the first such call.
export { createDevices } from './devices.js';
export { forwardedContent } from './forwarding.js';
export { createGroups } from './groups.js';
export { receiptsOf } from './receipts.js';
export { retract } from './retracting.js';
export { createChatrooms } from './rooms/chatrooms.js';
export { takeBackHere } from './sync/take-back.js';
export { createUsers } from './users.js';
