import type { ConversationState, GroupCard } from '@palaver/protocol';
import { displayName } from '../domain/people.js';
import type { Directory, People } from '../people/directory.js';
import type { GroupRow, StateRow, UserId } from '../store/store.js';

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

  async group(c: number, group: GroupRow, members: readonly UserId[]): Promise<GroupCard> {
    const named = { ...group, memberCount: members.length, firstMembers: members.slice(0, 5) };
    return groupCard(this.directory, c, named, await this.directory.byIds([group.owner, ...named.firstMembers]));
  }
}

export const conversationFrame = (state: ConversationState): string => JSON.stringify({ t: 'conversation', state });

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
  const { name, description, kind, memberCount, maxMembers, isDissolved } = group;
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
  };
}
