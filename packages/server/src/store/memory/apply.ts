import { limits } from '@palaver/protocol';
import type { Commit, MembershipChange, NewEntry, Operation, Outcome } from '../batch.js';
import { changedGroup } from '../group-change.js';
import { avatarPlace } from '../media-rows.js';
import type { UserId } from '../rows.js';
import { type Conversation, type Data, type Entry, idKey, type Member, pairKey, visibleHead } from './data.js';
import { expire, forgetId } from './expiry.js';
import { dropReferences, dropReferencesUpTo, missingMedia, refer, showAvatar } from './media.js';
import { block, personal } from './personal.js';
import { mark } from './receipts.js';
import { stateRow } from './state.js';

type Of<Name extends Operation['op']> = Extract<Operation, { op: Name }>;
/** Gives the commit's mark, and with the first call takes it. */
type TakeMark = () => number;

/** A batch is one change: the caller sees none of it or all of it. */
export function applyBatch(data: Data, batch: readonly Operation[]): Commit {
  const next = data.mark + 1;
  const takeMark = () => {
    data.mark = next;
    return next;
  };
  const outcomes = batch.map((operation) => apply(data, operation, takeMark));
  return { mark: data.mark, outcomes };
}

function apply(data: Data, operation: Operation, takeMark: TakeMark): Outcome {
  switch (operation.op) {
    case 'create':
      return create(data, operation, takeMark);
    case 'room':
      return changeRoom(data, operation);
    case 'expire':
      return expire(data, operation, takeMark);
    case 'append':
      return append(data, operation, takeMark);
    case 'retract':
      return retract(data, operation, takeMark);
    case 'mark':
      return mark(data, operation, takeMark);
    case 'lookup':
      return standing(data, operation) ?? { kind: 'absent' };
    case 'read':
      return read(data, operation, takeMark);
    case 'delivered':
      return delivered(data, operation);
    case 'settings':
      return settings(data, operation, takeMark);
    case 'personal':
      return personal(data, operation, takeMark);
    case 'block':
      return block(data, operation, takeMark);
  }
}

function create(data: Data, operation: Of<'create'>, takeMark: TakeMark): Outcome {
  const { c, application, createdAt } = operation;
  const isSingle = 'members' in operation;
  // A quiet one has the mark before all changes.
  const mark = isSingle && operation.isQuiet ? () => 0 : takeMark;
  if (isSingle) {
    const repeated = operation.first && standing(data, operation.first);
    if (repeated) return repeated;
    const known = data.singles.get(pairKey(...operation.members));
    if (known !== undefined) return { kind: 'exists', c: known };
    const missing = missingMedia(data, operation.media);
    if (missing) return missing;
  }
  if (data.conversations.has(c)) throw new Error(`conversation ${c} was created before`);
  const conversation: Conversation = {
    c,
    application,
    version: 0,
    headAt: 0,
    floor: 0,
    inherited: 0,
    mark: mark(),
    group: 'group' in operation ? operation.group : undefined,
    room: 'room' in operation ? operation.room : undefined,
    entries: [],
    counted: new Map(),
    retractions: [],
    receipts: new Map(),
    members: new Map(),
    present: new Map(),
  };
  data.conversations.set(c, conversation);
  data.lastConversation = Math.max(data.lastConversation, c);
  if (isSingle) {
    data.singles.set(pairKey(...operation.members), c);
    for (const user of operation.members) join(data, conversation, { user, role: 'member' }, 1, createdAt, mark);
  }
  return { kind: 'done' };
}

function append(data: Data, operation: Of<'append'>, takeMark: TakeMark): Outcome {
  const { c, version, entry, change, media } = operation;
  const repeated = standing(data, entry) ?? missingMedia(data, media);
  if (repeated) return repeated;
  const conversation = data.conversations.get(c);
  if (!conversation || conversation.version !== version) return { kind: 'stale' };
  const row = place(data, conversation, entry, takeMark);
  if (change) changeMembership(data, conversation, change, row, takeMark);
  refer(data, media, c, row.seq);
  if (conversation.room) deleteUpTo(data, conversation, row.seq - limits.roomEntries);
  return { kind: 'appended', seq: row.seq, at: row.at, sid: row.sid };
}

function retract(data: Data, operation: Of<'retract'>, takeMark: TakeMark): Outcome {
  const conversation = data.conversations.get(operation.c);
  if (!conversation || conversation.version !== operation.version) return { kind: 'stale' };
  const message = conversation.entries[operation.seq - 1];
  if (message?.kind !== 'message' || message.isRetracted) return { kind: 'retracted' };
  const row = place(data, conversation, operation.entry, takeMark);
  const { seq, sender, increment } = message;
  Object.assign(message, { body: operation.body, isRetracted: true });
  conversation.receipts.delete(seq);
  conversation.retractions.push({ seq, place: row.seq, sender, increment });
  dropReferences(data, operation.c, seq);
  return { kind: 'appended', seq: row.seq, at: row.at, sid: row.sid };
}

/** Gives an entry its place, at the end of the log. */
function place(data: Data, conversation: Conversation, entry: NewEntry, takeMark: TakeMark): Entry {
  const { c } = conversation;
  const before = conversation.entries.at(-1);
  const counted = conversation.counted.get(entry.sender) ?? [];
  const row: Entry = {
    c,
    seq: conversation.entries.length + 1,
    at: Math.max(entry.at, conversation.headAt),
    sid: String(++data.lastSid),
    kind: entry.kind,
    id: entry.id,
    sender: entry.sender,
    hash: entry.hash,
    body: entry.body,
    increment: entry.increment,
    isRetracted: false,
    sum: (before?.sum ?? 0) + entry.increment,
    own: (counted.at(-1)?.own ?? 0) + entry.increment,
  };
  conversation.entries.push(row);
  conversation.headAt = row.at;
  conversation.mark = takeMark();
  data.ids.set(idKey(entry.sender, entry.id), row);
  if (entry.kind === 'message') data.messages.set(entry.id, [...(data.messages.get(entry.id) ?? []), row]);
  if (entry.increment > 0) {
    counted.push(row);
    conversation.counted.set(entry.sender, counted);
  }
  return row;
}

function changeRoom(data: Data, { c, change }: Of<'room'>): Outcome {
  const conversation = data.conversations.get(c);
  if (!conversation?.room || conversation.room.isRemoved) return { kind: 'stale' };
  conversation.version += 1;
  conversation.room = { ...conversation.room, ...change };
  if (change.isRemoved) deleteUpTo(data, conversation, conversation.entries.length);
  return { kind: 'done' };
}

/** What is deleted is gone with its id. */
function deleteUpTo(data: Data, conversation: Conversation, floor: number): void {
  for (let seq = conversation.floor + 1; seq <= floor; seq++) {
    forgetId(data, conversation.entries[seq - 1]);
    delete conversation.entries[seq - 1];
  }
  conversation.floor = Math.max(conversation.floor, floor);
  dropReferencesUpTo(data, conversation.c, floor);
}

function changeMembership(
  data: Data,
  conversation: Conversation,
  change: MembershipChange,
  { seq, at }: Entry,
  takeMark: TakeMark,
): void {
  conversation.version += 1;
  for (const one of change.joins ?? []) {
    if (!conversation.present.has(one.user)) join(data, conversation, one, seq, at, takeMark);
  }
  for (const user of change.leaves ?? []) leave(conversation, user, seq, takeMark);
  for (const { user, role } of change.roles ?? []) {
    const member = conversation.present.get(user);
    if (member) member.role = role;
  }
  for (const { user, until } of change.silences ?? []) {
    const member = conversation.members.get(user);
    if (member) member.silencedUntil = until;
  }
  if (conversation.group) conversation.group = changedGroup(conversation.group, change.group);
  if (change.group?.avatar !== undefined) showAvatar(data, avatarPlace.ofGroup(conversation.c), change.group.avatar);
}

function join(
  data: Data,
  conversation: Conversation,
  { user, role }: Pick<Member, 'user' | 'role'>,
  from: number,
  joinedAt: number,
  takeMark: TakeMark,
): void {
  const { c } = conversation;
  const former = conversation.members.get(user);
  const member: Member = former ?? {
    c,
    user,
    role,
    joinedAt,
    intervals: [],
    read: 0,
    delivered: 0,
    muted: false,
    pinned: false,
    mark: 0,
    silencedUntil: null,
  };
  Object.assign(member, { role, joinedAt, read: from - 1, delivered: from - 1, mark: takeMark() });
  member.intervals.push([from, null]);
  conversation.present.set(user, member);
  if (former) return;
  conversation.members.set(user, member);
  const memberships = data.memberships.get(user) ?? [];
  memberships.push(member);
  data.memberships.set(user, memberships);
}

function leave(conversation: Conversation, user: UserId, seq: number, takeMark: TakeMark): void {
  const member = conversation.present.get(user);
  const last = member?.intervals.pop();
  if (!member || !last) return;
  member.intervals.push([last[0], seq + 1]);
  member.mark = takeMark();
  conversation.present.delete(user);
}

function standing(data: Data, wanted: { sender: UserId; id: string; hash: string }): Outcome | undefined {
  const entry = data.ids.get(idKey(wanted.sender, wanted.id));
  if (!entry) return undefined;
  const { c, seq, at, sid } = entry;
  return { kind: 'repeated', c, seq, at, sid, isSameBody: entry.hash === wanted.hash };
}

function read(data: Data, { c, user, seq }: Of<'read'>, takeMark: TakeMark): Outcome {
  const conversation = data.conversations.get(c);
  const member = conversation?.members.get(user);
  if (!conversation || !member) return { kind: 'state', hasChanged: false, state: undefined };
  const place = Math.min(seq, visibleHead(conversation, member));
  const hasChanged = place > member.read;
  if (hasChanged) Object.assign(member, { read: place, mark: takeMark() });
  return { kind: 'state', hasChanged, state: stateRow(conversation, member) };
}

function delivered(data: Data, { marks }: Of<'delivered'>): Outcome {
  for (const [user, c, seq] of marks) {
    const conversation = data.conversations.get(c);
    const member = conversation?.members.get(user);
    if (!conversation || !member) continue;
    member.delivered = Math.max(member.delivered, Math.min(seq, visibleHead(conversation, member)));
  }
  return { kind: 'done' };
}

function settings(data: Data, operation: Of<'settings'>, takeMark: TakeMark): Outcome {
  const conversation = data.conversations.get(operation.c);
  const member = conversation?.members.get(operation.user);
  if (!conversation || !member) return { kind: 'state', hasChanged: false, state: undefined };
  const { muted = member.muted, pinned = member.pinned } = operation;
  const hasChanged = muted !== member.muted || pinned !== member.pinned;
  if (hasChanged) Object.assign(member, { muted, pinned, mark: takeMark() });
  return { kind: 'state', hasChanged, state: stateRow(conversation, member) };
}
