import { expect, it } from 'vitest';
import { ann, append, application, bob, cleo, dora, entry, group, makeSingle, outcomesOf, say } from './cast.js';
import type { StoreTest } from './store-test.js';

export function describeLog({ open }: StoreTest): void {
  it('[D6] places are dense from 1 in each conversation', async () => {
    const { store } = await open();
    const garden = await makeSingle(store, ann, bob);
    const kitchen = await makeSingle(store, ann, cleo);
    const outcomes = await outcomesOf(
      store,
      append(garden, 0, entry(ann)),
      append(kitchen, 0, entry(cleo)),
      append(garden, 0, entry(bob)),
      append(kitchen, 7, entry(cleo)),
      append(kitchen, 0, entry(ann)),
    );
    expect(outcomes).toMatchObject([{ seq: 1 }, { seq: 1 }, { seq: 2 }, { kind: 'stale' }, { seq: 2 }]);
    expect((await store.entries(garden, 1, 9, 9)).map(({ seq }) => seq)).toEqual([1, 2]);
    expect(await store.conversation(kitchen)).toMatchObject({ head: 2, headAt: 1_000, version: 0 });
    const sids = (await Promise.all([garden, kitchen].map((c) => store.entries(c, 1, 9, 9)))).flat();
    expect(new Set(sids.map(({ sid }) => sid)).size).toBe(4);
    for (const { sid } of sids) expect(sid).toMatch(/^[1-9][0-9]*$/);
  });

  it('[D9] times never fall as places rise, though the clock does', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    const outcomes = await outcomesOf(store, ...[2_000, 1_500, 2_001].map((at) => append(c, 0, entry(ann, { at }))));
    expect(outcomes).toMatchObject([{ at: 2_000 }, { at: 2_000 }, { at: 2_001 }]);
    expect(await outcomesOf(store, append(c, 0, entry(bob, { at: 3 })))).toMatchObject([{ at: 2_001 }]);
    expect((await store.entries(c, 1, 9, 9)).map(({ at }) => at)).toEqual([2_000, 2_000, 2_001, 2_001]);
  });

  it('[D4] a repeated id is answered with the first place, within a batch and over batches', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    const first = entry(ann, { at: 1_234 });
    const [made, again] = await outcomesOf(store, append(c, 0, first), append(c, 0, { ...first, at: 9_999 }));
    expect(made).toEqual({ kind: 'appended', seq: 1, at: 1_234, sid: expect.any(String) });
    expect(again).toEqual({ ...made, kind: 'repeated', c, isSameBody: true });
    expect(await outcomesOf(store, append(c, 0, first))).toEqual([again]);
    expect(await outcomesOf(store, append(c, 0, entry(bob)))).toMatchObject([{ seq: 2 }]);
    expect((await store.conversation(c))?.head).toBe(2);
  });

  it('[D4] another body under a standing id is told apart, wherever it was to go', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    const elsewhere = await makeSingle(store, ann, cleo);
    const first = entry(ann);
    const other = { ...first, hash: 'of another body', body: '{"kind":"message","other":1}' };
    const outcomes = await outcomesOf(
      store,
      append(c, 0, first),
      append(c, 0, other),
      append(elsewhere, 0, other),
      append(elsewhere, 0, first),
    );
    expect(outcomes.slice(1)).toMatchObject([
      { kind: 'repeated', c, seq: 1, isSameBody: false },
      { kind: 'repeated', c, seq: 1, isSameBody: false },
      { kind: 'repeated', c, seq: 1, isSameBody: true },
    ]);
    expect(await store.entries(elsewhere, 1, 9, 9)).toEqual([]);
    expect((await store.entries(c, 1, 9, 9)).map(({ body }) => body)).toEqual([first.body]);
  });

  it('[D4] a message that stands already makes no conversation', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    const first = entry(ann);
    const place = { kind: 'repeated', c, seq: 1 };
    await outcomesOf(store, append(c, 0, first));
    const next = await store.allocateConversation();
    const create = { op: 'create', c: next, application, createdAt: 500, members: [ann, cleo], first } as const;
    expect(await outcomesOf(store, create, append(next, 0, first))).toMatchObject([place, place]);
    expect(await store.findSingle(ann, cleo)).toBeUndefined();
    expect(await store.states(cleo, { since: 0, after: 0, limit: 9 })).toEqual([]);
    const other = entry(ann);
    expect(await outcomesOf(store, { ...create, first: other }, append(next, 0, other))).toMatchObject([
      { kind: 'done' },
      { kind: 'appended', seq: 1 },
    ]);
  });

  it('[D4] two senders may use one id', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    const id = 'the-same-id-of-two';
    const outcomes = await outcomesOf(store, append(c, 0, entry(ann, { id })), append(c, 0, entry(bob, { id })));
    expect(outcomes).toMatchObject([
      { kind: 'appended', seq: 1 },
      { kind: 'appended', seq: 2 },
    ]);
  });

  it('[D2] a look-up finds what stands, also what its own batch put there, and writes nothing', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    const { id, hash } = entry(ann);
    const lookup = { op: 'lookup', sender: ann, id, hash } as const;
    const [absent, made, found, strange, foreign] = await outcomesOf(
      store,
      lookup,
      append(c, 0, entry(ann, { id, hash })),
      lookup,
      { ...lookup, hash: 'another' },
      { ...lookup, sender: bob },
    );
    expect(absent).toEqual({ kind: 'absent' });
    expect(found).toEqual({ ...made, kind: 'repeated', c, isSameBody: true });
    expect(strange).toEqual({ ...made, kind: 'repeated', c, isSameBody: false });
    expect(foreign).toEqual({ kind: 'absent' });
    const { mark } = await store.commit([lookup]);
    expect(await store.nextMark()).toBe(mark + 1);
    expect((await store.conversation(c))?.head).toBe(1);
  });

  it('[D2 D4] a repeated id is answered as such, though the conversation has changed since', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    const first = entry(ann);
    await outcomesOf(store, append(c, 0, first));
    expect(await outcomesOf(store, append(c, 5, first))).toMatchObject([{ kind: 'repeated', seq: 1 }]);
  });

  it('what was decided against another version, or against no conversation, is stale and takes no place', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    const late = entry(ann);
    expect(await outcomesOf(store, append(c, 1, late), append(c + 1_000, 0, late))).toEqual([
      { kind: 'stale' },
      { kind: 'stale' },
    ]);
    expect(await outcomesOf(store, append(c, 0, late))).toMatchObject([{ kind: 'appended', seq: 1 }]);
  });

  it('two people have one conversation, whoever comes first', async () => {
    const { store } = await open();
    const [c, rival] = [await store.allocateConversation(), await store.allocateConversation()];
    expect(rival).not.toBe(c);
    const create = { op: 'create', application, createdAt: 7 } as const;
    expect(
      await outcomesOf(
        store,
        { ...create, c, members: [bob, ann] },
        { ...create, c: rival, members: [ann, bob] },
        append(rival, 0, entry(ann)),
        append(c, 0, entry(ann)),
      ),
    ).toMatchObject([{ kind: 'done' }, { kind: 'exists', c }, { kind: 'stale' }, { kind: 'appended', seq: 1 }]);
    expect(await store.findSingle(ann, bob)).toBe(c);
    expect(await store.findSingle(bob, ann)).toBe(c);
    expect(await store.findSingle(ann, dora)).toBeUndefined();
    expect(await store.conversation(rival)).toBeUndefined();
    expect(await store.conversation(c)).toEqual({
      c,
      application,
      version: 0,
      head: 1,
      headAt: 1_000,
      floor: 0,
      members: [
        { user: bob, role: 'member', from: 1, joinedAt: 7 },
        { user: ann, role: 'member', from: 1, joinedAt: 7 },
      ],
      blocks: [],
      silences: [],
    });
  });

  it('a group begins empty, with its row', async () => {
    const { store } = await open();
    const c = await store.allocateConversation();
    const row = group(ann, { name: '花园', description: 'where we meet', kind: 'public', maxMembers: 3 });
    await outcomesOf(store, { op: 'create', c, application, createdAt: 7, group: row });
    expect(await store.conversation(c)).toEqual({
      c,
      application,
      version: 0,
      head: 0,
      headAt: 0,
      floor: 0,
      members: [],
      group: row,
      blocks: [],
      silences: [],
    });
  });

  it('a page of entries is the newest of its range, ascending, as stored', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    const bodies = Array.from({ length: 12 }, (_, index) => `{"kind":"message","text":"\\u0000 第 ${index} 🌱"}`);
    await store.commit(bodies.map((body) => append(c, 0, entry(ann, { body }))));
    const seqs = async (from: number, to: number, limit: number) =>
      (await store.entries(c, from, to, limit)).map(({ seq }) => seq);
    expect(await seqs(1, 12, 5)).toEqual([8, 9, 10, 11, 12]);
    expect(await seqs(3, 6, 500)).toEqual([3, 4, 5, 6]);
    expect(await seqs(3, 6, 2)).toEqual([5, 6]);
    expect(await seqs(10, 99, 5)).toEqual([10, 11, 12]);
    expect(await seqs(0, 1, 5)).toEqual([1]);
    expect(await seqs(13, 20, 5)).toEqual([]);
    expect(await seqs(6, 3, 5)).toEqual([]);
    expect(await store.entries(c + 1_000, 1, 5, 5)).toEqual([]);
    expect((await store.entries(c, 1, 12, 500)).map(({ body }) => body)).toEqual(bodies);
  });

  it('a batch is answered in order, and an empty one too', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    const { mark } = await say(store, c, 0, ann);
    expect(await store.commit([])).toEqual({ mark, outcomes: [] });
  });
}
