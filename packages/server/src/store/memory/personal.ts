import type { Operation, Outcome } from '../batch.js';
import { avatarPlace } from '../media-rows.js';
import { mergedProfile } from '../profile-change.js';
import type { PersonalRow, UserId } from '../rows.js';
import { type Data, type Personal, pairKey } from './data.js';
import { showAvatar } from './media.js';

type Of<Name extends Operation['op']> = Extract<Operation, { op: Name }>;

export function personalRow(data: Data, user: UserId): PersonalRow {
  const own = data.personal.get(user);
  if (!own) return { mark: 0, isMuted: false, blocked: [] };
  const blocked = [...own.blocked].sort(([a, atA], [b, atB]) => atA - atB || a - b).map(([other]) => other);
  return { mark: own.mark, isMuted: own.isMuted, blocked };
}

export function personal(
  data: Data,
  { user, profile: change, isMuted }: Of<'personal'>,
  takeMark: () => number,
): Outcome {
  const before = data.personal.get(user)?.isMuted ?? false;
  const changed = change && changeProfile(data, user, change);
  if (change && 'avatarMediaId' in change) showAvatar(data, avatarPlace.ofUser(user), change['avatarMediaId']);
  const hasChanged = (isMuted ?? before) !== before || changed?.hasChanged === true;
  if (hasChanged) Object.assign(ownOf(data, user), { isMuted: isMuted ?? before, mark: takeMark() });
  return {
    kind: 'personal',
    hasChanged,
    personal: personalRow(data, user),
    ...(changed && { profile: changed.profile }),
  };
}

export function block(data: Data, { user, other, isBlocked, at }: Of<'block'>, takeMark: () => number): Outcome {
  const hasChanged = (data.personal.get(user)?.blocked.has(other) ?? false) !== isBlocked;
  if (hasChanged) {
    const own = ownOf(data, user);
    if (isBlocked) own.blocked.set(other, at);
    else own.blocked.delete(other);
    own.mark = takeMark();
    const conversation = data.conversations.get(data.singles.get(pairKey(user, other)) ?? 0);
    if (conversation) conversation.version += 1;
  }
  return { kind: 'personal', hasChanged, personal: personalRow(data, user) };
}

function ownOf(data: Data, user: UserId): Personal {
  const own = data.personal.get(user) ?? { isMuted: false, mark: 0, blocked: new Map() };
  data.personal.set(user, own);
  return own;
}

function changeProfile(data: Data, user: UserId, change: Readonly<Record<string, unknown>>) {
  const row = data.users.get(user);
  if (!row) return undefined;
  const profile = mergedProfile(row.profile, change);
  const hasChanged = JSON.stringify(profile) !== JSON.stringify(row.profile);
  if (hasChanged) data.users.set(user, { ...row, profile });
  return { profile, hasChanged };
}
