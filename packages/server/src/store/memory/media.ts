import type { Outcome } from '../batch.js';
import type { MediaKey, MediaReferences, MediaRow, MediaSweep, NewMedia } from '../media-rows.js';
import { type AvatarPlace, isSameMedia } from '../media-rows.js';
import type { UserRow } from '../people-rows.js';
import type { ApplicationId, UserId } from '../rows.js';
import type { Data, MediaRef } from './data.js';

const idKey = (application: ApplicationId, id: string) => `${application} ${id}`;

export function createMedia(data: Data, media: NewMedia): MediaRow {
  const standing = findMedia(data, media.application, media.id);
  if (standing && standing.state !== 'dropped') {
    const completes = standing.state === 'open' && media.state === 'complete' && isSameMedia(standing, media);
    return completes ? keep(data, { ...standing, mime: media.mime, state: 'complete' }) : standing;
  }
  if (!standing) data.lastMedia += 1;
  return keep(data, { ...media, key: standing?.key ?? data.lastMedia, isShown: false });
}

function keep(data: Data, row: MediaRow): MediaRow {
  data.media.set(row.key, row);
  data.mediaIds.set(idKey(row.application, row.id), row.key);
  return row;
}

export function findMedia(data: Data, application: ApplicationId, id: string): MediaRow | undefined {
  const key = data.mediaIds.get(idKey(application, id));
  return key === undefined ? undefined : data.media.get(key);
}

export function completeMedia(data: Data, key: MediaKey, mime: string): boolean {
  const row = data.media.get(key);
  if (row?.state !== 'open') return false;
  keep(data, { ...row, mime, state: 'complete' });
  return true;
}

export function forgetMedia(data: Data, key: MediaKey): void {
  const row = data.media.get(key);
  if (row?.state === 'open') remove(data, row);
}

function remove(data: Data, row: MediaRow): void {
  data.media.delete(row.key);
  data.mediaIds.delete(idKey(row.application, row.id));
  data.mediaRefs.delete(row.key);
}

type Seer = Pick<UserRow, 'id' | 'application'>;

export function mediaSeenBy(data: Data, user: Seer, id: string): MediaRow | undefined {
  for (const row of data.media.values()) {
    if (row.id !== id || row.state !== 'complete') continue;
    if (refsOf(data, row.key).some((ref) => isSeenBy(data, user, ref))) return row;
  }
  return undefined;
}

function isSeenBy(data: Data, user: Seer, { c, seq }: MediaRef): boolean {
  const conversation = data.conversations.get(c);
  if (!conversation || seq <= conversation.floor) return false;
  if (conversation.room) return conversation.application === user.application && !conversation.room.isRemoved;
  const intervals = conversation.members.get(user.id)?.intervals ?? [];
  return intervals.some(([from, until]) => seq >= from && (until === null || seq < until));
}

export const avatars = (data: Data, id: string): MediaRow[] =>
  [...data.media.values()].filter((row) => row.id === id && row.kind === 'avatar' && row.state === 'complete');

export function mediaBytesSince(data: Data, uploader: UserId, since: number): number {
  let bytes = 0;
  for (const row of data.media.values()) if (row.uploader === uploader && row.createdAt >= since) bytes += row.bytes;
  return bytes;
}

export function mediaHashes(data: Data, hashes: readonly string[]): string[] {
  const known = new Set<string>();
  for (const { sha256, state } of data.media.values()) if (state === 'complete') known.add(sha256);
  return hashes.filter((hash) => known.has(hash));
}

export const openMedia = (data: Data, keys: readonly MediaKey[]): MediaKey[] =>
  keys.filter((key) => data.media.get(key)?.state === 'open');

// ── References ──
const refsOf = (data: Data, key: MediaKey): readonly MediaRef[] => data.mediaRefs.get(key) ?? [];

/** Answered instead of an entry whose media are not there. */
export function missingMedia(data: Data, references: MediaReferences | undefined): Outcome | undefined {
  const isThere = references?.keys.every((key) => data.media.get(key)?.state === 'complete') ?? true;
  return isThere ? undefined : { kind: 'missing' };
}

export function refer(data: Data, references: MediaReferences | undefined, c: number, seq: number): void {
  for (const key of new Set(references?.keys)) {
    const row = data.media.get(key);
    if (!row) continue;
    keep(data, { ...row, isShown: true });
    data.mediaRefs.set(key, [...refsOf(data, key), { c, seq, until: references?.until }]);
    const shown = data.mediaIn.get(c) ?? new Set();
    data.mediaIn.set(c, shown.add(key));
  }
}

/** This avatar is shown there, and what was shown there is not; of no id: none is. */
export function showAvatar(data: Data, { c, seq }: AvatarPlace, id: unknown): void {
  const keys = typeof id === 'string' ? avatars(data, id).map(({ key }) => key) : [];
  const isShown = (key: MediaKey) => refsOf(data, key).some((ref) => ref.c === c && ref.seq === seq);
  refer(data, { keys: keys.filter((key) => !isShown(key)) }, c, seq);
  const others = [...(data.mediaIn.get(c) ?? [])].filter((key) => !keys.includes(key));
  dropThose(data, others, (ref) => ref.c === c && ref.seq === seq);
}

/** The place shows its media no more. What no other place shows is dropped with it: nobody gets it from now on (D16). */
export function dropReferences(data: Data, c: number, seq: number): void {
  dropThose(data, data.mediaIn.get(c) ?? [], (ref) => ref.c === c && ref.seq === seq);
}

export function dropReferencesUpTo(data: Data, c: number, seq: number): void {
  dropThose(data, data.mediaIn.get(c) ?? [], (ref) => ref.c === c && ref.seq >= 1 && ref.seq <= seq);
}

function dropThose(data: Data, keys: Iterable<MediaKey>, isMeant: (ref: MediaRef) => boolean): void {
  for (const key of [...keys]) {
    const refs = refsOf(data, key);
    const left = refs.filter((ref) => !isMeant(ref));
    if (left.length === refs.length) continue;
    const row = data.media.get(key);
    for (const { c } of refs) if (!left.some((ref) => ref.c === c)) data.mediaIn.get(c)?.delete(key);
    if (left.length > 0 || !row) data.mediaRefs.set(key, left);
    else {
      data.mediaRefs.delete(key);
      keep(data, { ...row, state: 'dropped' });
    }
  }
}

export function sweepMedia(data: Data, { now, openBefore, before, limit }: MediaSweep): MediaRow[] {
  dropThose(data, data.mediaRefs.keys(), ({ until }) => until !== undefined && until < now);
  const gone: MediaRow[] = [];
  for (const row of data.media.values()) {
    if (gone.length === limit) break;
    const isLeft =
      row.state === 'dropped' ||
      (row.state === 'open' && row.createdAt < openBefore) ||
      (row.state === 'complete' && !row.isShown && row.createdAt < before);
    if (isLeft) gone.push(row);
  }
  for (const row of gone) remove(data, row);
  return gone;
}
