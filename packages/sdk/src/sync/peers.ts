import type { GroupCard, UserCard } from '@palaver/protocol';
import { conversationId, isSameUser, type StoredMessage } from '../conversation/records.js';
import type { Desk } from '../desk.js';
import { userOf } from '../live/people.js';
import type { Replica } from '../store/replica.js';
import type { Turns } from './turns.js';

export interface PeersDeps {
  readonly replica: Replica;
  readonly turns: Turns;
  readonly request: Desk['request'];
}

/** How people and groups are called now: an event says what happened, a message what its sender's name was. */
export class Peers {
  private readonly deps: PeersDeps;
  /** The names for which people were looked up, so that each is asked about once. */
  private readonly askedFor = new Map<string, string>();

  constructor(deps: PeersDeps) {
    this.deps = deps;
  }

  arrived(message: StoredMessage): void {
    const known = this.deps.replica.get(message.conversation);
    if (!known) return;
    if ('group' in known.target) {
      if (message.body.kind === 'event') this.refreshGroup(known.target.group);
      return;
    }
    const peer = known.peer as UserCard;
    const name = message.from.displayName;
    if (!isSameUser(message.from, peer) || userOf(peer).displayName === name) return;
    if (this.askedFor.get(known.id) === name) return;
    this.askedFor.set(known.id, name);
    const { username, appKey } = peer;
    this.deps.request('users.get', { users: [{ username, appKey }] }).catch(() => this.askedFor.delete(known.id));
  }

  /** The server described people, whoever asked: a new picture or line of theirs comes with no message. */
  met(users: readonly UserCard[]): void {
    for (const card of users)
      this.learn(conversationId({ user: card.username, appKey: card.appKey }), card).catch(() => {});
  }

  /** The server described a group. */
  learnGroup(group: GroupCard): Promise<void> {
    return this.learn(conversationId({ group: group.id }), group);
  }

  private async learn(id: string, peer: UserCard | GroupCard): Promise<void> {
    const isNews = (known: { peer: unknown } | undefined) =>
      known !== undefined && JSON.stringify(known.peer) !== JSON.stringify(peer);
    if (!isNews(this.deps.replica.get(id))) return;
    await this.deps.turns.change((turn) => {
      const known = turn.get(id);
      if (known && isNews(known)) turn.put({ ...known, peer, isPeerGuessed: false });
    });
  }

  private refreshGroup(id: string): void {
    this.deps
      .request('groups.get', { id })
      .then(({ group }) => this.learnGroup(group))
      // Who was removed may not ask any more, and a lost connection brings the state anew.
      .catch(() => {});
  }
}
