import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../store/sqlite/driver.js';
import type { TextIndex } from '../text-index.js';
import { describeTextIndex } from '../text-index-contract.js';
import { phraseOf, wordsOf } from '../words.js';
import { openSqliteIndex } from './sqlite-index.js';

describeTextIndex('in SQLite', () => openSqliteIndex(':memory:', 'epoch'));
describeTextIndex('in a file', () => openSqliteIndex(temporaryFile(), 'epoch'));

function temporaryFile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'palaver-search-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return join(directory, 'search.db');
}

const say = (index: TextIndex, seq: number, text: string) =>
  index.apply({
    texts: [{ c: 1, seq, sid: seq, words: wordsOf(text) }],
    gone: [],
    reached: [{ c: 1, seq, floor: 0 }],
    mark: seq,
  });
const finds = (index: TextIndex, text: string) =>
  index.find(phraseOf(text), { c: 1, from: 1, to: 999 }, 9).map(({ seq }) => seq);

it('is found again as it was left, and only its owner reads it', async () => {
  const file = temporaryFile();
  const index = await openSqliteIndex(file, 'epoch');
  say(index, 1, 'hello');
  index.close();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const again = await openSqliteIndex(file, 'epoch');
  expect([again.mark(), again.reached(1), finds(again, 'hello')]).toEqual([1, { seq: 1, floor: 0 }, [1]]);
  again.close();
});

it('goes on from what it has after a kill', async () => {
  const [file, left] = [temporaryFile(), temporaryFile()];
  const index = await openSqliteIndex(file, 'epoch');
  for (let seq = 1; seq <= 9; seq++) say(index, seq, `hello ${seq}`);
  for (const ending of ['', '-wal']) copyFileSync(`${file}${ending}`, `${left}${ending}`);
  const again = await openSqliteIndex(left, 'epoch');
  expect([again.mark(), again.reached(1), finds(again, 'hello 9')]).toEqual([9, { seq: 9, floor: 0 }, [9]]);
  index.close();
  again.close();
});

it('[D23] begins anew for another history', async () => {
  const file = temporaryFile();
  const index = await openSqliteIndex(file, 'epoch');
  say(index, 1, 'hello');
  index.close();
  const other = await openSqliteIndex(file, 'another');
  expect([other.mark(), other.reached(1), finds(other, 'hello')]).toEqual([0, { seq: 0, floor: 0 }, []]);
  other.close();
});

it.each(['no database at all', ''])('begins anew in place of what is none of ours: %j', async (content) => {
  const file = temporaryFile();
  writeFileSync(file, content);
  const index = await openSqliteIndex(file, 'epoch');
  say(index, 1, 'hello');
  expect(finds(index, 'hello')).toEqual([1]);
  index.close();
});

it("begins anew in place of another program's database", async () => {
  const file = temporaryFile();
  const foreign = await openDatabase(file);
  foreign.exec('create table texts (a); create table meta (epoch)');
  foreign.close();
  const index = await openSqliteIndex(file, 'epoch');
  say(index, 1, 'hello');
  expect(finds(index, 'hello')).toEqual([1]);
  index.close();
});

it('[S39 (part)] leaves nothing of what is gone in its files', async () => {
  const file = temporaryFile();
  const index = await openSqliteIndex(file, 'epoch');
  for (let seq = 1; seq <= 300; seq++) say(index, seq, `number ${seq} ${seq === 150 ? 'canarybird 鸚鵡' : 'of many'}`);
  const holds = (text: string) => [file, `${file}-wal`].some((name) => readFileSync(name).includes(text));
  expect([holds('canarybird'), holds('鸚')]).toEqual([true, true]);
  index.apply({ texts: [], gone: [{ c: 1, seq: 150 }], reached: [] });
  // Words of an index page share their beginnings, so a part of one is looked for.
  expect(['canarybird', 'anarybird', '鸚', '鵡'].filter(holds)).toEqual([]);
  expect([finds(index, 'number 150'), finds(index, 'number 151')]).toEqual([[], [151]]);
  index.close();
});
