import type { Tell } from './findings.js';
import { type Entry, type Observation, pairOf } from './observation.js';

/** What is known to stand at one place. */
export interface Placed {
  readonly entry: Entry;
  /** What told of it first. */
  readonly by: Observation;
  /** Where in the history it was first told of. */
  readonly index: number;
}

/** Places from the first up to and without the second. */
type Interval = readonly [from: number, until: number];
const never = Number.POSITIVE_INFINITY;

const joining = new Set(['created', 'members_added']);
const leaving = new Set(['members_removed', 'member_left']);

/** A conversation's log in one epoch, put together from all that was told of it. */
export class Log {
  readonly to: string;
  private readonly tell: Tell;
  readonly places = new Map<number, Placed>();
  /** By sender and id. */
  private readonly ids = new Map<string, Placed>();
  private intervals: Map<string, Interval[]> | undefined;

  constructor(to: string, tell: Tell) {
    this.to = to;
    this.tell = tell;
  }

  /** Another place, id or time than was told before is told of as broken. */
  note(entry: Entry, by: Observation, index: number): void {
    const { seq, id, from, what } = entry;
    const known = this.places.get(seq);
    if (known) this.compare(known, entry, by);
    else {
      this.places.set(seq, { entry, by, index });
      if (what.kind === 'event') this.intervals = undefined;
    }
    if (what.kind === 'event') return;
    const elsewhere = this.ids.get(`${from} ${id}`);
    if (!elsewhere) this.ids.set(`${from} ${id}`, { entry, by, index });
    else if (elsewhere.entry.seq !== seq) {
      const says = `${id} of ${from} stands at ${elsewhere.entry.seq} and at ${seq} of ${this.to}`;
      this.tell('D4', says, elsewhere.by, by);
    }
  }

  private compare(known: Placed, entry: Entry, by: Observation): void {
    const { seq, id, from, what, sid, time } = entry;
    const isAcknowledged = [known.by.type, by.type].includes('send.acknowledged');
    const isEvent = what.kind === 'event';
    const isSame = isEvent === (known.entry.what.kind === 'event') && (isEvent || known.entry.id === id);
    if (!isSame || known.entry.from !== from) {
      const says = `place ${seq} of ${this.to} is ${known.entry.id} of ${known.entry.from} and ${id} of ${from}`;
      this.tell(isAcknowledged ? 'D1' : 'D6', says, known.by, by);
    } else if (known.entry.sid !== sid || known.entry.time !== time) {
      const says = `${id} at ${seq} of ${this.to} has two times or server ids`;
      this.tell(isAcknowledged ? 'D1' : 'D6', says, known.by, by);
    }
  }

  find(from: string, id: string): Placed | undefined {
    return this.ids.get(`${from} ${id}`);
  }

  inOrder(): Placed[] {
    return [...this.places.values()].sort((one, other) => one.entry.seq - other.entry.seq);
  }

  /** Whether who is in it, and since when, is known at all. */
  get hasMembers(): boolean {
    return pairOf(this.to) !== undefined || this.memberships().size > 0;
  }

  intervalsOf(user: string): readonly Interval[] {
    const pair = pairOf(this.to);
    if (pair) return pair.includes(user) ? [[1, never]] : [];
    return this.memberships().get(user) ?? [];
  }

  /** The interval of the user that holds the place. */
  intervalAt(user: string, seq: number): Interval | undefined {
    return this.intervalsOf(user).find(([from, until]) => from <= seq && seq < until);
  }

  membersAt(seq: number): string[] {
    const everybody = pairOf(this.to) ?? [...this.memberships().keys()];
    return everybody.filter((user) => this.intervalAt(user, seq));
  }

  /** The interval that ends with a removal includes the removal's entry. */
  private memberships(): Map<string, Interval[]> {
    if (this.intervals) return this.intervals;
    const all = new Map<string, Interval[]>();
    const close = (user: string, seq: number) => {
      const own = all.get(user);
      const last = own?.at(-1);
      if (own && last && last[1] === never) own[own.length - 1] = [last[0], seq + 1];
    };
    for (const { entry } of this.inOrder()) {
      const { what, seq, from } = entry;
      if (what.kind !== 'event') continue;
      if (joining.has(what.event))
        for (const user of what.members)
          if (all.get(user)?.at(-1)?.[1] !== never) all.set(user, [...(all.get(user) ?? []), [seq, never]]);
      if (leaving.has(what.event))
        for (const user of what.event === 'member_left' ? [from] : what.members) close(user, seq);
      if (what.event === 'dissolved') for (const user of all.keys()) close(user, seq);
    }
    this.intervals = all;
    return all;
  }
}
