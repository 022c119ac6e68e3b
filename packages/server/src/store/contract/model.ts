import { type Random, seededRandom } from '@palaver/protocol';
import { expect, it } from 'vitest';
import type { MembershipChange, Operation } from '../batch.js';
import type { Interval, StateRow, UserId } from '../rows.js';
import type { Store } from '../store.js';
import { ann, append, bob, cleo, dora, entry, makeGroup, makeSingle, retract } from './cast.js';
import type { StoreTest } from './store-test.js';

const people = [ann, bob, cleo, dora];
const rounds = 150;

/** A conversation as its entries alone tell it: every figure is recomputed from the beginning. */
interface Told {
  readonly c: number;
  readonly isGroup: boolean;
  version: number;
  readonly entries: { sender: UserId; increment: number; retractedAt?: number; isMessage: boolean }[];
  readonly visible: Map<UserId, Interval[]>;
  readonly read: Map<UserId, number>;
}

export function describeModel({ open }: StoreTest): void {
  for (const seed of [1, 2, 3, 4]) {
    it(`[D13 D14 D17] unread, positions and what changed agree with the log recomputed, seed ${seed}`, async () => {
      const { store } = await open();
      const random = seededRandom(seed);
      const told = [...(await singles(store)), ...(await groups(store))];
      /** What a device of each user knows, kept by asking for what changed. */
      const devices = new Map(people.map((user) => [user, { mark: 0, known: new Map<number, StateRow>() }]));
      let changes = 0;
      for (let round = 0; round < rounds; round++) {
        const touched = new Set<string>();
        const batch = Array.from({ length: 1 + below(random, 6) }, () => act(random, pick(random, told), touched));
        const asking = people.filter(() => random.fraction() < 0.5);
        for (const user of asking) await sync(store, user, devices);
        const { outcomes } = await store.commit(batch.flat());
        for (const outcome of outcomes) expect(outcome.kind).toMatch(/^(appended|state)$/);
        for (const user of people) {
          const { mark, known } = devices.get(user) as { mark: number; known: Map<number, StateRow> };
          if (!asking.includes(user)) continue;
          const sent = await store.states(user, { since: mark, after: 0, limit: 500 });
          expect(sent.map(({ c }) => `${user} ${c}`).sort()).toEqual(
            [...touched].filter((key) => key.startsWith(`${user} `)).sort(),
          );
          changes += sent.length;
          for (const state of sent) known.set(state.c, state);
        }
        for (const each of told) await compare(store, each);
      }
      expect(changes).toBeGreaterThan(rounds / 2);
      for (const user of people) {
        const { known } = await sync(store, user, devices);
        for (const state of await store.states(user, { since: 0, after: 0, limit: 500 })) {
          const isPresent = state.visible.at(-1)?.[1] === null;
          // The group's row is that of now, which who left is not told.
          const { group: _, ...own } = state;
          expect(known.get(state.c)).toMatchObject(isPresent ? state : own);
        }
      }
    });
  }
}

async function singles(store: Store): Promise<Told[]> {
  const told: Told[] = [];
  for (const [one, other] of [
    [ann, bob],
    [cleo, ann],
  ] as const) {
    told.push(tell(await makeSingle(store, one, other), false, [one, other], []));
  }
  return told;
}

async function groups(store: Store): Promise<Told[]> {
  const told: Told[] = [];
  for (let made = 0; made < 2; made++) {
    told.push(
      tell(
        await makeGroup(store, ann, bob, cleo),
        true,
        [ann, bob, cleo],
        [{ sender: ann, increment: 0, isMessage: false }],
      ),
    );
  }
  return told;
}

const tell = (c: number, isGroup: boolean, members: UserId[], entries: Told['entries']): Told => ({
  c,
  isGroup,
  version: isGroup ? 1 : 0,
  entries,
  visible: new Map(members.map((user) => [user, [[1, null]]])),
  read: new Map(members.map((user) => [user, 0])),
});

/** One random thing that may happen in a conversation, done to what is told of it, and the operation that does it. */
function act(random: Random, told: Told, touched: Set<string>): Operation {
  const present = people.filter((user) => told.visible.get(user)?.at(-1)?.[1] === null);
  const user = pick(random, people);
  const kind = random.fraction();
  if (kind < 0.3 && told.visible.has(user)) {
    const seq = below(random, told.entries.length + 3);
    const place = Math.min(seq, headFor(told, user));
    if (place > (told.read.get(user) ?? 0)) {
      told.read.set(user, place);
      touched.add(`${user} ${told.c}`);
    }
    return { op: 'read', c: told.c, user, seq };
  }
  const taken = kind > 0.3 && kind < 0.45 && present.length > 0 ? takeBack(random, told) : undefined;
  if (taken) {
    for (const each of present) touched.add(`${each} ${told.c}`);
    return taken;
  }
  const sender = pick(random, present.length > 0 ? present : people);
  const isChange = told.isGroup && (kind > 0.8 || present.length === 0);
  const increment = isChange ? 0 : below(random, 101);
  const version = told.version;
  const change = isChange ? changeOf(told, present, user) : undefined;
  told.entries.push({ sender, increment, isMessage: !isChange });
  for (const each of [...present, ...(isChange ? [user] : [])]) touched.add(`${each} ${told.c}`);
  return append(told.c, version, entry(sender, { increment, at: 1_000 + below(random, 50) }), change);
}

function takeBack(random: Random, told: Told): Operation | undefined {
  const seq = 1 + below(random, told.entries.length);
  const message = told.entries[seq - 1];
  if (!message?.isMessage || message.retractedAt !== undefined) return undefined;
  told.entries.push({ sender: message.sender, increment: 0, isMessage: false });
  message.retractedAt = told.entries.length;
  return retract(told.c, told.version, seq, message.sender);
}

function changeOf(told: Told, present: UserId[], user: UserId): MembershipChange {
  const seq = told.entries.length + 1;
  const intervals = told.visible.get(user) ?? [];
  told.version += 1;
  told.visible.set(user, intervals);
  if (present.includes(user)) {
    const [from] = intervals.pop() as Interval;
    intervals.push([from, seq + 1]);
    return { leaves: [user] };
  }
  intervals.push([seq, null]);
  told.read.set(user, seq - 1);
  return { joins: [{ user, role: 'member' }] };
}

function headFor(told: Told, user: UserId): number {
  const until = told.visible.get(user)?.at(-1)?.[1];
  return typeof until === 'number' ? until - 1 : told.entries.length;
}

async function compare(store: Store, told: Told): Promise<void> {
  for (const [user, visible] of told.visible) {
    const read = told.read.get(user) ?? 0;
    const head = headFor(told, user);
    const unread = told.entries
      .slice(read, head)
      .filter(({ sender, retractedAt = head + 1 }) => sender !== user && retractedAt > head)
      .reduce((sum, { increment }) => sum + increment, 0);
    expect(await store.state(user, told.c)).toMatchObject({ head, read, unread, visible });
  }
}

/** A device catches up: it takes the mark first, and then what changed since the one before. */
async function sync(
  store: Store,
  user: UserId,
  devices: Map<UserId, { mark: number; known: Map<number, StateRow> }>,
): Promise<{ mark: number; known: Map<number, StateRow> }> {
  const device = devices.get(user) ?? { mark: 0, known: new Map() };
  const next = await store.nextMark();
  for (let after = 0; ; ) {
    const page = await store.states(user, { since: device.mark, after, limit: 2 });
    for (const state of page) device.known.set(state.c, state);
    const last = page.at(-1);
    if (!last) break;
    after = last.c;
  }
  const now = { mark: next, known: device.known };
  devices.set(user, now);
  return now;
}

const below = (random: Random, bound: number) => Math.floor(random.fraction() * bound);
const pick = <T>(random: Random, from: readonly T[]): T => from[below(random, from.length)] as T;
