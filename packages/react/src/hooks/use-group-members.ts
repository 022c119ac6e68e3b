import type { GroupMember, Message } from '@palaver/sdk';
import { useCallback, useEffect, useState } from 'react';
import { useClient } from './provider.js';

const pageSize = 200;

export interface GroupMembersView {
  readonly members: readonly GroupMember[];
  readonly isLoading: boolean;
  readonly hasMore: boolean;
  readonly error: unknown;
  readonly loadMore: () => void;
  /** After a change of one's own. */
  readonly reload: () => void;
}

/** The members of a group, by pages; read anew when the group changes. */
export function useGroupMembers(groupId: string): GroupMembersView {
  const client = useClient();
  const [pages, setPages] = useState<Pages>({ groupId, members: [], pages: 1, isLoading: true, hasMore: false });
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((n) => n + 1), []);
  const wanted = pages.groupId === groupId ? pages.pages : 1;

  useEffect(() => {
    const onEntry = ({ message }: { message: Message }) => {
      if (message.content.type === 'event') reload();
    };
    return client.on('message.new', onEntry, { conversation: { group: groupId } });
  }, [client, groupId, reload]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a round is a reason to read again.
  useEffect(() => {
    let isCurrent = true;
    const show = (next: Partial<Pages>) => {
      if (isCurrent) setPages((old) => ({ ...old, ...next, groupId, isLoading: false }));
    };
    readMembers(client.groups.members.bind(client.groups), groupId, wanted).then(
      (members) => show({ members, hasMore: members.length === wanted * pageSize, error: undefined }),
      (error: unknown) => show({ error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [client, groupId, wanted, round]);

  const loadMore = useCallback(() => setPages((old) => ({ ...old, pages: old.pages + 1, isLoading: true })), []);
  const { members, isLoading, hasMore, error } = pages;
  return { members: pages.groupId === groupId ? members : [], isLoading, hasMore, error, loadMore, reload };
}

interface Pages {
  readonly groupId: string;
  readonly members: readonly GroupMember[];
  readonly pages: number;
  readonly isLoading: boolean;
  readonly hasMore: boolean;
  readonly error?: unknown;
}

type ReadPage = (id: string, options: { after?: string; limit: number }) => Promise<GroupMember[]>;

async function readMembers(read: ReadPage, id: string, pages: number): Promise<GroupMember[]> {
  const members: GroupMember[] = [];
  for (let page = 0; page < pages; page++) {
    const after = members.at(-1)?.user.username;
    const more = await read(id, { limit: pageSize, ...(after !== undefined && { after }) });
    members.push(...more);
    if (more.length < pageSize) break;
  }
  return members;
}
