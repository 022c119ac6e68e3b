import { limits, seededRandom } from '@palaver/protocol';
import { expect, it } from 'vitest';
import type { RoomRow } from '../rows.js';
import type { Store } from '../store.js';
import { ann, append, application, bob, cleo, entry, makeGroup, makeSingle, outcomesOf } from './cast.js';
import type { StoreTest } from './store-test.js';

const row = (more: Partial<RoomRow> = {}): RoomRow => ({ name: 'Lobby', description: '', isRemoved: false, ...more });

async function makeRoom(store: Store, more: Partial<RoomRow> = {}, of = application): Promise<number> {
  const c = await store.allocateConversation();
  const made = await outcomesOf(store, { op: 'create', c, application: of, createdAt: 500, room: row(more) });
  expect(made).toEqual([{ kind: 'done' }]);
  return c;
}
const said = (sender = ann, id?: string) => entry(sender, { increment: 0, ...(id !== undefined && { id }) });
const standing = async (store: Store, c: number) => (await store.entries(c, 1, 9_999, 9_999)).map(({ seq }) => seq);

export function describeRooms({ open }: StoreTest): void {
  it("[O2] begins empty, belongs to an application, and is nobody's conversation", async () => {
    const { store } = await open();
    const c = await makeRoom(store, { description: 'come in' });
    expect(await store.conversation(c)).toMatchObject({
      c,
      application,
      version: 0,
      head: 0,
      headAt: 0,
      floor: 0,
      members: [],
      room: row({ description: 'come in' }),
    });
    expect(await outcomesOf(store, append(c, 0, said()))).toMatchObject([{ kind: 'appended', seq: 1 }]);
    expect(await store.state(ann, c)).toBeUndefined();
    expect(await store.states(ann, { since: 0, after: 0, limit: 9 })).toEqual([]);
    expect(await store.groupsOf(ann)).toEqual([]);
    expect(await store.intervals(c, ann)).toEqual([]);
  });

  it('[O2] are listed page by page, those of one application, without what was removed', async () => {
    const { store } = await open();
    const made: number[] = [];
    for (const name of ['one', 'two', 'three', 'four']) made.push(await makeRoom(store, { name }));
    await makeRoom(store, { name: 'elsewhere' }, application + 1);
    await makeSingle(store);
    await makeGroup(store, ann, bob);
    const [removed] = await outcomesOf(store, { op: 'room', c: made[1] as number, change: { isRemoved: true } });
    expect(removed).toEqual({ kind: 'done' });
    const names = async (start: number, count: number) => {
      const { rooms, total } = await store.rooms(application, { start, count });
      expect(total).toBe(3);
      return rooms.map(({ name }) => name);
    };
    expect(await names(0, 2)).toEqual(['one', 'three']);
    expect(await names(2, 2)).toEqual(['four']);
    expect(await names(9, 2)).toEqual([]);
    expect((await store.rooms(application, { start: 0, count: 1 })).rooms).toEqual([
      { c: made[0], ...row({ name: 'one' }) },
    ]);
  });

  it(`[O2] keep the newest ${limits.roomEntries} entries; places go on, and ids go with their messages`, async () => {
    const { store } = await open();
    const c = await makeRoom(store);
    const first = said();
    await outcomesOf(store, append(c, 0, first));
    for (let left = limits.roomEntries + 1; left > 0; left -= 17)
      await store.commit(Array.from({ length: Math.min(17, left) }, () => append(c, 0, said(bob))));
    expect(await store.conversation(c)).toMatchObject({ head: limits.roomEntries + 2, floor: 2 });
    expect((await standing(store, c)).length).toBe(limits.roomEntries);
    expect((await standing(store, c))[0]).toBe(3);
    expect(await outcomesOf(store, { op: 'lookup', sender: ann, id: first.id, hash: first.hash })).toEqual([
      { kind: 'absent' },
    ]);
    const [again, repeated] = await outcomesOf(store, append(c, 0, first), append(c, 0, first));
    expect([again, repeated]).toMatchObject([
      { kind: 'appended', seq: limits.roomEntries + 3 },
      { kind: 'repeated', seq: limits.roomEntries + 3, isSameBody: true },
    ]);
    // Elsewhere nothing is deleted.
    const single = await makeSingle(store);
    await store.commit(Array.from({ length: 60 }, () => append(single, 0, entry(ann))));
    expect((await standing(store, single)).length).toBe(60);
  });

  it('[O2] are changed and removed; what was decided before is stale, and the number is never given again', async () => {
    const { store, reopen } = await open();
    const c = await makeRoom(store);
    const last = said();
    expect(
      await outcomesOf(
        store,
        append(c, 0, last),
        { op: 'room', c, change: { name: 'Hall' } },
        append(c, 0, said()),
        append(c, 1, said()),
        { op: 'room', c, change: { isRemoved: true } },
        append(c, 1, said()),
        { op: 'lookup', sender: ann, id: last.id, hash: last.hash },
        { op: 'room', c, change: { name: 'Attic' } },
        { op: 'room', c: c + 1_000, change: { name: 'Attic' } },
      ),
    ).toMatchObject([
      { kind: 'appended', seq: 1 },
      { kind: 'done' },
      { kind: 'stale' },
      { kind: 'appended', seq: 2 },
      { kind: 'done' },
      { kind: 'stale' },
      { kind: 'absent' },
      { kind: 'stale' },
      { kind: 'stale' },
    ]);
    expect(await store.conversation(c)).toMatchObject({ version: 2, room: row({ name: 'Hall', isRemoved: true }) });
    expect(await standing(store, c)).toEqual([]);
    const [alsoNone] = await outcomesOf(store, {
      op: 'room',
      c: await makeGroup(store, ann, bob),
      change: { isRemoved: true },
    });
    expect(alsoNone).toEqual({ kind: 'stale' });
    const next = await store.allocateConversation();
    expect(next).toBeGreaterThan(c);
    if (reopen) expect(await (await reopen()).allocateConversation()).toBeGreaterThan(c);
  });

  for (const seed of [1, 2, 3]) {
    it(`[O2] agree with what was said, recomputed, seed ${seed}`, async () => {
      const { store } = await open();
      const random = seededRandom(seed);
      const below = (bound: number) => Math.floor(random.fraction() * bound);
      const rooms = [await makeRoom(store), await makeRoom(store)];
      const told = new Map(rooms.map((c) => [c, [] as { id: string; sender: number }[]]));
      for (let round = 0; round < 60; round++) {
        const batch = Array.from({ length: 1 + below(12) }, () => {
          const c = rooms[below(2)] as number;
          const log = told.get(c) ?? [];
          const known = log[below(log.length)];
          const repeats = below(3) === 0 && known ? known : undefined;
          const one = said(repeats?.sender ?? [ann, bob, cleo][below(3)], repeats?.id);
          const stands = log.slice(-limits.roomEntries).findIndex(({ id }) => id === one.id);
          const seq = Math.max(0, log.length - limits.roomEntries) + stands + 1;
          if (stands < 0) log.push({ id: one.id, sender: one.sender });
          return {
            operation: append(c, 0, one),
            outcome: stands < 0 ? { kind: 'appended', seq: log.length } : { kind: 'repeated', seq, isSameBody: true },
          };
        });
        expect(await outcomesOf(store, ...batch.map(({ operation }) => operation))).toMatchObject(
          batch.map(({ outcome }) => outcome),
        );
        for (const [c, log] of told) {
          const floor = Math.max(0, log.length - limits.roomEntries);
          expect(await store.conversation(c)).toMatchObject({ head: log.length, floor });
          const bodies = (await store.entries(c, 1, log.length, 9_999)).map(({ seq, body }) => `${seq} ${body}`);
          expect(bodies).toEqual(
            log.slice(floor).map(({ id }, at) => `${floor + at + 1} {"kind":"message","id":"${id}"}`),
          );
        }
      }
    });
  }
}
