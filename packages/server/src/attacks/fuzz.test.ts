import process from 'node:process';
import { closeCodes, errorCodes } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { fuzzFrames } from '../testing/attacks/fuzz-frames.js';
import { watchServer } from '../testing/attacks/watched.js';
import { loggedIn, message, rawClient } from '../testing/raw-client.js';

/** `npm run fuzz -- --frames 1000000` for the long run. */
const frames = Number(process.env['PALAVER_FUZZ_FRAMES'] ?? 10_000);
const seed = Number(process.env['PALAVER_FUZZ_SEED'] ?? 1);

it(
  '[Input] random frames: each is answered, nothing breaks, and who stands by is served',
  async () => {
    const server = await watchServer();
    const bystander = await loggedIn(server.url, 'bystander');
    const startedAt = performance.now();
    let isOver = false;
    const waits: number[] = [];
    const standBy = async () => {
      while (!isOver) {
        const asked = performance.now();
        expect(await bystander.ask('ping')).toMatchObject({ t: 'ok' });
        waits.push(performance.now() - asked);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    };
    const standing = standBy();
    const answers = await fuzzFrames(server.url, frames, seed);
    isOver = true;
    await standing;
    const seconds = (performance.now() - startedAt) / 1_000;
    const late = await rawClient(server.url);
    expect(await late.ask('ping')).toMatchObject({ t: 'ok' });
    late.socket.close();
    expect(await bystander.ask('send', { to: { user: 'robert' }, message: message(1) })).toMatchObject({ t: 'ok' });
    bystander.socket.close();
    const { longestMs, heapBytes } = await server.close();
    process.stdout.write(
      `fuzz: ${answers.frames} frames in ${seconds.toFixed(1)} s (seed ${seed}); answers ${JSON.stringify(answers.codes)}; ` +
        `closed ${JSON.stringify(answers.closed)}; event loop held up ${longestMs?.toFixed(0)} ms of the processor at most; ` +
        `a bystander waited ${Math.max(...waits).toFixed(0)} ms at most; ` +
        `heap ${(heapBytes / 2 ** 20).toFixed(0)} MiB\n`,
    );
    expect(server.faults).toEqual([]);
    expect(longestMs ?? 0).toBeLessThan(100);
    expect(answers.frames).toBeGreaterThanOrEqual(frames);
    // Most are answered, well or with a refusal; INTERNAL is no answer to anything.
    const { ok = 0, INTERNAL = 0, ...refused } = answers.codes;
    expect(INTERNAL).toBe(0);
    const answered = Object.values(answers.codes).reduce((sum, count) => sum + count, 0);
    expect(answered).toBeGreaterThan(0.9 * answers.frames);
    expect(ok).toBeGreaterThan(frames / 50);
    expect(Object.keys(refused).every((code) => (errorCodes as readonly string[]).includes(code))).toBe(true);
    expect(Object.keys(refused)).toEqual(expect.arrayContaining(['INVALID', 'NOT_FOUND']));
    const known = [...Object.values(closeCodes).map(({ code }) => code), 1005, 1006].map(String);
    expect(Object.keys(answers.closed).filter((code) => !known.includes(code))).toEqual([]);
  },
  60_000 + 5 * frames,
);
