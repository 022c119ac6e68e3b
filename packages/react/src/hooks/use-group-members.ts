import type { GroupMember, MemberRef, Message } from '@palaver/sdk';
import { useCallback, useEffect, useState } from 'react';
import { useClient } from './provider.js';
import { refOf } from './use-blocked.js';

/** As many as one looks through at once. */
const shownAtOnce = 200;

export interface GroupMembersView {
  readonly members: readonly GroupMember[];
  readonly isLoading: boolean;
  readonly hasMore: boolean;
  readonly error: unknown;
  readonly loadMore: () => void;
  /** After a change of one's own. */
  readonly reload: () => void;
}

/** The members of a group, by pages, at most 500 each; read anew when the group changes. */
export function useGroupMembers(groupId: string, pageSize = shownAtOnce): GroupMembersView {
  const client = useClient();
  const [read, setRead] = useState<Read>({ groupId, round: 0, pages: 0, members: [], hasMore: true });
  const [asked, setAsked] = useState({ groupId, round: 0, pages: 1 });
  const wanted = asked.groupId === groupId ? asked : { groupId, round: asked.round, pages: 1 };
  const { round, pages } = wanted;
  const reload = useCallback(() => setAsked((before) => ({ ...before, round: before.round + 1 })), []);

  useEffect(() => {
    const onEntry = ({ message }: { message: Message }) => {
      if (message.content.type === 'event') reload();
    };
    return client.on('message.new', onEntry, { conversation: { group: groupId } });
  }, [client, groupId, reload]);

  const isOfThis = read.groupId === groupId;
  const isFresh = isOfThis && read.round === round;
  const isLoading = !isFresh || read.pages < pages;
  useEffect(() => {
    if (!isLoading) return;
    let isCurrent = true;
    // Behind those that are here, where they are of this round: else all of them anew.
    const kept = isFresh ? read : { pages: 0, members: [] };
    const before = { groupId, round, pages };
    readPages(client.groups.members.bind(client.groups), groupId, kept.members, pages - kept.pages, pageSize).then(
      (next) => isCurrent && setRead({ ...before, ...next, error: undefined }),
      (error: unknown) =>
        isCurrent && setRead((old) => ({ ...(old.groupId === groupId ? old : none), ...before, error })),
    );
    return () => {
      isCurrent = false;
    };
  }, [client, groupId, round, pages, pageSize, isLoading, isFresh, read]);

  const loadMore = useCallback(() => setAsked({ groupId, round, pages: pages + 1 }), [groupId, round, pages]);
  const { members, hasMore, error } = isOfThis ? read : none;
  return { members, isLoading, hasMore: isOfThis && hasMore, error, loadMore, reload };
}

interface Read {
  readonly groupId: string;
  /** Of which reading they are, and how many pages. */
  readonly round: number;
  readonly pages: number;
  readonly members: readonly GroupMember[];
  readonly hasMore: boolean;
  readonly error?: unknown;
}
const none = { members: [] as readonly GroupMember[], hasMore: false, error: undefined };

type ReadPage = (id: string, options: { after?: MemberRef; limit: number }) => Promise<GroupMember[]>;

async function readPages(read: ReadPage, id: string, kept: readonly GroupMember[], pages: number, limit: number) {
  const members = [...kept];
  for (let page = 0; page < pages; page++) {
    const last = members.at(-1)?.user;
    const more = await read(id, { limit, ...(last && { after: refOf(last) }) });
    members.push(...more);
    if (more.length < limit) return { members, hasMore: false };
  }
  return { members, hasMore: true };
}
