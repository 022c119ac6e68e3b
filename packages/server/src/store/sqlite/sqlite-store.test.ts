import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ann, append, application, bob, entry, makeSingle, outcomesOf, say, stateOf } from '../contract/cast.js';
import { describeStore } from '../store-contract.js';
import { openDatabase } from './driver.js';
import { openSqliteStore, type SqliteStoreOptions } from './sqlite-store.js';
import { openTemporary, temporaryFile } from './testing/temporary.js';

describeStore('SQLite store in this thread', openTemporary({ isInThread: true }), { isDurable: true });

async function open(options: SqliteStoreOptions) {
  const store = await openSqliteStore(options);
  onTestFinished(() => store.close());
  return store;
}

describe('opening a SQLite store', () => {
  it('makes files that only their owner reads', async () => {
    const file = temporaryFile();
    const store = await open({ file });
    await makeSingle(store);
    for (const name of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(name).mode & 0o777).toBe(0o600);
  });

  it('[operation: newer] leaves alone what a newer program wrote', async () => {
    const file = temporaryFile();
    await (await openSqliteStore({ file, isInThread: true })).close();
    const database = await openDatabase(file);
    database.exec('pragma user_version = 99');
    database.close();
    await expect(openSqliteStore({ file })).rejects.toMatchObject({
      name: 'StoreOpenError',
      reason: 'newer',
      message: expect.stringContaining('schema 99'),
    });
  });

  it("leaves alone another program's database, and what is none", async () => {
    const [other, text] = [temporaryFile(), temporaryFile()];
    const database = await openDatabase(other);
    database.exec('create table theirs (a)');
    database.close();
    writeFileSync(text, 'a letter to Lily. '.repeat(500));
    for (const file of [other, text]) {
      await expect(openSqliteStore({ file })).rejects.toMatchObject({ name: 'StoreOpenError', reason: 'foreign' });
    }
  });

  it('says where it may not write, or cannot', async () => {
    const file = temporaryFile();
    await expect(openSqliteStore({ file: join(file, 'inside') })).rejects.toMatchObject({
      name: 'StoreOpenError',
      reason: 'unusable',
      message: expect.stringContaining(file),
    });
  });

  it('[D23] a restored file begins another history, with all that stood in it', async () => {
    const file = temporaryFile();
    const before = await openSqliteStore({ file, isInThread: true });
    const c = await makeSingle(before);
    await say(before, c, 0, ann);
    await before.close();
    const restored = await openSqliteStore({ file, isInThread: true, isRestored: true });
    expect(restored.epoch).not.toBe(before.epoch);
    expect(await stateOf(restored, bob, c)).toMatchObject({ head: 1, inherited: 1 });
    await say(restored, c, 0, ann);
    await restored.close();
    const later = await open({ file, isInThread: true });
    expect(later.epoch).toBe(restored.epoch);
    expect(await stateOf(later, bob, c)).toMatchObject({ head: 2, inherited: 1 });
  });

  it('keeps nothing where it has no file', async () => {
    const [one, other] = [await open({ file: ':memory:' }), await open({ file: ':memory:' })];
    const c = await makeSingle(one);
    expect(await other.conversation(c)).toBeUndefined();
    expect(other.epoch).not.toBe(one.epoch);
  });
});

describe('a SQLite store that fails', () => {
  for (const isInThread of [true, false]) {
    it(`[D1] writes nothing of the batch, and nothing any more, ${isInThread ? 'in this thread' : 'in its own'}`, async () => {
      const file = temporaryFile();
      const store = await openSqliteStore({ file, isInThread });
      const c = await makeSingle(store);
      const taken = { op: 'create', c, application, createdAt: 1, members: [bob, 900] } as const;
      await expect(store.commit([append(c, 0, entry(ann)), taken])).rejects.toThrow(/constraint/i);
      await expect(say(store, c, 0, ann)).rejects.toThrow(/constraint/i);
      await expect(store.endSession('any', 'reason')).rejects.toThrow(/constraint/i);
      expect((await stateOf(store, bob, c)).head).toBe(0);
      await store.close();
      const again = await open({ file, isInThread });
      expect(await outcomesOf(again, append(c, 0, entry(ann)))).toMatchObject([{ kind: 'appended', seq: 1 }]);
    });
  }
});

it('what was written moves into the file while the store is open', async () => {
  const file = temporaryFile();
  const store = await open({ file, isInThread: true });
  const c = await makeSingle(store);
  const body = JSON.stringify({ kind: 'message', text: 'x'.repeat(1_000) });
  for (let batch = 0; batch < 25; batch++) {
    await store.commit(Array.from({ length: 100 }, () => append(c, 0, entry(ann, { body }))));
  }
  expect(statSync(file).size).toBeGreaterThan(2_000 * body.length);
});
