import type { GroupMember } from '@palaver/sdk';
import { useEffect } from 'react';
import { useGroupMembers } from '../hooks/use-group-members.js';

/** As many as one answer may hold: of the largest group all are known after twenty of them. */
const pageSize = 500;

/** Reads all members of a group, page by page; shows nothing. */
export function GroupMembers(props: { groupId: string; onMembers: (members: readonly GroupMember[]) => void }) {
  const { groupId, onMembers } = props;
  const { members, isLoading, hasMore, loadMore } = useGroupMembers(groupId, pageSize);
  useEffect(() => {
    if (members.length > 0) onMembers(members);
    if (hasMore && !isLoading) loadMore();
  }, [members, hasMore, isLoading, loadMore, onMembers]);
  return null;
}
