import { expect, it } from 'vitest';
import type { Operation, Outcome } from '../batch.js';
import type { Store } from '../store.js';
import {
  ann,
  append,
  bob,
  cleo,
  dora,
  entry,
  event,
  group,
  makeGroup,
  makeSingle,
  outcomesOf,
  retract,
  stateOf,
} from './cast.js';
import type { StoreTest } from './store-test.js';

const expire = (c: number, before: number, limit = 99): Operation => ({ op: 'expire', c, before, limit });
const after = async (store: Store, ...batch: Operation[]): Promise<Outcome> =>
  (await outcomesOf(store, ...batch)).at(-1) as Outcome;
const places = async (store: Store, c: number) => (await store.entries(c, 1, 999, 999)).map(({ seq }) => seq);
const said = (sender: number, at: number, increment = 1) => entry(sender, { at, increment });

/** Retention: the floor rises, what lies below is gone, and every figure stays what the entries above it tell. */
export function describeExpiry({ open }: StoreTest): void {
  it('raises the floor over what is too old, at most so many places at once; head, order and places go on', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    await store.commit([10, 20, 30, 40].map((at) => append(c, 0, said(ann, at))));
    expect(await after(store, expire(c, 10))).toEqual({ kind: 'expired', count: 0, floor: 0 });
    expect(await after(store, expire(c, 35, 2))).toEqual({ kind: 'expired', count: 2, floor: 2 });
    expect(await after(store, expire(c, 35, 2))).toEqual({ kind: 'expired', count: 1, floor: 3 });
    expect(await after(store, expire(c, 35, 2))).toEqual({ kind: 'expired', count: 0, floor: 3 });
    expect(await places(store, c)).toEqual([4]);
    expect(await store.conversation(c)).toMatchObject({ head: 4, floor: 3, version: 0 });
    expect(await after(store, expire(c, 99))).toEqual({ kind: 'expired', count: 1, floor: 4 });
    expect(await places(store, c)).toEqual([]);
    expect(await after(store, append(c, 0, said(bob, 5)))).toMatchObject({ kind: 'appended', seq: 5, at: 40 });
    expect(await after(store, expire(c + 1_000, 99))).toMatchObject({ kind: 'expired', count: 0 });
  });

  it('[D16 S39 (part)] deletes ids, receipts and what was taken back, but for its place; none of it is found by any way', async () => {
    const { store } = await open();
    const c = await makeGroup(store, ann, bob, cleo);
    const first = said(ann, 1_000);
    await store.commit([append(c, 1, first), append(c, 1, said(ann, 1_000)), append(c, 1, said(ann, 3_000))]);
    const marks = [2, 3, 4].map((seq): Operation => ({ op: 'mark', c, seq, reader: bob, sender: ann }));
    await store.commit([...marks, retract(c, 1, 3, ann, { at: 3_000 })]);
    expect(await after(store, expire(c, 2_000))).toMatchObject({ count: 3, floor: 3 });
    expect(await store.messagesUnder(first.id)).toEqual([]);
    expect(await store.messagesAt(c, [1, 2, 3, 4])).toMatchObject([{ seq: 4 }]);
    expect((await store.receipts(c, 1, 9, ann)).map(({ seq }) => seq)).toEqual([4]);
    expect((await store.marks(c, 1, 9, bob)).map(({ seq }) => seq)).toEqual([4]);
    // What took a message back is told as long as it stands itself.
    expect((await store.retractions(c, 1, 9, 9)).map(({ seq }) => seq)).toEqual([5]);
    const { id, hash } = first;
    expect(await after(store, { op: 'lookup', sender: ann, id, hash })).toEqual({ kind: 'absent' });
    expect(await after(store, append(c, 1, first))).toMatchObject({ kind: 'appended', seq: 6 });
    expect(await store.retracted(c, 1, 9, 9)).toEqual([{ seq: 3, by: 5 }]);
    await store.commit([expire(c, 9_999)]);
    expect(await store.retractions(c, 1, 9, 9)).toEqual([]);
    expect(await store.retracted(c, 1, 9, 9)).toEqual([{ seq: 3, by: 5 }]);
    expect(await store.retracted(c, 1, 4, 9)).toEqual([]);
    expect(await after(store, retract(c, 1, 4, ann))).toEqual({ kind: 'retracted' });
  });

  it('[D13] what expired is not unread; what stands is, however the sums began and whoever sent', async () => {
    const { store } = await open();
    const c = await makeGroup(store, ann, bob, cleo, dora);
    const unread = async () =>
      Promise.all([ann, bob, cleo, dora].map(async (user) => (await stateOf(store, user, c)).unread));
    await store.commit([
      append(c, 1, said(ann, 1_000, 3)),
      append(c, 1, said(bob, 1_010, 5)),
      append(c, 1, said(bob, 1_020, 7)),
      append(c, 1, said(ann, 1_030, 11)),
      append(c, 1, said(cleo, 1_040, 13)),
      append(c, 1, said(bob, 1_050, 17)),
      { op: 'read', c, user: dora, seq: 5 },
    ]);
    expect(await unread()).toEqual([42, 27, 43, 30]);
    for (const [before, expected] of [
      [1_015, [37, 24, 35, 30]],
      [1_025, [30, 24, 28, 30]],
      [1_035, [30, 13, 17, 30]],
      [1_045, [17, 0, 17, 17]],
    ] as const) {
      await store.commit([expire(c, before, 1), expire(c, before, 9)]);
      expect(await unread(), `${before}`).toEqual(expected);
    }
    await store.commit([append(c, 1, said(ann, 1_060, 19)), append(c, 1, said(cleo, 1_070, 23))]);
    expect(await unread()).toEqual([40, 42, 36, 59]);
    await store.commit([expire(c, 9_999), append(c, 1, said(bob, 1_080, 29))]);
    expect(await unread()).toEqual([29, 0, 29, 29]);
  });

  it('[D13] between two people, too, also where one of them has read further', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    await store.commit([
      append(c, 0, said(ann, 10, 3)),
      append(c, 0, said(bob, 20, 5)),
      append(c, 0, said(ann, 30, 7)),
      append(c, 0, said(bob, 40, 11)),
      { op: 'read', c, user: ann, seq: 2 },
    ]);
    await store.commit([expire(c, 25)]);
    expect([(await stateOf(store, ann, c)).unread, (await stateOf(store, bob, c)).unread]).toEqual([11, 7]);
    await store.commit([expire(c, 35), { op: 'read', c, user: bob, seq: 1 }]);
    expect([(await stateOf(store, ann, c)).unread, (await stateOf(store, bob, c)).unread]).toEqual([11, 0]);
  });

  it('is a change for who is a member: his devices learn of the floor', async () => {
    const { store } = await open();
    const c = await makeGroup(store, ann, bob, cleo);
    await store.commit([append(c, 1, said(ann, 1_000)), event(c, 1, ann, { leaves: [cleo] })]);
    const since = await store.nextMark();
    await store.commit([expire(c, 500)]);
    expect(await store.nextMark()).toBe(since);
    await store.commit([expire(c, 1_001, 2)]);
    const changed = async (user: number) => store.states(user, { since, after: 0, limit: 9 });
    expect(await changed(bob)).toMatchObject([{ c, floor: 2 }]);
    expect(await changed(cleo)).toEqual([]);
    expect((await store.logs({ since, after: 0, limit: 9 })).map(({ c, floor }) => [c, floor])).toEqual([[c, 2]]);
  });

  it('tells page by page what stands first in each log', async () => {
    const { store } = await open();
    const [one, none] = [await makeSingle(store), await makeSingle(store, bob, dora)];
    const room = await store.allocateConversation();
    const row = { name: 'Lobby', description: '', isRemoved: false };
    await store.commit([{ op: 'create', c: room, application: 2, createdAt: 1, room: row }]);
    await store.commit([append(one, 0, said(ann, 10)), append(one, 0, said(ann, 20)), append(room, 0, said(ann, 30))]);
    await store.commit([expire(one, 15)]);
    const all = await store.oldest({ after: one - 1, limit: 9 });
    expect(all).toEqual([
      { c: one, application: 1, at: 20 },
      { c: none, application: 1, at: undefined },
      { c: room, application: 2, at: 30 },
    ]);
    expect(await store.oldest({ after: one, limit: 1 })).toEqual(all.slice(1, 2));
    await store.commit([expire(room, 99)]);
    expect(await places(store, room)).toEqual([]);
    expect((await store.oldest({ after: none, limit: 1 }))[0]?.at).toBeUndefined();
  });

  it('[D21] media that nothing else shows go with it, and the picture of a group stays', async () => {
    const { store } = await open();
    let made = 0;
    const media = (kind: 'image' | 'avatar') =>
      store.createMedia({
        application: 1,
        id: `expiring-media-${++made}`,
        uploader: ann,
        kind,
        mime: 'image/png',
        bytes: 1,
        sha256: `${made}`.repeat(64),
        state: 'complete',
        createdAt: 1,
      });
    const [gone, kept, avatar] = [await media('image'), await media('image'), await media('avatar')];
    const c = await makeGroup(store, ann, bob);
    await store.commit([
      { ...append(c, 1, said(ann, 1_000)), media: { keys: [gone.key, kept.key] } },
      { ...append(c, 1, said(ann, 3_000)), media: { keys: [kept.key] } },
      event(c, 1, ann, { group: { ...group(ann), avatar: avatar.id } }, 3_000),
    ]);
    await store.commit([expire(c, 2_000)]);
    const state = async (id: string) => (await store.media(1, id))?.state;
    expect(await Promise.all([gone, kept, avatar].map(({ id }) => state(id)))).toEqual([
      'dropped',
      'complete',
      'complete',
    ]);
    const swept = await store.sweepMedia({ now: 9, openBefore: 0, before: 0, limit: 9 });
    expect(swept.map(({ key }) => key)).toEqual([gone.key]);
  });
}
