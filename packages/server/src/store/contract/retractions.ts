import { expect, it } from 'vitest';
import type { Operation } from '../batch.js';
import type { Store } from '../store.js';
import {
  ann,
  append,
  bob,
  cleo,
  dora,
  entry,
  event,
  makeGroup,
  makeSingle,
  outcomesOf,
  retract,
  say,
  stateOf,
} from './cast.js';
import type { StoreTest } from './store-test.js';

const unreadOf = async (store: Store, user: number, c: number) => (await stateOf(store, user, c)).unread;

export function describeRetractions({ open }: StoreTest): void {
  it('[D16] takes a place of its own, rewrites the message, and keeps its id, time and server id', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    const message = entry(ann, { body: '{"secret":1}', at: 2_000 });
    const [sent] = await outcomesOf(store, append(c, 0, message), append(c, 0, entry(bob)));
    const retraction = retract(c, 0, 1, ann, { at: 2_500, body: '{"kind":"retraction"}' });
    expect(await outcomesOf(store, retraction)).toMatchObject([{ kind: 'appended', seq: 3, at: 2_500 }]);
    const entries = await store.entries(c, 1, 9, 9);
    expect(entries.map(({ body }) => body)).toEqual([
      '{"kind":"retracted"}',
      expect.any(String),
      '{"kind":"retraction"}',
    ]);
    expect(entries[0]).toMatchObject({ seq: 1, at: 2_000, sid: (sent as { sid: string }).sid });
    expect((await store.conversation(c))?.head).toBe(3);
    expect(await store.messagesUnder(message.id)).toEqual([
      { ...entries[0], c, sender: ann, increment: 1, isRetracted: true },
    ]);
  });

  it('[D4] a message that was taken back still answers with its first place', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    const message = entry(ann);
    await outcomesOf(store, append(c, 0, message), retract(c, 0, 1, ann));
    expect(await outcomesOf(store, append(c, 0, message), append(c, 0, { ...message, hash: 'another' }))).toMatchObject(
      [
        { kind: 'repeated', seq: 1, isSameBody: true },
        { kind: 'repeated', seq: 1, isSameBody: false },
      ],
    );
  });

  it('[D16] is done once, also within a batch; what is none takes no place', async () => {
    const { store } = await open();
    const c = await makeGroup(store, ann, bob);
    const { mark } = await say(store, c, 1, ann);
    const outcomes = await outcomesOf(
      store,
      retract(c, 1, 1, ann),
      retract(c, 1, 9, ann),
      retract(c, 0, 2, ann),
      retract(c + 1_000, 1, 2, ann),
    );
    expect(outcomes).toEqual([{ kind: 'retracted' }, { kind: 'retracted' }, { kind: 'stale' }, { kind: 'stale' }]);
    expect(await store.nextMark()).toBe(mark + 1);
    expect(await outcomesOf(store, retract(c, 1, 2, ann), retract(c, 1, 2, ann), retract(c, 1, 3, ann))).toMatchObject([
      { kind: 'appended', seq: 3 },
      { kind: 'retracted' },
      { kind: 'retracted' },
    ]);
    expect((await store.conversation(c))?.head).toBe(3);
  });

  it('[D13] what was taken back is not unread, before and after reading, for each as he sees the log', async () => {
    const { store } = await open();
    const c = await makeGroup(store, ann, bob, cleo);
    const say = (sender: number, increment: number): Operation => append(c, 1, entry(sender, { increment }));
    await store.commit([say(ann, 5), say(bob, 7), say(ann, 11)]);
    await store.commit([retract(c, 1, 2, ann), retract(c, 1, 3, bob)]);
    expect([await unreadOf(store, ann, c), await unreadOf(store, bob, c), await unreadOf(store, cleo, c)]).toEqual([
      0, 11, 11,
    ]);
    const [read] = await outcomesOf(store, { op: 'read', c, user: cleo, seq: 2 });
    expect(read).toMatchObject({ state: { unread: 11 } });
    await store.commit([retract(c, 1, 4, ann), { op: 'read', c, user: cleo, seq: 4 }]);
    expect(await unreadOf(store, cleo, c)).toBe(0);
    expect((await store.states(bob, { since: 0, after: 0, limit: 9 })).map(({ unread }) => unread)).toEqual([0]);
  });

  it('[D13 D17] who left before the retraction has what he had; who comes again begins behind it', async () => {
    const { store } = await open();
    const c = await makeGroup(store, ann, bob, cleo);
    await store.commit([append(c, 1, entry(ann, { increment: 3 })), event(c, 1, ann, { leaves: [bob] })]);
    await store.commit([retract(c, 2, 2, ann)]);
    expect([await unreadOf(store, bob, c), await unreadOf(store, cleo, c)]).toEqual([3, 0]);
    await store.commit([event(c, 2, ann, { joins: [{ user: bob, role: 'member' }] }), append(c, 3, entry(ann))]);
    expect(await unreadOf(store, bob, c)).toBe(1);
  });

  it('messages are found by id and by place, and nothing else is', async () => {
    const { store } = await open();
    const c = await makeGroup(store, ann, bob);
    const other = await makeSingle(store, bob, dora);
    const id = 'the-same-id-of-two';
    await store.commit([append(c, 1, entry(ann, { id, increment: 4 })), append(other, 0, entry(bob, { id }))]);
    const found = await store.messagesUnder(id);
    expect(found.map((one) => [one.c, one.seq, one.sender, one.increment]).sort()).toEqual(
      [
        [c, 2, ann, 4],
        [other, 1, bob, 1],
      ].sort(),
    );
    expect(await store.messagesUnder('an-id-of-nobody')).toEqual([]);
    expect((await store.messagesAt(c, [1, 2, 2, 3])).map(({ seq }) => seq)).toEqual([2]);
    expect(await store.messagesAt(c + 1_000, [1])).toEqual([]);
  });

  it('retractions are listed by their own places, the newest where there are too many', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    await say(store, c, 0, ann, ann, ann, ann);
    await store.commit([retract(c, 0, 4, ann), append(c, 0, entry(bob)), retract(c, 0, 1, ann), retract(c, 0, 2, ann)]);
    const places = async (from: number, to: number, limit: number) =>
      (await store.retractions(c, from, to, limit)).map(({ seq }) => seq);
    expect(await places(1, 99, 99)).toEqual([5, 7, 8]);
    expect(await places(1, 99, 2)).toEqual([7, 8]);
    expect(await places(6, 7, 9)).toEqual([7]);
    expect(await places(1, 4, 9)).toEqual([]);
    expect(await store.retracted(c, 1, 99, 2)).toEqual([
      { seq: 1, by: 7 },
      { seq: 2, by: 8 },
    ]);
    expect(await store.retractions(c, 7, 7, 1)).toEqual(await store.entries(c, 7, 7, 1));
  });
}
