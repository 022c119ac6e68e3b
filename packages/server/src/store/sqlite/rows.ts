import type { MediaRow } from '../media-rows.js';
import type { ApplicationRow, SessionRow, UserRow } from '../people-rows.js';
import type { EntryRow, GroupRow, Interval, MemberRow, Role, RoomRow } from '../rows.js';
import type { Row, Value } from './driver.js';

const number = (value: Value | undefined) => value as number;
const text = (value: Value | undefined) => value as string;

export const entryRow = (row: Row): EntryRow => ({
  seq: number(row.seq),
  at: number(row.at),
  sid: String(row.sid),
  body: text(row.body),
});

export const memberRow = (row: Row): MemberRow => ({
  user: number(row.user),
  role: row.role as Role,
  from: number(row.since),
  joinedAt: number(row.joined_at),
  ...(typeof row.silenced_until === 'number' && { silencedUntil: row.silenced_until }),
});

export const interval = (row: Row): Interval => [number(row.since), row.until as number | null];

export const groupRow = (row: Row): GroupRow => ({
  name: text(row.name),
  description: text(row.description),
  kind: row.kind as GroupRow['kind'],
  owner: number(row.owner),
  maxMembers: number(row.max_members),
  isDissolved: row.is_dissolved === 1,
  ...(row.avatar && { avatar: text(row.avatar) }),
});

export const roomRow = (row: Row): RoomRow => ({
  name: text(row.name),
  description: text(row.description),
  isRemoved: row.is_removed === 1,
});

export const applicationRow = (row: Row): ApplicationRow => ({
  id: number(row.id),
  key: text(row.key),
  name: text(row.name),
  secrets: JSON.parse(text(row.secrets)),
  settings: JSON.parse(text(row.settings)),
  createdAt: number(row.created_at),
});

export const userRow = (row: Row): UserRow => ({
  id: number(row.id),
  application: number(row.application),
  username: text(row.username),
  skeleton: text(row.skeleton),
  ...(typeof row.password === 'string' && { password: row.password }),
  profile: JSON.parse(text(row.profile)),
  state: row.state as UserRow['state'],
  createdAt: number(row.created_at),
});

export const sessionRow = (row: Row): SessionRow => ({
  id: text(row.id),
  user: number(row.user),
  tokenHash: text(row.token_hash),
  platform: text(row.platform),
  deviceClass: text(row.device_class),
  deviceName: text(row.device_name),
  createdAt: number(row.created_at),
  expiresAt: number(row.expires_at),
  seenAt: number(row.seen_at),
  ...(typeof row.end_reason === 'string' && { endReason: row.end_reason }),
});

export const mediaRow = (row: Row): MediaRow => ({
  key: number(row.key),
  application: number(row.application),
  id: text(row.id),
  uploader: number(row.uploader),
  kind: row.kind as MediaRow['kind'],
  mime: text(row.mime),
  bytes: number(row.bytes),
  sha256: text(row.sha256),
  state: row.state as MediaRow['state'],
  isShown: row.shown === 1,
  createdAt: number(row.created_at),
});
