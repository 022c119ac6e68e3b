import { type Refusal, type Result, refusal, uuidv7 } from '@palaver/protocol';
import { mayGather, mayMeet } from '../../domain/cross-application.js';
import type { MembershipDecision } from '../../domain/membership.js';
import { type ConversationView, newView } from '../../domain/view.js';
import type { Command, Decision, Place } from '../../engine/command.js';
import { groupKey } from '../../engine/lane.js';
import type { MembershipChange } from '../../store/batch.js';
import type { UserRow } from '../../store/people-rows.js';
import type { GroupRow, UserId } from '../../store/rows.js';
import type { Asker, Reply, Services } from './handler.js';
import { refuseAsSeen } from './refuse-as-seen.js';

export interface GroupChangeRequest {
  readonly c: number;
  /** Present where the change makes the group. */
  readonly creates?: GroupRow;
  readonly decide: (view: ConversationView | undefined) => Result<MembershipDecision | undefined, Refusal>;
  /** Whom the event may name. */
  readonly people: readonly UserRow[];
  /** After the entry left for the connections. */
  readonly done: () => void | Promise<void>;
}

/** A change of a group on its way into the group's log. */
export function changeGroup(services: Services, asker: Asker, reply: Reply, request: GroupChangeRequest): void {
  services.lanes.submit(groupKey(request.c), new GroupChange(services, asker, reply, request));
}

const nothingToDo = refusal('INVALID', 'It is so already.');

class GroupChange implements Command {
  private readonly services: Services;
  private readonly asker: Asker;
  private readonly reply: Reply;
  private readonly request: GroupChangeRequest;
  private readonly people: ReadonlyMap<UserId, UserRow>;
  private body = '';

  constructor(services: Services, asker: Asker, reply: Reply, request: GroupChangeRequest) {
    this.services = services;
    this.asker = asker;
    this.reply = reply;
    this.request = request;
    this.people = new Map(request.people.map((row) => [row.id, row]));
  }

  decide(view: ConversationView | undefined, c: number): Decision {
    const { clock, random, digest, directory } = this.services;
    const { user, application } = this.asker.identity;
    const { creates } = this.request;
    const decided = this.request.decide(view);
    if (!decided.ok) return { kind: 'refuse', refusal: decided.error };
    if (!decided.value) return this.nothing();
    const { event, change } = decided.value;
    const apart = this.apart(view, change);
    if (apart) return { kind: 'refuse', refusal: apart };
    const named = this.name([...(event.members ?? []), ...(event.newOwner === undefined ? [] : [event.newOwner])]);
    if (!named) return { kind: 'refuse', refusal: membersChanged };
    const actor = (id: UserId) => directory.actorOf(named.get(id) as UserRow);
    this.body = JSON.stringify({
      kind: 'event',
      event: {
        kind: event.kind,
        actor: directory.actorOf(directory.peekById(user.id) ?? user),
        ...(event.members && { members: event.members.map(actor) }),
        ...(event.newOwner !== undefined && { newOwner: actor(event.newOwner) }),
        ...(event.until !== undefined && { until: event.until }),
      },
    });
    const id = uuidv7(clock, random);
    const at = clock.now();
    return {
      kind: 'append',
      entry: { kind: 'event', sender: user.id, id, hash: digest(id), body: this.body, increment: 0, at },
      change,
      ...(creates && {
        creates: { op: 'create', c, application: application.id, createdAt: at, group: creates },
        created: newView(c, application.id, { group: creates }),
      }),
    };
  }

  accepted(place: Place): void {
    const { fresh } = place;
    // Its id was made here: it cannot stand already.
    if (!fresh) throw new Error('A change of a group was repeated.');
    this.services.publisher.entry({ ...place, fresh }, this.body, {
      answer: () => this.done(),
      failed: () => this.unknown(),
    });
  }

  refused(refusal: Refusal, isFinal: boolean): void {
    if (!isFinal) return;
    if (refusal === nothingToDo) {
      this.done();
      return;
    }
    const { reply, asker, request } = this;
    const { user } = asker.identity;
    refuseAsSeen(this.services, { reply, c: request.c, user: user.id, unknown: () => this.unknown() }, refusal);
  }

  unknown(): void {
    this.asker.unknown();
  }

  /** Why people of other applications stand in the way; at once nothing where all are of one. */
  private apart(
    view: ConversationView | undefined,
    { joins = [], leaves = [] }: MembershipChange,
  ): Refusal | undefined {
    const { directory } = this.services;
    const { user, application } = this.asker.identity;
    const home = view ? directory.peekApplication(view.application) : application;
    if (!home) return refusal('BUSY');
    const isLeaving = leaves.length === 1 && leaves[0] === user.id;
    if (!isLeaving && !mayMeet(application, home)) return apartRefusal;
    const joining = joins.map((join) => join.user);
    const joined = this.name(joining);
    if (joined && [...joined.values()].every((row) => row.application === home.id)) return undefined;
    const all = this.name([...joining, ...(view?.members.keys() ?? [])]);
    if (!all) return membersChanged;
    const applications = [...all.values()].map((row) => directory.applicationOf(row));
    return mayGather([home, ...applications]) ? undefined : apartRefusal;
  }

  /** It is so already: said when what made it so is flushed, and so behind a look-up of what cannot be there. */
  private nothing(): Decision {
    const { clock, random } = this.services;
    const sender = this.asker.identity.user.id;
    return {
      kind: 'refuse',
      refusal: nothingToDo,
      lookup: { op: 'lookup', sender, id: uuidv7(clock, random), hash: '' },
    };
  }

  private done(): void {
    Promise.resolve(this.request.done()).catch(() => this.unknown());
  }

  private name(ids: readonly UserId[]): Map<UserId, UserRow> | undefined {
    const named = new Map<UserId, UserRow>();
    for (const id of ids) {
      const row = this.people.get(id) ?? this.services.directory.peekById(id);
      if (!row) return undefined;
      named.set(id, row);
    }
    return named;
  }
}

const membersChanged = refusal('BUSY', 'The members changed meanwhile.');
const apartRefusal = refusal('FORBIDDEN', 'The applications do not allow their people to be in one group.');
