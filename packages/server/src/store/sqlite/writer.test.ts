import { expect, it, onTestFinished } from 'vitest';
import type { Commit, Operation } from '../batch.js';
import { ann, append, application, bob, entry } from '../contract/cast.js';
import { type Database, isDiskFull, openDatabase } from './driver.js';
import { migrate, pragma } from './migrate.js';
import { createReads } from './reads.js';
import { temporaryFile } from './testing/temporary.js';
import { createWriter } from './writer.js';

async function open() {
  const file = temporaryFile();
  const database = await openDatabase(file);
  migrate(database, file, 'epoch');
  database.exec('pragma journal_mode = wal');
  const writer = createWriter(database);
  onTestFinished(() => writer.close());
  const commit = (...batch: Operation[]) => writer.run([{ kind: 'commit', batch }])[0] as Commit;
  return { database, writer, commit, reads: createReads(database) };
}

const create = (c: number, one: number, other: number) =>
  ({ op: 'create', c, application, createdAt: 1, members: [one, other] }) as const;

it('[D1 D6] a full disk undoes the whole batch; reading goes on, and writing when there is room again', async () => {
  const { database, commit, reads } = await open();
  commit(create(1, ann, bob), append(1, 0, entry(ann)));
  const { mark } = commit();
  database.exec(`pragma max_page_count = ${pragma(database, 'page_count')}`);
  const long = JSON.stringify('x'.repeat(20_000));
  const tooMuch = [append(1, 0, entry(bob)), append(1, 0, entry(ann, { body: long }))];
  let failure: unknown;
  try {
    commit(...tooMuch);
  } catch (error) {
    failure = error;
  }
  expect(isDiskFull(failure)).toBe(true);
  expect(reads.entries(1, 1, 9, 9)).toHaveLength(1);
  database.exec('pragma max_page_count = 100000');
  const { outcomes, mark: next } = commit(...tooMuch);
  expect(outcomes).toMatchObject([
    { kind: 'appended', seq: 2 },
    { kind: 'appended', seq: 3 },
  ]);
  expect(next).toBe(mark + 1);
});

it('several commits in one transaction have a mark each, and see each other', async () => {
  const { writer } = await open();
  const message = entry(ann);
  const results = writer.run([
    { kind: 'commit', batch: [create(1, ann, bob), append(1, 0, message)] },
    { kind: 'commit', batch: [append(1, 0, message)] },
    { kind: 'endSession', args: ['unknown', 'reason'] },
    { kind: 'commit', batch: [append(1, 0, entry(bob))] },
  ]);
  expect(results).toMatchObject([
    { mark: 1, outcomes: [{ kind: 'done' }, { seq: 1 }] },
    { mark: 1, outcomes: [{ kind: 'repeated', seq: 1 }] },
    false,
    { mark: 2, outcomes: [{ seq: 2 }] },
  ]);
});

it('[D6] places go on where they stood, also in conversations that the writer no longer remembers', async () => {
  const { commit, reads } = await open();
  const all = Array.from({ length: 10_100 }, (_, index) => index + 1);
  commit(...all.map((c) => create(c, 1_000_000, c)));
  commit(append(1, 0, entry(1)), append(2, 0, entry(2, { increment: 5 })));
  commit(...all.slice(2).map((c) => append(c, 0, entry(c))));
  commit(append(1, 0, entry(1_000_000)), append(2, 0, entry(2, { increment: 6 })));
  expect(reads.conversation(1)).toMatchObject({ head: 2 });
  expect(reads.state(1_000_000, 2)).toMatchObject({ head: 2, unread: 11 });
});

it('[D13] no read walks through a table: its work does not grow with the log', async () => {
  const { database } = await open();
  const asked: string[] = [];
  const listening: Database = {
    ...database,
    prepare(sql) {
      asked.push(sql);
      return database.prepare(sql);
    },
  };
  createReads(listening);
  createWriter(listening);
  expect(asked.length).toBeGreaterThan(30);
  const plan = asked.flatMap((sql) => (/^(begin|commit)/.test(sql) ? [] : planOf(database, sql)));
  const walks = plan.filter((detail) => /^SCAN|TEMP B-TREE/.test(detail));
  // The handful of applications, and the one row of numbers.
  expect(walks.map((walk) => walk.replace(/ USING .*/, '')).sort()).toEqual([
    'SCAN applications',
    'SCAN applications',
    'SCAN meta',
    'SCAN meta',
  ]);
  const ofOwnSums = asked.filter((sql) => sql.includes('counted_sender = ?')).flatMap((sql) => planOf(database, sql));
  expect(new Set(ofOwnSums)).toEqual(
    new Set(['SEARCH entries USING COVERING INDEX entries_own (c=? AND counted_sender=? AND seq<?)']),
  );
});

const planOf = (database: Database, sql: string): string[] => {
  const values = Array.from({ length: sql.split('?').length - 1 }, () => 1);
  return database
    .prepare(`explain query plan ${sql}`)
    .all(...values)
    .map(({ detail }) => `${detail}`);
};
