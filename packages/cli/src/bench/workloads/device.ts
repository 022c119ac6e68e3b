import { fileURLToPath } from 'node:url';
import { loginToken } from '../load/back-end.js';
import type { Figure, WorkloadReport } from '../report.js';
import { bundle, firstLoadBytes } from '../sdk/bundle.js';
import { makePage, playInBrowser } from '../sdk/in-browser.js';
import { playInNode } from '../sdk/in-node.js';
import type { Scene, SdkTimes } from '../sdk/scenario.js';
import { type Seeder, seed } from '../seed.js';
import type { ServerProcess } from '../server-process.js';
import type { House } from './house.js';

interface Size {
  readonly messages: number;
  readonly conversations: number;
  readonly list: number;
  readonly history: number;
}
const full: Size = { messages: 10_000, conversations: 100, list: 1_000, history: 100_000 };
const quick: Size = { messages: 200, conversations: 10, list: 20, history: 400 };

/** W8: the SDK on a device: what it weighs, and how long it takes with much. */
export async function device({ isQuick, startServer, say }: House): Promise<WorkloadReport> {
  const size = isQuick ? quick : full;
  const began = performance.now();
  const notes: string[] = [];
  const missing = (what: string) => (error: unknown) => {
    notes.push(`Left out: ${what}: ${error instanceof Error ? error.message : String(error)}.`);
    return undefined;
  };
  const page = await makePage().catch(missing('the SDK in Chromium'));
  const server = await startServer();
  await server.end();
  say('people with much to read are made');
  const people = await seed(server.directory, async (seeder) => ({
    node: await castOf(seeder, size),
    browser: await castOf(seeder, size),
  }));
  await server.start(page ? ['--web', page.web] : []);
  const scene = async (cast: Cast): Promise<Scene> => sceneOf(server, await server.masterSecret(), cast, size);

  const figures: Figure[] = [];
  const sdk = await bundle(fileURLToPath(import.meta.resolve('@palaver/sdk')));
  if (sdk) figures.push(weight(firstLoadBytes(sdk)));
  else notes.push('Left out: the size of the SDK: vite is not installed here.');
  say('the SDK in Node, with SQLite');
  figures.push(...timesOf('Node, SQLite', size, await playInNode(await scene(people.node))));
  if (page) {
    say('the SDK in Chromium, with IndexedDB');
    const times = await playInBrowser(await scene(people.browser)).catch(missing('the SDK in Chromium'));
    if (times) figures.push(...timesOf('Chromium, IndexedDB', size, times));
    await page.remove();
  }
  return {
    id: 'W8',
    title: 'the SDK on a device',
    figures,
    costs: [{ name: 'all of it', seconds: (performance.now() - began) / 1000, loadCpuSeconds: 0 }],
    curves: [],
    notes,
  };
}

interface Cast {
  readonly offline: string;
  readonly list: string;
  readonly history: string;
  readonly peer: string;
}

async function castOf(seeder: Seeder, size: Size): Promise<Cast> {
  const offline = await seeder.reader(size.messages, size.conversations);
  const list = await seeder.reader(size.list, size.list);
  const history = await seeder.reader(size.history, 1);
  return {
    offline: offline.username,
    list: list.username,
    history: history.username,
    peer: history.peers[0] ?? '',
  };
}

function sceneOf({ url }: ServerProcess, secret: string, cast: Cast, size: Size): Scene {
  const token = (username: string) => loginToken({ url, appKey: 'default', secret }, username);
  const { messages, conversations, list, history } = size;
  return {
    url,
    offline: { token: token(cast.offline), messages, conversations },
    list: { token: token(cast.list), conversations: list },
    history: { token: token(cast.history), peer: cast.peer, messages: history },
  };
}

const weight = (bytes: number): Figure => ({
  name: 'at first load, minified and compressed',
  value: bytes / 1024,
  unit: 'KiB',
  better: 'less',
  must: 40,
  goal: 20,
});

function timesOf(where: string, size: Size, { syncMs, listMs, pageMs }: SdkTimes): Figure[] {
  const count = (value: number) => value.toLocaleString('en');
  return [
    {
      name: `${where}: ${count(size.messages)} offline messages in ${size.conversations} conversations`,
      value: syncMs / 1000,
      unit: 's',
      better: 'less',
      must: 5,
      goal: 2,
    },
    {
      name: `${where}: a list of ${count(size.list)} conversations`,
      value: listMs,
      unit: 'ms',
      better: 'less',
      must: 200,
      goal: 50,
    },
    {
      name: `${where}: a page of a history of ${count(size.history)}`,
      value: pageMs,
      unit: 'ms',
      better: 'less',
      must: 50,
      goal: 10,
    },
  ];
}
