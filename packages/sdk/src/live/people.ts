import type { Actor, GroupCard, GroupMemberCard, RoomCard, UserCard, WireGroupEvent } from '@palaver/protocol';
import type { Chatroom, Extras, Group, GroupEvent, GroupMember, User } from '../api.js';

/** What the wire says of people and groups, as the public shapes of it. */
export function userOf(card: UserCard | Actor): User {
  const { extras, ...rest } = card as UserCard & { displayName?: string };
  return {
    ...(rest as Omit<UserCard, 'extras'>),
    ...(extras && { extras: extras as Extras }),
    displayName: rest.displayName ?? (rest.nickname || rest.username),
  } as User;
}

export function groupOf({ firstMembers: _, isDissolved: __, ...group }: GroupCard): Group {
  return group as Group;
}

/** Its name, else its first five members. */
export const groupTitle = ({ name, firstMembers, id }: GroupCard): string =>
  name || firstMembers.slice(0, 5).join(', ') || id;

export function groupMemberOf(member: GroupMemberCard): GroupMember {
  return {
    user: userOf(member.user),
    role: member.role,
    joinedAt: new Date(member.joinedAt),
    ...(member.nickname !== undefined && { nickname: member.nickname }),
    ...(member.silencedUntil !== undefined && { silencedUntil: new Date(member.silencedUntil) }),
  };
}

export function groupEventOf(event: WireGroupEvent): GroupEvent {
  return {
    kind: event.kind,
    actor: userOf(event.actor),
    ...(event.members && { members: event.members.map(userOf) }),
    ...(event.newOwner && { newOwner: userOf(event.newOwner) }),
    ...(event.until !== undefined && { until: new Date(event.until) }),
  } as GroupEvent;
}

export const chatroomOf = ({ id, name, description, memberCount }: RoomCard): Chatroom => ({
  id,
  name,
  description,
  memberCount,
});
