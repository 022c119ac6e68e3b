import type { ConversationRow, EntryRow, MemberRow, StandingMessage, StateRow, UserId } from '../rows.js';
import { firstMembersCount } from '../rows.js';
import { type Conversation, type Data, type Entry, type Member, type Retraction, visibleHead } from './data.js';

export const conversationRow = (data: Data, conversation: Conversation): ConversationRow => ({
  c: conversation.c,
  application: conversation.application,
  version: conversation.version,
  head: conversation.entries.length,
  headAt: conversation.headAt,
  floor: conversation.floor,
  members: Array.from(conversation.present.values(), memberRow),
  ...(conversation.group && { group: conversation.group }),
  ...(conversation.room && { room: conversation.room }),
  blocks: conversation.group ? [] : blocksAmong(data, [...conversation.members.keys()]),
  silences: Array.from(conversation.members.values()).flatMap(({ user, silencedUntil }) =>
    silencedUntil === null ? [] : [[user, silencedUntil] as const],
  ),
});

const blocksAmong = (data: Data, pair: readonly UserId[]): UserId[] =>
  pair.filter((user) => pair.some((other) => data.personal.get(user)?.blocked.has(other)));

export const memberRow = (member: Member): MemberRow => ({
  user: member.user,
  role: member.role,
  from: member.intervals.at(-1)?.[0] ?? 0,
  joinedAt: member.joinedAt,
  ...(member.silencedUntil !== null && { silencedUntil: member.silencedUntil }),
});

/** A page of the user's conversations that changed at mark `since` or later. */
export function changedStates(
  data: Data,
  user: UserId,
  query: { since: number; after: number; limit: number },
): StateRow[] {
  const changed: [Conversation, Member][] = [];
  for (const member of data.memberships.get(user) ?? []) {
    const conversation = data.conversations.get(member.c);
    if (!conversation || member.c <= query.after) continue;
    // What happens in a conversation after he left is no change of his view.
    const mark = conversation.present.has(user) ? Math.max(member.mark, conversation.mark) : member.mark;
    // Made quietly, and nothing of it is his own yet.
    const isUnknown = conversation.entries.length === 0 && member.mark === 0;
    if (mark >= query.since && !isUnknown) changed.push([conversation, member]);
  }
  changed.sort(([a], [b]) => a.c - b.c);
  return changed.slice(0, query.limit).map(([conversation, member]) => stateRow(conversation, member));
}

export function stateRow(conversation: Conversation, member: Member): StateRow {
  const head = visibleHead(conversation, member);
  return {
    c: conversation.c,
    ...target(conversation, member),
    head,
    headAt: conversation.entries[head - 1]?.at ?? 0,
    floor: conversation.floor,
    inherited: conversation.inherited,
    visible: [...member.intervals],
    read: member.read,
    delivered: member.delivered,
    unread: unread(conversation, member.user, Math.max(member.read, conversation.floor), head),
    muted: member.muted,
    pinned: member.pinned,
  };
}

function target(conversation: Conversation, member: Member): Pick<StateRow, 'peer' | 'group'> {
  if (conversation.group) {
    const firstMembers = [];
    for (const user of conversation.present.keys()) {
      if (firstMembers.length === firstMembersCount) break;
      firstMembers.push(user);
    }
    return { group: { ...conversation.group, memberCount: conversation.present.size, firstMembers } };
  }
  for (const user of conversation.members.keys()) if (user !== member.user) return { peer: user };
  return {};
}

/** Increments of others in `(after, head]`, from the running sums at both ends, less what was taken back up to `head`. */
function unread(conversation: Conversation, user: UserId, after: number, head: number): number {
  if (after >= head) return 0;
  const sumAt = (place: number) => conversation.entries[place - 1]?.sum ?? 0;
  const all = sumAt(head) - sumAt(after) - (ownAt(conversation, user, head) - ownAt(conversation, user, after));
  return all - retractedSum(conversation, user, after, head);
}

/** A message stands before what takes it back, so the look from the newest ends at `after`. */
function retractedSum({ retractions }: Conversation, user: UserId, after: number, head: number): number {
  let sum = 0;
  for (let at = retractions.length - 1; at >= 0; at--) {
    const { seq, place, sender, increment } = retractions[at] as Retraction;
    if (place <= after) break;
    if (seq > after && place <= head && sender !== user) sum += increment;
  }
  return sum;
}

export const entryRows = (entries: readonly Entry[]): EntryRow[] =>
  entries.map(({ seq, at, sid, body }) => ({ seq, at, sid, body }));

export const standingMessage = (entry: Entry): StandingMessage => {
  const { c, seq, at, sid, body, sender, increment, isRetracted } = entry;
  return { c, seq, at, sid, body, sender, increment, isRetracted };
};

/** The user's own increments up to a place: the sum that his last counted entry there carries. */
function ownAt(conversation: Conversation, user: UserId, place: number): number {
  const counted = conversation.counted.get(user) ?? [];
  let low = 0;
  for (let high = counted.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((counted[middle]?.seq ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return counted[low - 1]?.own ?? 0;
}
