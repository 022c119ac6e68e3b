import type { ConversationState, GroupCard, PersonalState } from '@palaver/protocol';
import { displayName } from '../domain/people.js';
import type { Directory, People } from '../people/directory.js';
import type { GroupRow, PersonalRow, StateRow, UserId } from '../store/rows.js';

/** Rows of the store as the wire has them: with the names of people. */
export class Presenter {
  private readonly directory: Directory;

  constructor(directory: Directory) {
    this.directory = directory;
  }

  /** At once where everybody named is in memory. */
  states(rows: readonly StateRow[]): ConversationState[] | Promise<ConversationState[]> {
    const present = (people: People) => rows.map((row) => stateOf(this.directory, row, people));
    const people = this.directory.byIds(rows.flatMap(peopleOf));
    if (people instanceof Promise) return people.then(present);
    try {
      return present(people);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** At once where everybody named is in memory. */
  personal(user: UserId, row: PersonalRow): PersonalState | Promise<PersonalState> {
    const present = (people: People) => personalOf(this.directory, user, row, people);
    const people = this.directory.byIds([user, ...row.blocked]);
    return people instanceof Promise ? people.then(present) : present(people);
  }

  async group(c: number, group: GroupRow, members: readonly UserId[]): Promise<GroupCard> {
    const named = { ...group, memberCount: members.length, firstMembers: members.slice(0, 5) };
    return groupCard(this.directory, c, named, await this.directory.byIds([group.owner, ...named.firstMembers]));
  }
}

export const conversationFrame = (state: ConversationState): string => JSON.stringify({ t: 'conversation', state });

function personalOf(directory: Directory, id: UserId, row: PersonalRow, people: People): PersonalState {
  const user = people.get(id);
  if (!user) throw new Error(`There is no user ${id}.`);
  const blocked = row.blocked.flatMap((other) => people.get(other) ?? []).filter(({ state }) => state !== 'deleted');
  return {
    mark: row.mark,
    user: directory.cardOf(user),
    muted: row.isMuted,
    blocked: blocked.map((other) => ({ username: other.username, appKey: directory.keyOf(other) })),
  };
}

type NamedGroup = NonNullable<StateRow['group']>;
const peopleOf = ({ peer, group }: StateRow): UserId[] =>
  group ? [group.owner, ...group.firstMembers] : peer === undefined ? [] : [peer];

function stateOf(directory: Directory, row: StateRow, people: People): ConversationState {
  const { c, head, headAt, floor, read, delivered, unread, muted, pinned } = row;
  return {
    c,
    ...peerOf(directory, row, people),
    head,
    floor,
    visible: row.visible.map(([from, until]) => [from, until]),
    read,
    delivered,
    unread,
    muted,
    pinned,
    headAt,
  };
}

function peerOf(
  directory: Directory,
  { c, peer, group }: StateRow,
  people: People,
): Pick<ConversationState, 'target' | 'peer'> {
  if (group) return { target: { group: String(c) }, peer: groupCard(directory, c, group, people) };
  const user = peer === undefined ? undefined : people.get(peer);
  if (!user) throw new Error(`Conversation ${c} has nobody on the other side.`);
  return { target: { user: user.username, appKey: directory.keyOf(user) }, peer: directory.cardOf(user) };
}

function groupCard(directory: Directory, c: number, group: NamedGroup, people: People): GroupCard {
  const { name, description, kind, memberCount, maxMembers, isDissolved, avatar } = group;
  const owner = people.get(group.owner);
  if (!owner) throw new Error(`Group ${c} has an owner whom nobody knows.`);
  return {
    id: String(c),
    name,
    description,
    kind,
    owner: owner.username,
    ownerAppKey: directory.keyOf(owner),
    memberCount,
    maxMembers,
    firstMembers: group.firstMembers.flatMap((id) => people.get(id) ?? []).map(displayName),
    ...(isDissolved && { isDissolved }),
    ...(avatar && { avatarMediaId: avatar }),
  };
}
