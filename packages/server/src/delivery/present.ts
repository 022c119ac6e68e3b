import type { ConversationState, GroupCard, PersonalState } from '@palaver/protocol';
import { cardOf, displayName } from '../domain/people.js';
import type { Directory, People } from '../people/directory.js';
import type { ApplicationRow, GroupRow, PersonalRow, StateRow, UserId } from '../store/store.js';

/** Rows of the store as the wire has them: with the names of people. All of one application. */
export class Presenter {
  private readonly directory: Directory;

  constructor(directory: Directory) {
    this.directory = directory;
  }

  /** At once where everybody named is in memory. */
  states(application: ApplicationRow, rows: readonly StateRow[]): ConversationState[] | Promise<ConversationState[]> {
    const present = (people: People) => rows.map((row) => stateOf(application, row, people));
    const people = this.directory.byIds(rows.flatMap(peopleOf));
    if (people instanceof Promise) return people.then(present);
    try {
      return present(people);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** At once where everybody named is in memory. */
  personal(application: ApplicationRow, user: UserId, row: PersonalRow): PersonalState | Promise<PersonalState> {
    const present = (people: People) => personalOf(application, user, row, people);
    const people = this.directory.byIds([user, ...row.blocked]);
    return people instanceof Promise ? people.then(present) : present(people);
  }

  async group(application: ApplicationRow, c: number, group: GroupRow, members: readonly UserId[]): Promise<GroupCard> {
    const named = { ...group, memberCount: members.length, firstMembers: members.slice(0, 5) };
    return groupCard(application, c, named, await this.directory.byIds([group.owner, ...named.firstMembers]));
  }
}

export const conversationFrame = (state: ConversationState): string => JSON.stringify({ t: 'conversation', state });

function personalOf(application: ApplicationRow, id: UserId, row: PersonalRow, people: People): PersonalState {
  const user = people.get(id);
  if (!user) throw new Error(`There is no user ${id}.`);
  const blocked = row.blocked.flatMap((other) => people.get(other) ?? []).filter(({ state }) => state !== 'deleted');
  return {
    mark: row.mark,
    user: cardOf(user, application.key),
    muted: row.isMuted,
    blocked: blocked.map(({ username }) => ({ username, appKey: application.key })),
  };
}

type NamedGroup = NonNullable<StateRow['group']>;
const peopleOf = ({ peer, group }: StateRow): UserId[] =>
  group ? [group.owner, ...group.firstMembers] : peer === undefined ? [] : [peer];

function stateOf(application: ApplicationRow, row: StateRow, people: People): ConversationState {
  const { c, head, headAt, floor, read, delivered, unread, muted, pinned } = row;
  return {
    c,
    ...peerOf(application, row, people),
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
  application: ApplicationRow,
  { c, peer, group }: StateRow,
  people: People,
): Pick<ConversationState, 'target' | 'peer'> {
  if (group) return { target: { group: String(c) }, peer: groupCard(application, c, group, people) };
  const user = peer === undefined ? undefined : people.get(peer);
  if (!user) throw new Error(`Conversation ${c} has nobody on the other side.`);
  return { target: { user: user.username, appKey: application.key }, peer: cardOf(user, application.key) };
}

function groupCard(application: ApplicationRow, c: number, group: NamedGroup, people: People): GroupCard {
  const { name, description, kind, memberCount, maxMembers, isDissolved, avatar } = group;
  return {
    id: String(c),
    name,
    description,
    kind,
    owner: people.get(group.owner)?.username ?? '',
    ownerAppKey: application.key,
    memberCount,
    maxMembers,
    firstMembers: group.firstMembers.flatMap((id) => people.get(id) ?? []).map(displayName),
    ...(isDissolved && { isDissolved }),
    ...(avatar && { avatarMediaId: avatar }),
  };
}
