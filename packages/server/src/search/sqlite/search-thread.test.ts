import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { silentLog } from '@palaver/protocol';
import { afterEach, expect, it, vi } from 'vitest';
import { ann, append, bob, makeSingle } from '../../store/contract/cast.js';
import { openSqliteStore } from '../../store/sqlite/sqlite-store.js';
import { temporaryFile } from '../../store/sqlite/testing/temporary.js';
import type { Store } from '../../store/store.js';
import { withSearch } from '../committed.js';
import type { Answer, Search } from '../search.js';
import { startSearchThread } from './search-thread.js';

let ids = 0;
const text = (said: string) => {
  ids += 1;
  const id = `message-${String(ids).padStart(12, '0')}`;
  const body = JSON.stringify({ kind: 'message', message: { id, content: { type: 'text', text: said } } });
  return { kind: 'message' as const, sender: ann, id, hash: id, body, increment: 1, at: 1 };
};

const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

/** A server's store and search on one directory; begun again, they find what was left. */
class House {
  readonly database = temporaryFile();
  readonly index = join(this.database, '..', 'search.db');
  readonly logged: string[] = [];
  store!: Store;
  search!: Search;

  async open(): Promise<void> {
    const store = await openSqliteStore({ file: this.database, isInThread: true });
    const { epoch } = store;
    const log = { ...silentLog, info: (event: string) => void this.logged.push(event) };
    this.search = startSearchThread({ database: this.database, index: this.index, epoch }, log);
    this.store = withSearch(store, this.search);
    const { search } = this;
    ending.push(async () => {
      await search.close();
      await store.close();
    });
  }

  async close(): Promise<void> {
    for (const end of ending.splice(0)) await end();
  }

  async say(c: number, ...said: string[]): Promise<void> {
    await this.store.commit(said.map((each) => append(c, 0, text(each))));
  }

  async find(c: number, what: string): Promise<number[]> {
    const ranges = [{ c, from: 1, to: Number.MAX_SAFE_INTEGER }];
    const { hits } = (await this.search.find({ text: what, ranges, limit: 100 })) as Answer;
    return hits.map(({ entry }) => entry.seq);
  }

  /** Once it has read the whole log. */
  indexed(): Promise<void> {
    return vi.waitFor(() => expect(this.logged).toContain('search.indexed'), 20_000);
  }
}

it('[B11] finds what was committed before the question, and goes on after a restart from what it has', async () => {
  const house = new House();
  await house.open();
  await house.indexed();
  const c = await makeSingle(house.store, ann, bob);
  await house.say(c, '明天见', 'tea');
  expect(await house.find(c, '天')).toEqual([1]);
  await house.close();

  house.logged.length = 0;
  await house.open();
  await house.say(c, '天气');
  expect(await house.find(c, '天')).toEqual([3, 1]);
  // Nothing was read again.
  expect(house.logged).toEqual([]);
});

it('[B11] reads what was committed while nothing was indexed', async () => {
  const house = new House();
  await house.open();
  const c = await makeSingle(house.store, ann, bob);
  await house.say(c, 'tea');
  await house.close();
  const store = await openSqliteStore({ file: house.database, isInThread: true });
  await store.commit([append(c, 0, text('more tea'))]);
  await store.close();
  await house.open();
  expect(await house.find(c, 'tea')).toEqual([2, 1]);
});

it.each(['is missing', 'is damaged', 'is of another history'])(
  '[B11] makes the index anew where it %s',
  async (fault) => {
    const house = new House();
    await house.open();
    const c = await makeSingle(house.store, ann, bob);
    for (let n = 0; n < 3; n++) await house.say(c, ...Array.from({ length: 700 }, (_, at) => `tea ${n * 700 + at}`));
    await house.find(c, 'tea');
    await house.close();
    if (fault === 'is missing') rmSync(house.index);
    if (fault === 'is damaged') writeFileSync(house.index, 'this was an index');
    if (fault === 'is of another history')
      await (await openSqliteStore({ file: house.database, isInThread: true, isRestored: true })).close();
    house.logged.length = 0;
    await house.open();
    expect(await house.find(c, 'tea 1999')).toEqual([2000]);
    expect((await house.find(c, 'tea')).length).toBe(100);
  },
  30_000,
);

it('answers that it is busy while it cannot work, and says why', async () => {
  const logged: string[] = [];
  const log = { ...silentLog, error: (event: string) => void logged.push(event) };
  const file = temporaryFile();
  const search = startSearchThread({ database: file, index: `${file}.search`, epoch: 'epoch' }, log);
  expect(await search.find({ text: 'tea', ranges: [], limit: 1 })).toBe('busy');
  expect(logged).toEqual(['search.failed']);
  expect(await search.find({ text: 'tea', ranges: [], limit: 1 })).toBe('busy');
  await search.close();
});
