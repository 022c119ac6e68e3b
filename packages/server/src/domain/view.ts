import type {
  ApplicationId,
  ConversationRow,
  GroupRow,
  MembershipChange,
  Role,
  RoomRow,
  UserId,
} from '../store/store.js';

/** All that a decision about a conversation reads. Never changed: each decision makes the next one of it. */
export interface ConversationView {
  readonly c: number;
  readonly application: ApplicationId;
  readonly version: number;
  /** Members now, in the order of joining. */
  readonly members: Members;
  /** Present: a group. */
  readonly group?: GroupRow;
  /** Present: a chatroom. Neither: two people. */
  readonly room?: RoomRow;
}
export type Members = ReadonlyMap<UserId, Role>;

/** Of a conversation that was just made. */
export const firstVersion = 0;

export const viewOf = (row: ConversationRow): ConversationView => ({
  c: row.c,
  application: row.application,
  version: row.version,
  members: new Map(row.members.map(({ user, role }) => [user, role])),
  ...(row.group && { group: row.group }),
  ...(row.room && { room: row.room }),
});

/** The view after an entry that changes membership: a copy, so that what was decided before keeps its own audience. */
export function fold(view: ConversationView, change: MembershipChange | undefined): ConversationView {
  if (!change) return view;
  const members = new Map(view.members);
  for (const { user, role } of change.joins ?? []) members.set(user, role);
  for (const user of change.leaves ?? []) members.delete(user);
  for (const { user, role } of change.roles ?? []) if (members.has(user)) members.set(user, role);
  return {
    ...view,
    version: view.version + 1,
    members,
    ...(view.group && { group: { ...view.group, ...change.group } }),
  };
}

/** Who receives the entry that records a change: who joins with it, and who leaves with it too. */
export function audienceOf(view: ConversationView, change: MembershipChange | undefined): Members {
  if (!change?.joins?.length) return view.members;
  const audience = new Map(view.members);
  for (const { user, role } of change.joins) audience.set(user, role);
  return audience;
}
