import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { LocalStorePort } from '../store/local-store.js';
import { describeLocalStore } from '../store/store-contract.js';
import { openSqlite } from './sqlite-driver.js';
import { sqliteStore } from './sqlite-store.js';

const directory = await mkdtemp(join(tmpdir(), 'palaver-sqlite-'));
afterAll(() => rm(directory, { recursive: true }));
const pathOf = (name: string) => join(directory, name);
const portOf = (path: string) => sqliteStore(path) as LocalStorePort;
const refusal = (path: string) => portOf(path).open('account');

describeLocalStore('sqlite', (place) => sqliteStore(pathOf(place)));

describe('the file', () => {
  it('is not made before the first use, and then is its owner’s only, with all that stands beside it', async () => {
    const path = pathOf('private');
    const store = portOf(path);
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
    const database = await store.open('account');
    await database.write([{ put: 'value', key: 'n', value: 1 }]);
    for (const suffix of ['', '-wal']) expect((await stat(path + suffix)).mode & 0o777).toBe(0o600);
    await database.close();
    await expect(stat(`${path}-wal`)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is left alone where it is something else, and the error says so', async () => {
    const text = pathOf('text');
    await writeFile(text, 'Dear diary, '.repeat(1000));
    const other = pathOf('other.db');
    const sqlite = await openSqlite(other);
    sqlite.exec('create table diary (line text)');
    sqlite.close();
    for (const path of [text, other]) {
      const before = await readFile(path);
      await expect(refusal(path)).rejects.toMatchObject({
        code: 'STORE',
        message: expect.stringContaining('not a store of this program'),
      });
      expect(await readFile(path)).toEqual(before);
    }
  });

  it('is refused where a newer version wrote it', async () => {
    const path = pathOf('newer');
    await (await portOf(path).open('account')).close();
    const sqlite = await openSqlite(path);
    sqlite.exec('pragma user_version = 99');
    sqlite.close();
    await expect(refusal(path)).rejects.toMatchObject({ code: 'STORE', message: expect.stringContaining('newer') });
  });

  it('says what to do where it cannot be', async () => {
    const missing = join(directory, 'no', 'such', 'file');
    await expect(refusal(missing)).rejects.toMatchObject({
      code: 'STORE',
      message: expect.stringContaining('does not exist'),
    });
    await expect(refusal(directory)).rejects.toMatchObject({
      code: 'STORE',
      message: expect.stringContaining('EISDIR'),
    });
  });

  it('waits for another client to let go of it, and says so when that one does not', async () => {
    const path = pathOf('shared');
    const first = await portOf(path).open('account');
    await first.write([{ put: 'value', key: 'n', value: 1 }]);
    await expect(refusal(path)).rejects.toMatchObject({ code: 'STORE', message: expect.stringContaining('in use') });
    const waiting = portOf(path).open('account');
    await first.close();
    const second = await waiting;
    expect((await second.load()).values).toEqual({ n: 1 });
    await second.close();
  }, 10_000);

  it('has every write that resolved, and no half of one, after its process was killed', async () => {
    const path = pathOf('killed');
    let resolved = 0;
    for (let round = 0; round < 3; round++) {
      const writer = startWriter(path, resolved);
      writer.on('message', (n) => {
        resolved = n as number;
        if (n === (round + 1) * 40) writer.kill('SIGKILL');
      });
      await once(writer, 'exit');
      const database = await portOf(path).open('account');
      const { values, outbox } = await database.load();
      const kept = values.n as number;
      expect(kept).toBeGreaterThanOrEqual(resolved);
      expect(outbox.map((record) => record.position)).toEqual([kept]);
      expect(await database.messages('c', { newest: false })).toHaveLength(kept);
      await database.close();
      resolved = kept;
    }
    expect(resolved).toBeGreaterThanOrEqual(120);
  }, 60_000);
});

/** A process of its own, which runs from the sources as the tests do. */
function startWriter(path: string, from: number) {
  const hooks = new URL('../../../../scripts/source-hooks.mjs', import.meta.url);
  const register = `data:text/javascript,import { register } from 'node:module'; register('${hooks}')`;
  return fork(new URL('./sqlite-writer.fixture.ts', import.meta.url), [path, String(from)], {
    execArgv: ['--conditions=@palaver/source', '--import', register],
  });
}
