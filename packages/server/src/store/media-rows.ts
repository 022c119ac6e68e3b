import type { MediaRow, NewMedia, UserId } from './store.js';

/** Whether what is offered under an id is what stands under it. The type is left out: it is what the bytes turned out to be. */
export const isSameMedia = (one: MediaRow, other: NewMedia): boolean =>
  one.uploader === other.uploader &&
  one.kind === other.kind &&
  one.bytes === other.bytes &&
  one.sha256 === other.sha256;

/** Where an avatar is shown: places that no log has, so that one that is replaced goes as what a message showed goes. */
export const avatarPlace = {
  ofUser: (user: UserId): AvatarPlace => ({ c: -user, seq: 0 }),
  ofGroup: (c: number): AvatarPlace => ({ c, seq: 0 }),
};
export interface AvatarPlace {
  readonly c: number;
  readonly seq: 0;
}
