import type { MediaKind } from '@palaver/protocol';
import type { ApplicationId, UserId } from './rows.js';

// What is known of the bytes that a media store keeps.

/** The store's own number of a row of media. */
export type MediaKey = number;

export interface NewMedia {
  readonly application: ApplicationId;
  /** Made by the uploading device, unique in the application. */
  readonly id: string;
  readonly uploader: UserId;
  readonly kind: MediaKind;
  readonly mime: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  /** `open` while bytes gather; `dropped` once the last that showed it does so no more: nobody gets it any more. */
  readonly state: 'open' | 'complete';
  readonly createdAt: number;
}
export interface MediaRow extends Omit<NewMedia, 'state'> {
  readonly key: MediaKey;
  readonly state: 'open' | 'complete' | 'dropped';
  /** Whether a message, a user or a group ever showed it. */
  readonly isShown: boolean;
}

export interface MediaReferences {
  readonly keys: readonly MediaKey[];
  /** When they end by themselves: those of a message that is not kept for the absent. */
  readonly until?: number;
}

export interface MediaSweep {
  readonly now: number;
  readonly openBefore: number;
  readonly before: number;
  readonly limit: number;
}

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
