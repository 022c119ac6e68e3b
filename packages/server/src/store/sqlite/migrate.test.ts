import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import process from 'node:process';
import { expect, it } from 'vitest';
import { openDatabase } from './driver.js';
import { migrate, pragma } from './migrate.js';
import { begin } from './migrations/0001-begin.js';
import { openSqliteStore } from './sqlite-store.js';
import type { DeathPoint } from './testing/migrate-and-die.js';
import { temporaryFile } from './testing/temporary.js';

/** The sources load in a worker thread; its process is what dies. */
const program = (workerData: object) => `
const { Worker } = require('node:worker_threads');
new Worker(new URL(${JSON.stringify(new URL('./testing/migrate-and-die.ts', import.meta.url).href)}),
  { workerData: ${JSON.stringify(workerData)} });`;
const points: readonly DeathPoint[] = ['middle', 'before commit', 'after commit'];

/** Answers how the process ended: by the signal, or with a code. */
async function migrateAndDie(file: string, point: DeathPoint): Promise<string | number> {
  const child = spawn(process.execPath, [...process.execArgv, '-e', program({ file, point })], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return signal ?? code ?? 'nothing';
}

async function look(file: string) {
  const database = await openDatabase(file, { isReader: true });
  try {
    const all = (sql: string) => database.prepare(sql).all();
    const version = pragma(database, 'user_version');
    return {
      version,
      integrity: all('pragma integrity_check').map((row) => Object.values(row)[0]),
      tables: all("select name from sqlite_schema where name not like 'sqlite_%' order by name").map(
        ({ name }) => name,
      ),
      meta: version === 0 ? [] : all('select epoch, mark, sid from meta'),
      entries: version === 0 ? [] : all('select c, seq, body from entries order by c, seq'),
    };
  } finally {
    database.close();
  }
}

/** What a fresh file has at each version. */
async function tablesOfNow(): Promise<{ version: number; tables: unknown[] }> {
  const file = temporaryFile();
  const database = await openDatabase(file);
  migrate(database, file, 'fresh');
  database.close();
  return look(file);
}

/** A file as the first version of this program left it, with something in it. */
async function oldFile(): Promise<string> {
  const file = temporaryFile();
  const database = await openDatabase(file);
  database.exec('pragma journal_mode = wal');
  database.exec(`begin; ${begin}; pragma application_id = ${0x506c7672}; pragma user_version = 1;
    insert into meta values (1, 'the-first-epoch', 7, 2);
    insert into users values (1, 1, 'ann', 'ann', null, '{}', 'active', 1), (2, 1, 'bob', 'bob', null, '{}', 'active', 1);
    insert into conversations values (1, 1, 1, 2, 0, 2, 20, 0, 2, 7, 2, 2);
    insert into members values (1, 1, 'member', 1, null, 0, 1, 1, 0, 0, 0, 0, 5), (2, 1, 'member', 1, null, 0, 2, 1, 0, 0, 0, 0, 5);
    insert into entries values (1, 1, 10, 1, 0, 1, 1, 1, 1, null, 'id-0000000000000001', 'h', '"one"');
    insert into entries values (1, 2, 20, 2, 0, 1, 1, 2, 2, null, 'id-0000000000000002', 'h', '"two"');
    commit`);
  database.close();
  return file;
}

it('[operation: migration] killed in the middle of each migration, before its commit and after it, the next start finds all of it or none, and goes on', async () => {
  const file = await oldFile();
  const { version: newest, tables } = await tablesOfNow();
  const before = await look(file);
  expect(newest).toBeGreaterThan(1);
  for (let version = 1; version < newest; version++) {
    for (const point of points) {
      expect(await migrateAndDie(file, point), `${point} of migration ${version + 1}`).toBe('SIGKILL');
      const after = await look(file);
      expect(after).toMatchObject({
        version: point === 'after commit' ? version + 1 : version,
        integrity: ['ok'],
        meta: before.meta,
        entries: before.entries,
      });
    }
  }
  expect((await look(file)).tables).toEqual(tables);
  const store = await openSqliteStore({ file, isInThread: true });
  expect(store.epoch).toBe('the-first-epoch');
  expect(await store.nextMark()).toBe(8);
  expect((await store.entries(1, 1, 9, 9)).map(({ body }) => body)).toEqual(['"one"', '"two"']);
  expect((await store.state(2, 1))?.unread).toBe(2);
  await store.close();
}, 240_000);

it('[operation: migration] a file whose making was killed has a history of its own from its first transaction on, or is made anew', async () => {
  for (const point of points) {
    const file = temporaryFile();
    expect(await migrateAndDie(file, point)).toBe('SIGKILL');
    const { meta, version } = await look(file);
    expect([version, meta.length], point).toEqual(point === 'after commit' ? [1, 1] : [0, 0]);
    const store = await openSqliteStore({ file, isInThread: true });
    expect(store.epoch).toMatch(point === 'after commit' ? /^epoch-of-a-process/ : /^[0-9a-f]{24}$/);
    expect(await store.nextMark()).toBe(1);
    await store.close();
    rmSync(file);
  }
});
