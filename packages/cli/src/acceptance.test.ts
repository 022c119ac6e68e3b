import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

// What a stranger does who has the built product and `api.d.ts`, and nothing else: processes, addresses, packages by name.
const bin = fileURLToPath(new URL('../bin/palaver.js', import.meta.url));
beforeAll(() => {
  if (!existsSync(new URL('../dist/main.js', import.meta.url)))
    throw new Error('These tests run the built product: run `npm run build` first.');
});
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let home: string;
let data: string;
const running = new Map<ChildProcess, Promise<unknown>>();
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'palaver-accept-'));
  data = join(home, 'data');
});
afterEach(async () => {
  for (const [child, ended] of running) {
    child.kill('SIGKILL');
    await ended;
  }
  rmSync(home, { recursive: true, force: true });
});

function start(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, args, {
    // The packages are found from here by their names, as they are for whoever installed them.
    cwd: dirname(dirname(bin)),
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      texts[name] += chunk;
    });
  const ended = once(child, 'close').then(([code, signal]) => {
    running.delete(child);
    return { code: code as number | null, signal: signal as string | null, ...texts };
  });
  running.set(child, ended);
  const line = once(createInterface({ input: child.stdout }), 'line').then(([text]) => String(text));
  return { child, ended, line };
}
const run = (args: readonly string[]) => start([bin, ...args]).ended;

async function serve(port = '0', where = data) {
  const server = start([bin, 'serve', '--port', port, '--json', '--data', where]);
  const line = await Promise.race([server.line, server.ended.then(({ stderr }) => Promise.reject(new Error(stderr)))]);
  const { event, url } = JSON.parse(line) as { event: string; url: string };
  expect(event).toBe('listening');
  return { ...server, url, port: new URL(url).port };
}
async function stop({ child, ended }: Awaited<ReturnType<typeof serve>>) {
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 0, signal: null });
}

/** A program of its own; it must end by itself. What it reports is its last line. */
async function script(source: string, env: Record<string, string>): Promise<unknown> {
  const { code, stdout, stderr } = await start(['--input-type=module', '--eval', source], env).ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

const twentyLines = `
  import { createClient } from '@palaver/sdk';
  import { sqliteStore } from '@palaver/sdk/node';
  const open = async (username) => {
    const client = createClient({ url: process.env.URL, store: sqliteStore(process.env.HOME_DIR + '/' + username) });
    const account = { username, password: 'a good password' };
    if (process.env.ROUND === '1') await client.register(account);
    await client.login(account);
    return client;
  };
  const [alice, bobby] = [await open('alice'), await open('bobby')];
  for (const at of [1, 2, 3]) {
    await alice.send({ user: 'bobby' }, 'to bobby ' + process.env.ROUND + at);
    await bobby.send({ user: 'alice' }, 'to alice ' + process.env.ROUND + at);
  }
  const read = async (client, user) =>
    (await client.conversations.peek({ user }).messages.all()).reverse().map(({ seq, content }) => seq + ' ' + content.text);
  // What the other sent last comes on a connection of its own.
  while ((await read(alice, 'bobby')).length < 6 * process.env.ROUND) await new Promise((resolve) => setTimeout(resolve, 10));
  await Promise.all([alice.synced(), bobby.synced()]);
  console.log(JSON.stringify([await read(alice, 'bobby'), await read(bobby, 'alice')]));
  await Promise.all([alice.logout(), bobby.logout()]);
`;

describe('the product, as a stranger meets it', () => {
  it('[D1 (part)] [D6 (part)] [B9 (part)] twenty lines find everything once and in order, the server restarted in between', async () => {
    const texts = (round: number) => [1, 2, 3].flatMap((at) => [`to bobby ${round}${at}`, `to alice ${round}${at}`]);
    const placed = (list: string[]) => list.map((text, at) => `${at + 1} ${text}`);
    const first = await serve();
    const before = placed(texts(1));
    expect(await script(twentyLines, { URL: first.url, HOME_DIR: home, ROUND: '1' })).toEqual([before, before]);
    await stop(first);
    const second = await serve(first.port);
    const after = placed([...texts(1), ...texts(2)]);
    expect(await script(twentyLines, { URL: second.url, HOME_DIR: home, ROUND: '2' })).toEqual([after, after]);
    await stop(second);
  });

  it('[B1 (part)] clients that are connected when it is told to stop do not keep it, and go on when it is back', async () => {
    const first = await serve();
    const watching = start(
      [
        '--input-type=module',
        '--eval',
        `import { createClient } from '@palaver/sdk';
         const client = createClient({ url: process.env.URL });
         const account = { username: 'alice', password: 'a good password' };
         await client.register(account);
         await client.login(account);
         await client.synced();
         console.log('online');
         await new Promise((resolve) => client.on('status.changed', ({ status }) => status === 'offline' && resolve()));
         await client.synced();
         console.log(JSON.stringify(client.status.get()));
         await client.logout();`,
      ],
      { URL: first.url },
    );
    expect(await watching.line).toBe('online');
    await stop(first);
    const second = await serve(first.port);
    expect(await watching.ended).toMatchObject({ code: 0, stdout: 'online\n"online"\n', stderr: '' });
    await stop(second);
  });

  it('[O3] an application added while it serves is there at once, and knows nobody of another', async () => {
    const server = await serve();
    const { code, stdout } = await run(['app', 'add', 'shop', '--data', data, '--json']);
    expect(code).toBe(0);
    const { appKey } = JSON.parse(stdout) as { appKey: string };
    const found = await script(
      `import { createClient } from '@palaver/sdk';
       const account = { username: 'alice', password: 'a good password' };
       const code = (promise) => promise.then(() => 'ok', (error) => error.code);
       const here = createClient({ url: process.env.URL });
       await here.register(account);
       const there = createClient({ url: process.env.URL, appKey: process.env.APP_KEY });
       const before = await code(there.login(account));
       const made = await code(there.register({ ...account, username: 'bobby' }));
       await here.login(account);
       console.log(JSON.stringify([before, made, await code(here.conversations.open({ user: 'bobby' })),
         await code(here.send({ user: 'bobby', appKey: process.env.APP_KEY }, 'psst'))]));
       await here.logout();`,
      { URL: server.url, APP_KEY: appKey },
    );
    expect(found).toEqual(['UNAUTHENTICATED', expect.stringMatching(/^(ok|FORBIDDEN)$/), 'NOT_FOUND', 'NOT_FOUND']);
    await stop(server);
  });

  it('[B2] [B3 (part)] a server in memory, from the command line and as a library', async () => {
    const server = await serve('0', 'memory');
    await stop(server);
    const found = await script(
      `import { createServer } from '@palaver/server';
       import { createClient, memoryStore } from '@palaver/sdk';
       const server = await createServer({ port: 0, data: 'memory' });
       const open = async (username) => {
         const client = createClient({ url: server.url, store: memoryStore() });
         await client.register({ username, password: 'a good password' });
         await client.login({ username, password: 'a good password' });
         await client.synced();
         return client;
       };
       const [alice, bobby] = [await open('alice'), await open('bobby')];
       const events = bobby.events('message.new', { once: true });
       await alice.send({ user: 'bobby' }, 'hello');
       for await (const { message } of events) console.log(JSON.stringify([message.content, message.seq]));
       await Promise.all([alice.logout(), bobby.logout()]);
       await server.close();`,
      {},
    );
    expect(found).toEqual([{ type: 'text', text: 'hello' }, 1]);
  });

  it('[B3 (part)] a client that nobody logged in opens nothing and keeps no process alive', async () => {
    const found = await script(
      `import { createClient } from '@palaver/sdk';
       const client = createClient({ url: 'http://127.0.0.1:9' });
       client.on('message.new', () => {});
       client.conversations.subscribe(() => {});
       await new Promise((resolve) => setTimeout(resolve, 20));
       console.log(JSON.stringify([client.status.get(), process.getActiveResourcesInfo().filter((name) => name !== 'Timeout' && !name.includes('Pipe'))]));`,
      {},
    );
    expect(found).toEqual(['idle', []]);
  });
});
