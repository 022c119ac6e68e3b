import type { Chatroom } from '@palaver/sdk';
import { useCallback, useState } from 'react';
import { useClient } from './provider.js';
import { type AskedView, useAsked } from './use-asked.js';

const pageSize = 50;

export interface ChatroomsView extends Omit<AskedView<readonly Chatroom[]>, 'value'> {
  readonly rooms: readonly Chatroom[] | undefined;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
}

/** The chatrooms there are, by pages. [O2] */
export function useChatrooms(): ChatroomsView {
  const { chatrooms } = useClient();
  const [pages, setPages] = useState(1);
  const { value, error, isAsking, again } = useAsked(
    useCallback(() => chatrooms.list({ count: pages * pageSize }), [chatrooms, pages]),
  );
  const [last, setLast] = useState(value);
  if (value && value !== last) setLast(value);
  const loadMore = useCallback(() => setPages((before) => before + 1), []);
  const rooms = value ?? last;
  return {
    rooms: rooms?.items,
    hasMore: (rooms?.items.length ?? 0) < (rooms?.total ?? 0),
    error,
    isAsking,
    again,
    loadMore,
  };
}
