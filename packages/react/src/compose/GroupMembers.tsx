import type { GroupMember } from '@palaver/sdk';
import { useEffect } from 'react';
import { useGroupMembers } from '../hooks/use-group-members.js';

/** So many members of a large group are known to who mentions. */
const mostKnown = 1_000;

/** Reads the members of a group, page by page; shows nothing. */
export function GroupMembers(props: { groupId: string; onMembers: (members: readonly GroupMember[]) => void }) {
  const { groupId, onMembers } = props;
  const { members, isLoading, hasMore, loadMore } = useGroupMembers(groupId);
  useEffect(() => {
    if (members.length > 0) onMembers(members);
    if (hasMore && !isLoading && members.length < mostKnown) loadMore();
  }, [members, hasMore, isLoading, loadMore, onMembers]);
  return null;
}
