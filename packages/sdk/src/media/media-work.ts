// What is loaded when media first moves.
export { makeMedia, makeAvatar } from './making.js';
export { MediaRoom } from './media-room.js';
