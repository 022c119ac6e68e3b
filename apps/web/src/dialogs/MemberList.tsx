import { Avatar, avatarSeed, type GroupMembersView, useFormat } from '@palaver/react';
import type { Group, GroupMember } from '@palaver/sdk';
import { useAppTexts } from '../texts/provider.js';
import { MemberMenu } from './MemberMenu.js';

export interface MemberListProps {
  readonly group: Group;
  readonly view: GroupMembersView;
  /** What one is oneself here. */
  readonly mine: GroupMember | undefined;
  readonly change: (work: () => Promise<unknown>) => Promise<boolean>;
}

/** Who is in a group, and what one may do about it. */
export function MemberList({ group, view, mine, change }: MemberListProps) {
  const { details } = useAppTexts();
  return (
    <>
      <ul className="members" aria-busy={view.isLoading}>
        {view.members.map((member) => (
          <Member key={avatarSeed(member.user)} {...{ group, member, mine, change }} />
        ))}
      </ul>
      {view.hasMore && (
        <button type="button" className="button button-quiet" disabled={view.isLoading} onClick={view.loadMore}>
          {details.moreMembers}
        </button>
      )}
    </>
  );
}

interface MemberProps extends Omit<MemberListProps, 'view'> {
  readonly member: GroupMember;
}

function Member({ group, member, mine, change }: MemberProps) {
  const { details } = useAppTexts();
  const { moment } = useFormat();
  const { user, role, nickname, silencedUntil } = member;
  const name = nickname ?? user.displayName;
  const isSilenced = silencedUntil !== undefined && silencedUntil.getTime() > Date.now();
  return (
    <li className="person">
      <Avatar of={user} seed={avatarSeed(user)} name={name} size="s" />
      <p>
        <span dir="auto">{name}</span>
        {name !== user.username && <small>{user.username}</small>}
        {isSilenced && <small>{details.silencedUntil(moment(silencedUntil))}</small>}
      </p>
      {role !== 'member' && <small className="tag">{details.roles[role]}</small>}
      {mine && member !== mine && (
        <MemberMenu group={group} member={member} name={name} mine={mine} isSilenced={isSilenced} change={change} />
      )}
    </li>
  );
}
