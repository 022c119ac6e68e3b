import { ok, type Refusal, type Result, refusal, refused } from '@palaver/protocol';
import type { MembershipChange } from '../store/batch.js';
import type { GroupRow, Role, UserId } from '../store/rows.js';
import { type ConversationView, silencedUntil } from './view.js';

/** One entry of a group's log: what its event says, in ids, and what it changes. */
export interface MembershipDecision {
  readonly event: {
    readonly kind:
      | 'created'
      | 'members_added'
      | 'members_removed'
      | 'member_left'
      | 'updated'
      | 'dissolved'
      | 'owner_changed'
      | 'admins_added'
      | 'admins_removed'
      | 'silenced'
      | 'unsilenced';
    readonly members?: readonly UserId[];
    readonly newOwner?: UserId;
    /** Until when they are silenced, server time in ms. */
    readonly until?: number;
  };
  readonly change: MembershipChange;
}
/** Undefined: it is so already, and there is nothing to record. */
type Decided = Result<MembershipDecision | undefined, Refusal>;

const joining = (users: readonly UserId[], role: Role = 'member') => users.map((user) => ({ user, role }));

export function decideCreateGroup(group: GroupRow, members: readonly UserId[]): Decided {
  const others = [...new Set(members)].filter((user) => user !== group.owner);
  if (others.length + 1 > group.maxMembers) return refused(refusal('GROUP_FULL'));
  return ok({
    event: { kind: 'created', members: [group.owner, ...others] },
    change: { joins: [...joining([group.owner], 'owner'), ...joining(others)] },
  });
}

export function decideAddMembers(actor: UserId, users: readonly UserId[], view: ConversationView | undefined): Decided {
  const member = asMember(actor, view);
  if (!member.ok) return member;
  const { group, members } = member.value;
  const added = [...new Set(users)].filter((user) => !members.has(user));
  if (added.length === 0) return refused(refusal('ALREADY_MEMBER'));
  if (members.size + added.length > group.maxMembers) return refused(refusal('GROUP_FULL'));
  return ok({ event: { kind: 'members_added', members: added }, change: { joins: joining(added) } });
}

/** The owner removes anybody else; an admin, who is neither owner nor admin. */
export function decideRemoveMembers(
  actor: UserId,
  users: readonly UserId[],
  view: ConversationView | undefined,
): Decided {
  const member = asMember(actor, view);
  if (!member.ok) return member;
  const { members, role } = member.value;
  if (role === 'member') return refused(refusal('FORBIDDEN', 'Only the owner and admins remove members.'));
  const removed = [...new Set(users)];
  if (removed.includes(actor)) return refused(refusal('INVALID', 'Who wants to go leaves.'));
  if (removed.some((user) => !members.has(user)))
    return refused(refusal('NOT_MEMBER', 'One of those named is not a member.'));
  const isOutOfReach = (user: UserId) =>
    members.get(user) === 'owner' || (role !== 'owner' && members.get(user) !== 'member');
  if (removed.some(isOutOfReach)) return refused(refusal('FORBIDDEN', 'Owner and admins cannot be removed by you.'));
  return ok({ event: { kind: 'members_removed', members: removed }, change: { leaves: removed } });
}

/** Where the owner leaves, the longest-standing member follows; where nobody is left, the group ends. */
export function decideLeave(actor: UserId, view: ConversationView | undefined): Decided {
  const member = asMember(actor, view);
  if (!member.ok) return member;
  const { members, role } = member.value;
  if (members.size === 1)
    return ok({ event: { kind: 'dissolved' }, change: { leaves: [actor], group: { isDissolved: true } } });
  if (role !== 'owner') return ok({ event: { kind: 'member_left' }, change: { leaves: [actor] } });
  const heir = nextOwner(actor, member.value) as UserId;
  return ok({
    event: { kind: 'member_left', newOwner: heir },
    change: { leaves: [actor], ...crowning(heir) },
  });
}

export function decideDissolve(actor: UserId, view: ConversationView | undefined): Decided {
  const member = asMember(actor, view);
  if (!member.ok) return member;
  if (member.value.role !== 'owner') return refused(refusal('FORBIDDEN', 'Only the owner dissolves a group.'));
  return ok({
    event: { kind: 'dissolved' },
    change: { leaves: [...member.value.members.keys()], group: { isDissolved: true } },
  });
}

export function decideUpdateGroup(
  actor: UserId,
  changes: Partial<Pick<GroupRow, 'name' | 'description' | 'avatar'>>,
  view: ConversationView | undefined,
): Decided {
  const member = asMember(actor, view);
  if (!member.ok) return member;
  return ok({ event: { kind: 'updated' }, change: { group: changes } });
}

/** The owner hands the group on, and is a member like others then. */
export function decideTransfer(actor: UserId, heir: UserId, view: ConversationView | undefined): Decided {
  const member = asMember(actor, view);
  if (!member.ok) return member;
  const { members, role } = member.value;
  if (role !== 'owner') return refused(refusal('FORBIDDEN', 'Only the owner hands a group on.'));
  if (heir === actor) return refused(refusal('INVALID', 'It is yours already.'));
  if (!members.has(heir)) return refused(notAmongThem);
  const { roles, ...rest } = crowning(heir);
  return ok({
    event: { kind: 'owner_changed', members: [heir] },
    change: { ...rest, roles: [{ user: actor, role: 'member' }, ...roles] },
  });
}

export function decideSetRole(
  actor: UserId,
  user: UserId,
  role: 'admin' | 'member',
  view: ConversationView | undefined,
): Decided {
  const member = asMember(actor, view);
  if (!member.ok) return member;
  if (member.value.role !== 'owner') return refused(refusal('FORBIDDEN', 'Only the owner makes and unmakes admins.'));
  if (user === actor) return refused(refusal('INVALID', 'The owner stays the owner until he hands the group on.'));
  const before = member.value.members.get(user);
  if (!before) return refused(notAmongThem);
  if (before === role) return ok(undefined);
  return ok({
    event: { kind: role === 'admin' ? 'admins_added' : 'admins_removed', members: [user] },
    change: { roles: [{ user, role }] },
  });
}

/** The owner silences anybody else; an admin, who is neither owner nor admin. `until` null lifts it. */
export function decideSilence(
  actor: UserId,
  { user, until, now }: { readonly user: UserId; readonly until: number | null; readonly now: number },
  view: ConversationView | undefined,
): Decided {
  const member = asMember(actor, view);
  if (!member.ok) return member;
  const { members, role } = member.value;
  if (role === 'member') return refused(refusal('FORBIDDEN', 'Only the owner and admins silence members.'));
  if (user === actor) return refused(refusal('INVALID', 'Nobody silences himself.'));
  const other = members.get(user);
  if (!other) return refused(notAmongThem);
  if (other === 'owner' || (role !== 'owner' && other !== 'member'))
    return refused(refusal('FORBIDDEN', 'Owner and admins cannot be silenced by you.'));
  if (until !== null && until <= now) return refused(refusal('INVALID', 'A silence ends in the future.'));
  const before = silencedUntil(member.value, user, now) ?? null;
  if (before === until) return ok(undefined);
  return ok({
    event: until === null ? { kind: 'unsilenced', members: [user] } : { kind: 'silenced', members: [user], until },
    change: { silences: [{ user, until }] },
  });
}

const notAmongThem = refusal('NOT_MEMBER', 'This user is not a member.');

/** Nobody could lift the silence of an owner: it ends with his becoming it. */
const crowning = (heir: UserId) => ({
  roles: [{ user: heir, role: 'owner' as const }],
  silences: [{ user: heir, until: null }],
  group: { owner: heir },
});

/** Who becomes the owner when `leaving` goes. */
export function nextOwner(leaving: UserId, view: Pick<ConversationView, 'members'>): UserId | undefined {
  for (const user of view.members.keys()) if (user !== leaving) return user;
  return undefined;
}

function asMember(
  actor: UserId,
  view: ConversationView | undefined,
): Result<ConversationView & { readonly group: GroupRow; readonly role: Role }, Refusal> {
  if (!view?.group) return refused(refusal('NOT_FOUND'));
  const role = view.members.get(actor);
  if (!role) return refused(refusal('NOT_MEMBER'));
  return ok({ ...view, group: view.group, role });
}
