import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foldText, seededRandom } from '@palaver/protocol';
import { expect, it, onTestFinished } from 'vitest';
import { openSqliteIndex } from './sqlite/sqlite-index.js';
import { phraseOf, wordsOf } from './words.js';

const logs = 2_000;

/** A small run proves that all is found; `FIGURES=200000` says what it costs. */
it('[B11] finds in 500 of 2,000 logs what was said there, and tells what it costs', async () => {
  const count = Number(process.env['FIGURES'] ?? 4_000);
  const directory = mkdtempSync(join(tmpdir(), 'palaver-figures-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, 'search.db');
  const index = await openSqliteIndex(file, 'epoch');
  const random = seededRandom(1);
  const upTo = (end: number) => Math.floor(random.fraction() * end);
  const often = (end: number) => Math.min(upTo(end), upTo(end));
  const said = (n: number) =>
    n % 2
      ? Array.from({ length: 12 }, () => String.fromCharCode(0x4e00 + 3 * often(2_000))).join('')
      : Array.from({ length: 8 }, () => `${'abcdefghijklmnop'[often(16)]}${often(300).toString(36)}ing`).join(' ');
  const heads = new Map<number, number>();
  const texts: { c: number; seq: number; folded: string }[] = [];
  const began = process.cpuUsage();
  for (let done = 0; done < count; done += 1_000) {
    const slice = Array.from({ length: Math.min(1_000, count - done) }, (_, n) => {
      const c = 1 + upTo(logs);
      const seq = (heads.get(c) ?? 0) + 1;
      heads.set(c, seq);
      const folded = foldText(said(done + n));
      if (c <= 500) texts.push({ c, seq, folded });
      return { c, seq, sid: done + n + 1, words: wordsOf(folded) };
    });
    index.apply({ texts: slice, gone: [], reached: [] });
  }
  const { user, system } = process.cpuUsage(began);
  const figures = [`${Math.round((user + system) / count)} µs`, `${Math.round(statSync(file).size / count)} bytes`];
  for (const query of ['一', '一丂', '一丂三', 'a1ing', 'a1', 'a1ing b2i', 'a', 'zebra']) {
    const at = performance.now();
    let found = 0;
    for (let c = 1; c <= 500; c++)
      found += index.find(phraseOf(query), { c, from: 1, to: Number.MAX_SAFE_INTEGER }, count).length;
    figures.push(`${query}: ${found} in ${(performance.now() - at).toFixed(1)} ms`);
    const isInside = (text: string) => new RegExp(`(^|[ \\u3000-\\u9fff])${query}`).test(text);
    expect([query, found]).toEqual([query, texts.filter(({ folded }) => isInside(folded)).length]);
  }
  if (process.env['FIGURES']) process.stdout.write(`${figures.join('\n')}\n`);
  index.close();
}, 600_000);
