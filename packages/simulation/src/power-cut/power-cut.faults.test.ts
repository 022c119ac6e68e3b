import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient, memoryStore } from '@palaver/sdk';
import { createServer } from '@palaver/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ServerProcess } from '../crash/server-process.js';
import { report, scale } from '../faults/figures.js';
import { Chance } from '../world/chance.js';
import { buildRecorder, recording } from './recorder.js';
import { type Recorded, readRecording } from './recording.js';
import { type Files, survivors } from './survivors.js';

/** Of an application's default: what one user may send in one go. */
const burst = 100;
const pairs = Array.from({ length: 10 }, (_, at) => [`left-${at}`, `right-${at}`] as const);
const cuts = scale(20, 300);
const password = 'open sesame';
const chance = new Chance(42);

/** An acknowledgement, and how much had been recorded when it came. */
interface Acknowledged {
  readonly id: string;
  readonly seq: number;
  readonly from: string;
  readonly to: string;
  readonly recordedBytes: number;
}

let home: string;
let before: Files;
let records: Recorded[];
const acknowledged: Acknowledged[] = [];

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'palaver-power-'));
  const data = join(home, 'data');
  const journal = join(home, 'journal');
  const library = buildRecorder(home);
  // What stands before the recording begins was flushed long ago: closed, it is one file.
  const first = await createServer({ port: 0, data });
  for (const username of pairs.flat())
    await first.admin.createUser({ appKey: 'default', username, password: `${password} ${username}` });
  await first.close();
  before = filesOf(data);

  const server = new ServerProcess(data, recording(library, join(data, 'palaver.db'), journal));
  await server.start();
  const clients: Client[] = [];
  try {
    await Promise.all(
      pairs.map(async ([from, to]) => {
        const client = createClient({ url: server.url, platform: 'node', store: memoryStore(), onError: () => {} });
        clients.push(client);
        await client.login({ username: from, password: `${password} ${from}` });
        // One after the other, so that acknowledgements and flushes take turns.
        for (let at = 0; at < burst; at++) {
          const { id, seq = 0 } = await client.send({ user: to }, `${from} says ${at}`);
          acknowledged.push({ id, seq, from, to, recordedBytes: statSync(journal).size });
        }
      }),
    );
  } finally {
    await server.kill();
    for (const client of clients) await client[Symbol.asyncDispose]();
  }
  records = readRecording(readFileSync(journal));
});

afterAll(() => rm(home, { recursive: true, force: true }));

it(`[F2 B1 D1 D6] ${cuts} power cuts, the unflushed lost in part: every acknowledged message is there, once and in its place`, async () => {
  expect(acknowledged).toHaveLength(pairs.length * burst);
  let owed = 0;
  const gone: string[] = [];
  for (let cut = 0; cut < cuts; cut++) {
    const { lost, due } = await afterCut(records);
    gone.push(...lost);
    owed += due;
  }
  report('F2', { cuts, acknowledged: acknowledged.length, 'looked for after the cuts': owed, lost: gone.length });
  expect(gone).toEqual([]);
  // Nothing is proved by cuts before the first acknowledgement.
  expect(owed).toBeGreaterThan((cuts * acknowledged.length) / 4);
});

it('[F2] the control: without the flushes that synchronous=NORMAL leaves out, acknowledged messages are lost', async () => {
  // NORMAL flushes the log only before a checkpoint, which is where a flush of the database follows.
  const lax = records.filter((record, at) => !(record.kind === 'flush' && record.file === 'log') || isCheckpoint(at));
  let lost = 0;
  for (let cut = 0; cut < cuts && lost === 0; cut++) lost += (await afterCut(lax)).lost.length;
  expect(lost).toBeGreaterThan(0);
});

const isCheckpoint = (at: number): boolean => {
  const next = records.slice(at + 1).find(({ file, kind }) => file === 'database' || kind === 'flush');
  return next?.file === 'database';
};

/** Cuts the power at some moment, lets a server start on what is left, and asks it for all that was acknowledged by then. */
async function afterCut(recorded: readonly Recorded[]): Promise<{ lost: string[]; due: number }> {
  const count = chance.whole(1, recorded.length);
  const recordedBytes = recorded[count - 1]?.end ?? 0;
  const directory = join(home, `cut-${chance.whole(0, 1e9)}`);
  await cp(join(home, 'data'), directory, { recursive: true, filter: (path) => !/palaver\.db|\/lock/.test(path) });
  const { database, log } = survivors(before, recorded, count, () => chance.happens(0.5));
  writeFileSync(join(directory, 'palaver.db'), database ?? '', { mode: 0o600 });
  if (log) writeFileSync(join(directory, 'palaver.db-wal'), log, { mode: 0o600 });
  // What came when no more than this had been recorded was acknowledged before the cut.
  const due = acknowledged.filter((one) => one.recordedBytes <= recordedBytes);
  const server = await createServer({ port: 0, data: directory });
  try {
    const lost = await Promise.all(pairs.map(([from, to]) => missing(server.url, from, to, due)));
    return { lost: lost.flat(), due: due.length };
  } finally {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Acknowledged and not there, or not in its place; and places that are not 1..n. */
async function missing(url: string, from: string, to: string, due: readonly Acknowledged[]): Promise<string[]> {
  const client = createClient({ url, platform: 'ios', store: memoryStore(), onError: () => {} });
  try {
    await client.login({ username: to, password: `${password} ${to}` });
    await client.synced();
    const messages = client.conversations.peek({ user: from })?.messages;
    const items = messages ? [...(await messages.all())].reverse() : [];
    const places = new Map(items.map(({ id, seq }) => [id, seq]));
    const astray = items.flatMap(({ seq }, at) =>
      seq === at + 1 ? [] : [`${from}: place ${seq} stands at ${at + 1}`],
    );
    const lost = due.filter((one) => one.from === from && places.get(one.id) !== one.seq).map(({ id }) => id);
    return [...lost, ...astray];
  } finally {
    await client[Symbol.asyncDispose]();
  }
}

function filesOf(data: string): Files {
  const read = (name: string) => (existsSync(join(data, name)) ? readFileSync(join(data, name)) : undefined);
  return { database: read('palaver.db'), log: read('palaver.db-wal') };
}
