// What is loaded when media first moves.
export { makeAvatar, makeMedia } from './making.js';
export { MediaRoom } from './media-room.js';
export { MediaTab } from './media-tab.js';
