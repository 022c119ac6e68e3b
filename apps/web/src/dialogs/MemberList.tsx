import { Avatar, avatarSeed, type GroupMembersView } from '@palaver/react';
import type { GroupMember } from '@palaver/sdk';
import { UserMinus } from 'lucide-react';
import { useAppTexts } from '../texts/provider.js';

export interface MemberListProps {
  readonly view: GroupMembersView;
  readonly canRemove: (member: GroupMember) => boolean;
  readonly onRemove: (member: GroupMember) => void;
}

export function MemberList({ view, canRemove, onRemove }: MemberListProps) {
  const { details } = useAppTexts();
  return (
    <>
      <ul className="members" aria-busy={view.isLoading}>
        {view.members.map((member) => {
          const { user, role, nickname } = member;
          const name = nickname ?? user.displayName;
          return (
            <li key={`${user.appKey}/${user.username}`} className="person">
              <Avatar seed={avatarSeed(user)} name={name} size="s" />
              <p>
                <span dir="auto">{name}</span>
                {name !== user.username && <small>{user.username}</small>}
              </p>
              {role !== 'member' && <small className="tag">{details.roles[role]}</small>}
              {canRemove(member) && (
                <button
                  type="button"
                  className="icon-button"
                  aria-label={details.removeMember(name)}
                  title={details.removeMember(name)}
                  onClick={() => onRemove(member)}
                >
                  <UserMinus aria-hidden />
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {view.hasMore && (
        <button type="button" className="button button-quiet" disabled={view.isLoading} onClick={view.loadMore}>
          {details.moreMembers}
        </button>
      )}
    </>
  );
}
