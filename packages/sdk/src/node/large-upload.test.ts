import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client, Message } from '../api.js';
import { content } from '../content.js';
import { createClient } from '../create-client.js';
import { memoryStore } from '../store/memory-store.js';
import { type Cuttable, cuttable } from '../testing/cuttable.js';
import { sqliteStore } from './sqlite-store.js';

const megabyte = 1024 * 1024;
const size = 200 * megabyte;
const mostGrowth = 64 * megabyte;
/** A guard against hanging: 200 MB are hashed and moved several times, which takes a minute where others work. */
const timeout = 240_000;
const password = 'a long password';

let directory: string;
let server: ChildProcess;
let way: Cuttable;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'palaver-large-'));
  server = startServer(join(directory, 'server'));
  const [{ url }] = (await once(server, 'message')) as [{ url: string }];
  way = await cuttable(() => Number(new URL(url).port));
});
afterAll(async () => {
  await way.close();
  const exited = once(server, 'exit');
  server.disconnect();
  await exited;
  await rm(directory, { recursive: true });
});

/** It runs from the sources as the tests do. */
function startServer(data: string): ChildProcess {
  const hooks = new URL('../../../../scripts/source-hooks.mjs', import.meta.url);
  const register = `data:text/javascript,import { register } from 'node:module'; register('${hooks}')`;
  return fork(new URL('../testing/server.fixture.ts', import.meta.url), [data], {
    execArgv: ['--conditions=@palaver/source', '--import', register],
  });
}

/** Asks for the server's memory over and over until the end is asked for, and tells the most there was. */
function watchMemory(): { end(): Promise<number> } {
  let most = 0;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) most = Math.max(most, await memory());
    return most;
  })();
  return {
    end: () => {
      isOver = true;
      return watching;
    },
  };
}
async function memory(): Promise<number> {
  const answered = once(server, 'message') as Promise<[{ rss: number }]>;
  server.send('memory');
  return (await answered)[0].rss;
}

async function enter(username: string, store = memoryStore()): Promise<Client> {
  const client = createClient({ url: way.url, store });
  await client.register({ username, password });
  await client.login({ username, password });
  return client;
}

/** Bytes of which no stretch is like another. */
async function writeVideo(path: string): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  const block = new Uint32Array(megabyte / 4);
  for (let at = 0, n = 1; at < size; at += megabyte) {
    for (let word = 0; word < block.length; word++) {
      n = (Math.imul(n, 1664525) + 1013904223) >>> 0;
      block[word] = n;
    }
    const bytes = new Uint8Array(block.buffer);
    hash.update(bytes);
    await file.write(bytes);
  }
  await file.close();
  return hash.digest('hex');
}

const reaches = (progress: { subscribe(listener: () => void): () => void; get(): number }, fraction: number) =>
  new Promise<void>((resolve) => {
    const end = progress.subscribe(() => {
      if (progress.get() < fraction) return;
      end();
      resolve();
    });
  });

it('[B8 S18 D21] a video of 200 MB goes up with progress, is interrupted twice, and arrives equal; the server stays small', {
  timeout,
}, async () => {
  const path = join(directory, 'video.mp4');
  const sha256 = await writeVideo(path);
  const bobby = await enter('bobby');
  const store = join(directory, 'alice');
  const before = await enter('alice', sqliteStore(store));
  await before.send({ user: 'bobby' }, content.video(new Uint8Array(megabyte), { duration: 1 }));
  const first = await memory();
  const watch = watchMemory();

  const told: number[] = [];
  const handle = before.send({ user: 'bobby' }, content.video({ uri: path, mime: 'video/mp4' }, { duration: 60 }), {
    onProgress: (fraction) => told.push(fraction),
  });
  await reaches(handle.progress, 0.3);
  way.cut();
  await reaches(handle.progress, 0.6);
  await before[Symbol.asyncDispose]();
  await expect(handle).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(told.length).toBeGreaterThan(20);
  expect(told).toEqual([...told].sort((a, b) => a - b));

  const after = createClient({ url: way.url, store: sqliteStore(store) });
  const sent = new Promise<Message>((resolve) => after.on('message.sent', ({ message }) => resolve(message)));
  const received = new Promise<Message>((resolve) => bobby.on('message.new', ({ message }) => resolve(message)));
  await after.resume();
  expect(await sent).toMatchObject({ id: handle.id, status: 'sent', content: { media: { sha256, bytes: size } } });
  // It went on where it was: hardly more than once went the way.
  expect(way.sent()).toBeLessThan(1.5 * size);

  const video = await (await received).download();
  const hash = createHash('sha256');
  for await (const part of video.stream() as unknown as AsyncIterable<Uint8Array>) hash.update(part);
  expect([video.size, hash.digest('hex')]).toEqual([size, sha256]);
  expect((await watch.end()) - first).toBeLessThan(mostGrowth);
  await after[Symbol.asyncDispose]();
  await bobby[Symbol.asyncDispose]();
});
