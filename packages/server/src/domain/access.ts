import { ok, type Refusal, type Result, refusal, refused } from '@palaver/protocol';
import type { ApplicationId, ConversationRow, GroupRow, Interval, RoomRow, StateRow, UserId } from '../store/rows.js';

/** To those who never were members a group does not exist (P32). */
export const asSeenBy = (refused: Refusal, intervals: readonly Interval[]): Refusal =>
  refused.code === 'NOT_MEMBER' && intervals.length === 0 ? refusal('NOT_FOUND') : refused;

/** Whether a place lies in one of a user's intervals. */
export const isVisible = (seq: number, intervals: readonly Interval[]): boolean =>
  intervals.some(([from, until]) => seq >= from && (until === null || seq < until));

export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * What of the places asked for the user may see: parts of his membership, newest first, and apart from them what has
 * expired. `to` of the answer goes no further than what exists for him, since a place in the answered range that is missing
 * will never come.
 */
export function decideEntries(
  asked: Range,
  state: StateRow | undefined,
): Result<{ readonly to: number; readonly parts: readonly Range[]; readonly expired: readonly Range[] }, Refusal> {
  if (asked.from > asked.to) return refused(refusal('INVALID', 'from: not after to'));
  if (!state) return refused(refusal('NOT_FOUND'));
  const to = Math.min(asked.to, state.head);
  const seen = state.visible.map(([begin, until]) => ({
    from: Math.max(asked.from, begin),
    to: Math.min(to, until === null ? to : until - 1),
  }));
  const parts = seen.map((part) => ({ ...part, from: Math.max(part.from, state.floor + 1) }));
  const expired = seen.map((part) => ({ ...part, to: Math.min(part.to, state.floor) }));
  return ok({ to, parts: newestFirst(parts), expired: newestFirst(expired) });
}

const newestFirst = (parts: readonly Range[]): Range[] => parts.filter(({ from, to }) => from <= to).reverse();

type GroupConversation = ConversationRow & { readonly group: GroupRow };

/** Members see their group, and everybody sees a public one, unless its application `isApart` from his. */
export function decideSeeGroup(
  row: ConversationRow | undefined,
  user: UserId,
  isApart: boolean,
): Result<GroupConversation, Refusal> {
  const { group } = row ?? {};
  if (!row || !group) return refused(refusal('NOT_FOUND'));
  const isMember = row.members.some((member) => member.user === user);
  if (!isMember && (isApart || group.kind === 'private' || group.isDissolved)) return refused(refusal('NOT_MEMBER'));
  return ok({ ...row, group });
}

/** Everybody of the application sees its chatrooms. */
export function decideSeeRoom(row: ConversationRow | undefined, application: ApplicationId): Result<RoomRow, Refusal> {
  const { room } = row ?? {};
  if (!room || room.isRemoved || row?.application !== application)
    return refused(refusal('NOT_FOUND', 'There is no such chatroom.'));
  return ok(room);
}
