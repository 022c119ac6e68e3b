import type { LogRow, OldestRow, UserId, VisibleLog } from '../rows.js';
import type { Data } from './data.js';

export function visibleLogs(
  data: Data,
  user: UserId,
  { after, limit }: { after: number; limit: number },
): VisibleLog[] {
  return (data.memberships.get(user) ?? [])
    .filter(({ c }) => c > after)
    .sort((a, b) => a.c - b.c)
    .slice(0, limit)
    .map(({ c, intervals }) => ({ c, floor: data.conversations.get(c)?.floor ?? 0, visible: [...intervals] }));
}

export function logs(data: Data, { since, after, limit }: { since: number; after: number; limit: number }): LogRow[] {
  return [...data.conversations.values()]
    .filter(({ c, mark, members }) => c > after && mark >= since && members.size > 0)
    .sort((a, b) => a.c - b.c)
    .slice(0, limit)
    .map(({ c, entries, floor }) => ({ c, head: entries.length, floor }));
}

export const oldest = (data: Data, { after, limit }: { after: number; limit: number }): OldestRow[] =>
  [...data.conversations.values()]
    .filter(({ c }) => c > after)
    .sort((a, b) => a.c - b.c)
    .slice(0, limit)
    .map(({ c, application, entries, floor }) => ({ c, application, at: entries[floor]?.at }));
