import type { MembershipChange } from '../store/batch.js';
import { changedGroup } from '../store/group-change.js';
import type { ApplicationId, ConversationRow, GroupRow, Role, RoomRow, UserId } from '../store/rows.js';

/** All that a decision about a conversation reads. Never changed: each decision makes the next one of it. */
export interface ConversationView {
  readonly c: number;
  readonly application: ApplicationId;
  readonly version: number;
  /** Members now, in the order of joining. */
  readonly members: Members;
  /** Of two people: who of them has blocked the other. */
  readonly blocks: readonly UserId[];
  /** Until when who is or was a member of the group may not speak, server time in ms. */
  readonly silences: Silences;
  /** Present: a group. */
  readonly group?: GroupRow;
  /** Present: a chatroom. Neither: two people. */
  readonly room?: RoomRow;
}
export type Members = ReadonlyMap<UserId, Role>;
export type Silences = ReadonlyMap<UserId, number>;

/** Of a conversation that is just being made: of two people, or of a group that its first entry fills. */
export const newView = (
  c: number,
  application: ApplicationId,
  made: { readonly members: readonly UserId[] } | { readonly group: GroupRow },
): ConversationView => ({
  c,
  application,
  version: 0,
  members: new Map('group' in made ? [] : made.members.map((user) => [user, 'member'])),
  blocks: [],
  silences: new Map(),
  ...('group' in made && { group: made.group }),
});

export const viewOf = (row: ConversationRow): ConversationView => ({
  c: row.c,
  application: row.application,
  version: row.version,
  members: new Map(row.members.map(({ user, role }) => [user, role])),
  blocks: row.blocks,
  silences: new Map(row.silences),
  ...(row.group && { group: row.group }),
  ...(row.room && { room: row.room }),
});

/** Until when a user may not speak there; undefined where he may. */
export function silencedUntil({ silences }: ConversationView, user: UserId, now: number): number | undefined {
  const until = silences.get(user);
  return until !== undefined && until > now ? until : undefined;
}

/** The view after an entry that changes membership: a copy, so that what was decided before keeps its own audience. */
export function fold(view: ConversationView, change: MembershipChange | undefined): ConversationView {
  if (!change) return view;
  const members = new Map(view.members);
  for (const { user, role } of change.joins ?? []) members.set(user, role);
  for (const user of change.leaves ?? []) members.delete(user);
  for (const { user, role } of change.roles ?? []) if (members.has(user)) members.set(user, role);
  const silences = new Map(view.silences);
  for (const { user, until } of change.silences ?? []) {
    if (until === null) silences.delete(user);
    else silences.set(user, until);
  }
  return {
    ...view,
    version: view.version + 1,
    members,
    silences,
    ...(view.group && { group: changedGroup(view.group, change.group) }),
  };
}

/** Who receives the entry that records a change: who joins with it, and who leaves with it too. */
export function audienceOf(view: ConversationView, change: MembershipChange | undefined): Members {
  if (!change?.joins?.length) return view.members;
  const audience = new Map(view.members);
  for (const { user, role } of change.joins) audience.set(user, role);
  return audience;
}
