import { Avatar, avatarSeed, type GroupView, useFormat } from '@palaver/react';
import type { GroupMember } from '@palaver/sdk';
import { useAppTexts } from '../texts/provider.js';
import { MemberMenu } from './MemberMenu.js';

export interface MemberListProps {
  readonly view: GroupView;
  readonly run: (work: () => Promise<unknown>) => Promise<boolean>;
}

/** Who is in a group, and what one may do about it. */
export function MemberList({ view, run }: MemberListProps) {
  const { details } = useAppTexts();
  return (
    <>
      <ul className="members" aria-busy={view.isLoading}>
        {view.members.map((member) => (
          <Member key={avatarSeed(member.user)} {...{ view, member, run }} />
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

interface MemberProps extends MemberListProps {
  readonly member: GroupMember;
}

function Member({ view, member, run }: MemberProps) {
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
      {view.mine && member !== view.mine && (
        <MemberMenu view={view} member={member} name={name} isSilenced={isSilenced} run={run} />
      )}
    </li>
  );
}
