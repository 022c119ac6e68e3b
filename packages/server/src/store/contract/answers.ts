import { expect, it } from 'vitest';
import type { NewAnswer } from '../people-rows.js';
import type { StoreTest } from './store-test.js';

const begun = (key: string, more: Partial<NewAnswer> = {}): NewAnswer => ({
  application: 1,
  key,
  hash: `hash of ${key}`,
  at: 1_000,
  ...more,
});
const answer = { status: 201, body: '{"id":"7"}' };

/** What a back end asks under a key of its own is done once. */
export function describeAnswers({ open }: StoreTest): void {
  it('what was begun under a key is told, with its answer where there is one', async () => {
    const { store } = await open();
    expect(await store.beginAnswer(begun('a'), 0)).toBeUndefined();
    expect(await store.beginAnswer(begun('a', { hash: 'other', at: 2_000 }), 0)).toEqual(begun('a'));
    await store.keepAnswer(1, 'a', answer);
    expect(await store.beginAnswer(begun('a'), 0)).toEqual({ ...begun('a'), answer });
    expect(await store.beginAnswer(begun('a', { application: 2 }), 0)).toBeUndefined();
  });

  it('of two who begin at once, one begins', async () => {
    const { store } = await open();
    const both = await Promise.all([store.beginAnswer(begun('a'), 0), store.beginAnswer(begun('a'), 0)]);
    expect(both.filter((known) => known === undefined)).toHaveLength(1);
  });

  it('what was not done begins anew, and what was answered does not', async () => {
    const { store } = await open();
    await store.beginAnswer(begun('a'), 0);
    await store.dropAnswer(1, 'a');
    expect(await store.beginAnswer(begun('a'), 0)).toBeUndefined();
    await store.keepAnswer(1, 'a', answer);
    await store.dropAnswer(1, 'a');
    expect(await store.beginAnswer(begun('a'), 0)).toMatchObject({ answer });
    await store.keepAnswer(1, 'unknown', answer);
    expect(await store.beginAnswer(begun('unknown'), 0)).toBeUndefined();
  });

  it('what is old is forgotten', async () => {
    const { store } = await open();
    await store.beginAnswer(begun('a', { at: 999 }), 0);
    await store.beginAnswer(begun('b', { at: 1_000 }), 0);
    expect(await store.beginAnswer(begun('c', { at: 2_000 }), 1_000)).toBeUndefined();
    expect(await store.beginAnswer(begun('a', { at: 2_000 }), 1_000)).toBeUndefined();
    expect(await store.beginAnswer(begun('b', { at: 2_000 }), 1_000)).toEqual(begun('b'));
  });
}
