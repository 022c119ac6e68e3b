import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createClient, memoryStore } from '@palaver/sdk';
import { createServer } from '@palaver/server';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

const bin = fileURLToPath(new URL('../bin/palaver.js', import.meta.url));
beforeAll(() => {
  if (!existsSync(new URL('../dist/main.js', import.meta.url)))
    throw new Error('These tests run the built command line: run `npm run build` first.');
});

let home: string;
let data: string;
const running = new Map<ChildProcess, Promise<unknown>>();
// Each command is a process of its own, on a machine that may have much else to do.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'palaver-cli-'));
  data = join(home, 'data');
});
afterEach(async () => {
  for (const [child, ended] of running) {
    child.kill('SIGKILL');
    await ended;
  }
  rmSync(home, { recursive: true, force: true });
});

interface Extra {
  input?: string;
  env?: Record<string, string>;
}
const start = (args: string[], extra?: Extra) => startIn(process.execPath, [bin, ...args], extra);
function startIn(program: string, args: string[], { input, env }: Extra = {}) {
  const child = spawn(program, args, {
    cwd: home,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  child.stdin.end(input ?? '');
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child);
    return { code: code as number, stdout, stderr };
  });
  running.set(child, ended);
  const firstLine = once(createInterface({ input: child.stdout }), 'line').then(([line]) => String(line));
  return { child, ended, firstLine };
}
const run = (args: string[], extra?: Extra) => start(args, extra).ended;
const json = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

const serving = (...args: string[]) => ['serve', '--port', '0', '--json', '--data', data, ...args];
const serve = (...args: string[]) => announced(start(serving(...args)));
async function announced(server: ReturnType<typeof start>) {
  const line = await Promise.race([
    server.firstLine,
    server.ended.then(({ stderr }) => Promise.reject(new Error(stderr))),
  ]);
  const { url } = json(line) as { url: string };
  return { ...server, line, url };
}

describe('palaver serve', () => {
  it('[B1 (part)] prints one line when it is ready, and drains on SIGTERM', async () => {
    const server = await serve();
    expect(server.line).toMatch(/^\{"event":"listening","url":"http:\/\/127\.0\.0\.1:\d+"\}$/);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    server.child.kill('SIGTERM');
    const { code, stdout } = await server.ended;
    expect(code).toBe(0);
    expect(stdout).toBe(`${server.line}\n`);
    expect(existsSync(join(data, 'server.json'))).toBe(false);
  });

  it('[operation: logs] logs one JSON line an event where nobody watches, and as much as it is told to', async () => {
    const events = async (...args: string[]) => {
      const server = start(['serve', '--port', '0', '--data', 'memory', ...args]);
      await server.firstLine;
      server.child.kill('SIGTERM');
      const { code, stderr } = await server.ended;
      expect(code).toBe(0);
      const lines = stderr.split('\n').filter((line) => line !== '');
      for (const line of lines)
        expect(json(line)).toMatchObject({ level: expect.any(String), time: expect.any(String) });
      return lines.map((line) => json(line)['event']);
    };
    expect(await events()).toEqual(expect.arrayContaining(['server.listening', 'server.closed']));
    expect(await events('--log-level', 'error')).toEqual([]);
  });

  it('[F14] survives kill -9, and a second server on the directory is refused with a sentence', async () => {
    const first = await serve();
    const second = await run(['serve', '--port', '0', '--data', data]);
    expect(second.code).toBe(4);
    expect(second.stderr).toContain(`in use by the server at ${first.url} (process ${first.child.pid})`);
    first.child.kill('SIGKILL');
    await first.ended;
    const third = await serve();
    expect((await fetch(`${third.url}/readyz`)).status).toBe(200);
  });

  it('says what to do about a taken port, a directory that cannot be used, and faults of the configuration', async () => {
    await using other = await createServer({ port: 0, data: 'memory' });
    const port = new URL(other.url).port;
    const taken = await run(['serve', '--port', port, '--data', data, '--json']);
    expect(taken).toMatchObject({ code: 4, stdout: '' });
    expect(json(taken.stderr.trim().split('\n').at(-1) ?? '')).toMatchObject({
      error: { code: 'PORT', message: expect.stringContaining(`Port ${port}`) },
    });
    writeFileSync(join(home, 'file'), '');
    const unwritable = await run(['serve', '--port', '0', '--data', join(home, 'file', 'data')]);
    expect(unwritable).toMatchObject({ code: 4, stderr: expect.stringContaining('Name a directory') });
    const foreign = await run(['serve', '--port', '0', '--data', home]);
    expect(foreign).toMatchObject({ code: 4, stderr: expect.stringContaining('holds something else (') });
    const faulty = await run(['serve', '--port', '99999'], { env: { PALAVER_REGISTRATION: 'maybe' } });
    expect(faulty.code).toBe(2);
    expect(faulty.stderr).toMatch(/--port: .*\n.*PALAVER_REGISTRATION: /);
    expect(await run(['serve', '--prot', '1'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--port') });
    const misspelt = await run(['app', 'set', '--retntion', '1']);
    expect(misspelt).toMatchObject({ code: 2, stderr: expect.stringContaining('(palaver app set --help shows') });
    const empty = await run(['serve', '--port', '0', '--data', data, '--web', home]);
    expect(empty).toMatchObject({ code: 2, stderr: expect.stringContaining(`no web application in ${home}`) });
  });

  it('greets a person with where to look', async () => {
    const server = start(['serve', '--port', '0'], { env: { PALAVER_DATA: 'memory' } });
    await server.firstLine;
    server.child.kill('SIGINT');
    const { code, stdout } = await server.ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/Open http:\/\/127\.0\.0\.1:\d+/);
  });
});

describe('palaver serve on a disk that fails', () => {
  it('[D1 (part)] stops at once, and everything that it acknowledged is there', async () => {
    // No file may grow beyond 1 or 2 MB, as shells count: the write that would do it fails.
    const server = await announced(
      startIn('sh', ['-c', 'ulimit -f 2048; exec "$0" "$@"', process.execPath, bin, ...serving()]),
    );
    const people = ['alice', 'bobby', 'cindy', 'david'].map((username) => ({
      username,
      password: `${username}-secret`,
    }));
    const text = '𝄞'.repeat(4000);
    const acknowledged = new Map<string, number | undefined>();
    const clients = await Promise.all(
      people.map(async (account) => {
        const client = createClient({ url: server.url, store: memoryStore(), onError: () => {} });
        await client.register(account);
        await client.login(account);
        return client;
      }),
    );
    for (const [at, client] of clients.entries())
      for (let count = 0; count < 60; count++)
        client.send({ user: people[(at + 1) % 4]?.username ?? '' }, text).then(
          ({ id, seq }) => acknowledged.set(id, seq),
          () => {},
        );
    const { code, stderr } = await server.ended;
    for (const client of clients) await client[Symbol.asyncDispose]();
    expect(code).toBe(70);
    expect(stderr).toContain('server.stopped');
    expect(stderr).not.toContain('𝄞');
    expect(acknowledged.size).toBeGreaterThan(0);

    const again = await serve();
    const kept = new Map<string, number | undefined>();
    for (const account of people) {
      await using client = createClient({ url: again.url, store: memoryStore() });
      await client.login(account);
      await client.synced();
      for (const { messages } of client.conversations.get())
        for (const { id, seq } of await messages.all()) kept.set(id, seq);
    }
    for (const [id, seq] of acknowledged) expect(kept.get(id)).toBe(seq);
  });
});

describe('palaver app and user', () => {
  it('work by themselves where no server runs, and through the server where one does', async () => {
    const before = await run(['app', 'add', 'Shop', '--data', data, '--json']);
    expect(before.code).toBe(0);
    expect(json(before.stdout)).toEqual({ appKey: expect.any(String), masterSecret: expect.any(String) });
    const server = await serve('--registration', 'closed');
    const during = await run(['app', 'add', 'Bank', '--key', 'bank', '--data', data, '--json']);
    expect(json(during.stdout)).toMatchObject({ appKey: 'bank' });
    expect(await run(['app', 'add', 'Bank', '--key', 'bank', '--data', data])).toMatchObject({ code: 1 });
    const added = await run(['user', 'add', 'alice', '--app', 'bank', '--data', data, '--password-stdin', '--json'], {
      input: 'secret-of-alice\n',
    });
    expect(json(added.stdout)).toEqual({ appKey: 'bank', username: 'alice' });
    for (const meets of ['default,shop', 'all']) {
      const set = await run([
        'app',
        'set',
        'bank',
        '--meets',
        meets,
        '--registration',
        'closed',
        '--data',
        data,
        '--json',
      ]);
      const crossApplications = meets === 'all' ? 'all' : ['default', 'shop'];
      expect(json(set.stdout)).toMatchObject({ appKey: 'bank', registration: 'closed', crossApplications });
    }
    for (const [days, retentionDays] of [
      ['90', 90],
      ['none', null],
    ] as const) {
      const kept = await run(['app', 'set', 'bank', '--retention', days, '--data', data, '--json']);
      expect(json(kept.stdout)).toMatchObject({ appKey: 'bank', registration: 'closed', retentionDays });
    }
    expect(await run(['app', 'set', 'bank', '--retention', 'soon', '--data', data])).toMatchObject({ code: 2 });
    const secret = json((await run(['app', 'secret', 'bank', '--data', data, '--json'])).stdout);
    const asked = (masterSecret: unknown) =>
      fetch(`${server.url}/api/application`, { headers: { authorization: `Basic ${btoa(`bank:${masterSecret}`)}` } });
    for (const valid of [secret['masterSecret'], json(during.stdout)['masterSecret']])
      expect((await asked(valid)).status).toBe(200);
    expect((await asked('another')).status).toBe(401);
    expect(await run(['app', 'secret', 'nowhere', '--data', data])).toMatchObject({ code: 1 });
    expect(await run(['app', 'set', 'bank', '--meets', 'no such key!', '--data', data])).toMatchObject({ code: 1 });
    server.child.kill('SIGTERM');
    await server.ended;
    const again2 = await run(['app', 'secret', 'bank', '--data', data]);
    expect(again2.stdout.trim()).toMatch(/^[\w-]{20,}$/);
    const listed = await run(['app', 'list', '--data', data, '--json']);
    expect(JSON.parse(listed.stdout)).toMatchObject([{ appKey: 'default' }, { name: 'Shop' }, { appKey: 'bank' }]);
    const again = await run(['user', 'add', 'alice', '--app', 'bank', '--data', data, '--json', '--no-password']);
    expect(again.code).toBe(1);
    expect(json(again.stderr)).toMatchObject({ error: { code: 'USER_EXISTS' } });
  });

  it('never need a password among the arguments, and keep it out of what is printed and logged', async () => {
    const server = await serve();
    const canary = 'canary-password';
    const secret = { env: { PALAVER_PASSWORD: canary } };
    const none = await run(['user', 'add', 'alice', '--data', data]);
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('--password-stdin') });
    const runs = [
      await run(['user', 'add', 'alice', '--data', data], secret),
      await run(['user', 'password', 'alice', '--data', data, '--json'], secret),
      await run(['user', 'disable', 'alice', '--data', data]),
      await run(['user', 'token', 'alice', '--data', data]),
      await run(['user', 'disable', 'alice', '--undo', '--data', data]),
      await run(['user', 'token', 'alice', '--data', data]),
      await run(['user', 'password', 'nobody', '--data', data], secret),
    ];
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 1, 0, 0, 1]);
    expect(runs[5]?.stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    server.child.kill('SIGTERM');
    const { stdout, stderr } = await server.ended;
    const all = runs.map((one) => one.stdout + one.stderr).join('') + stdout + stderr;
    expect(all).not.toContain(canary);
    expect(stderr).not.toContain(readFileSync(join(data, 'master-secret'), 'utf8').trim());
  });

  it('[O7] delete a user, through the server and without it: nobody is given the name again', async () => {
    const server = await serve();
    const secret = { env: { PALAVER_PASSWORD: 'a good password' } };
    for (const name of ['alice', 'bobby']) await run(['user', 'add', name, '--data', data], secret);
    expect(await run(['user', 'delete', 'alice', '--data', data])).toMatchObject({
      code: 0,
      stdout: 'alice is deleted.\n',
    });
    expect(await run(['user', 'delete', 'alice', '--data', data])).toMatchObject({ code: 1 });
    server.child.kill('SIGTERM');
    await server.ended;
    expect(await run(['user', 'delete', 'bobby', '--data', data])).toMatchObject({ code: 0 });
    for (const name of ['alice', 'bobby'])
      expect(await run(['user', 'add', name, '--data', data], secret)).toMatchObject({ code: 1 });
    expect(await run(['user', 'token', 'bobby', '--data', data])).toMatchObject({ code: 1 });
  });

  it('a stale server.json of a killed server misleads nobody', async () => {
    const server = await serve();
    server.child.kill('SIGKILL');
    await server.ended;
    expect(existsSync(join(data, 'server.json'))).toBe(true);
    expect(await run(['app', 'add', 'Shop', '--data', data])).toMatchObject({ code: 0 });
    expect(statSync(join(data, 'master-secret')).mode & 0o777).toBe(0o600);
  });
});

describe('palaver room', () => {
  it('[O2] makes, lists and removes chatrooms, by itself and through the server', async () => {
    const room = (...args: string[]) => run(['room', ...args, '--data', data, '--json']);
    const lobby = json((await room('add', 'Lobby', '--description', 'come in')).stdout);
    expect(lobby).toEqual({ id: expect.any(String), name: 'Lobby', description: 'come in', memberCount: 0 });
    expect((await room('add', '')).code).toBe(1);
    const server = await serve();
    const hall = json((await room('add', 'Hall')).stdout);
    expect(JSON.parse((await room('list')).stdout)).toEqual([lobby, hall]);
    expect(await room('remove', String(lobby['id']))).toMatchObject({ code: 0 });
    for (const id of [String(lobby['id']), '4711', 'x']) {
      const { code, stderr } = await room('remove', id);
      expect([code, json(stderr)]).toMatchObject([1, { error: { code: 'NOT_FOUND' } }]);
    }
    const elsewhere = await room('add', 'Attic', '--app', 'nowhere');
    expect(json(elsewhere.stderr)).toMatchObject({ error: { code: 'NOT_FOUND' } });
    server.child.kill('SIGTERM');
    await server.ended;
    expect(JSON.parse((await room('list')).stdout)).toEqual([hall]);
    expect(await room('remove', String(hall['id']))).toMatchObject({ code: 0 });
    expect(await room('remove', 'x')).toMatchObject({ code: 1 });
  });
});

describe('palaver send and tail', () => {
  it('[S26 S32] talk: what one sends the other prints, and what waited comes first', async () => {
    const server = await serve();
    for (const name of ['alice', 'bobby'])
      await run(['user', 'add', name, '--data', data], { env: { PALAVER_PASSWORD: `${name}-secret` } });
    const as = (name: string) => ({
      env: { PALAVER_URL: server.url, PALAVER_USER: name, PALAVER_PASSWORD: `${name}-secret` },
    });
    const sent = await run(['send', 'bobby', 'waited', '--json'], as('alice'));
    expect(await run(['send', 'bobby', 'x', '--url', 'nonsense'], as('alice'))).toMatchObject({ code: 2 });
    expect(json(sent.stdout)).toMatchObject({ seq: 1, id: expect.any(String) });
    const tail = start(['tail', '--json', '--count', '3'], as('bobby'));
    expect(json(await tail.firstLine)).toMatchObject({ from: 'alice', content: { type: 'text', text: 'waited' } });
    const token = (await run(['user', 'token', 'alice', '--data', data])).stdout.trim();
    await run(['send', 'bobby', 'with a token'], { env: { PALAVER_URL: server.url, PALAVER_TOKEN: token } });
    await run(['send', 'bobby'], { ...as('alice'), input: 'from a pipe\n' });
    const { code, stdout } = await tail.ended;
    expect(code).toBe(0);
    const lines = stdout.trim().split('\n').map(json);
    expect(lines.map(({ content }) => (content as { text: string }).text)).toEqual([
      'waited',
      'with a token',
      'from a pipe',
    ]);
    expect(lines.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('keep a session in a file, and ask for nothing the next time', async () => {
    const server = await serve();
    for (const name of ['alice', 'bobby'])
      await run(['user', 'add', name, '--data', data], { env: { PALAVER_PASSWORD: `${name}-secret` } });
    const session = join(home, 'alice.db');
    const first = await run(['send', 'bobby', 'one', '--session', session, '--user', 'alice'], {
      env: { PALAVER_URL: server.url, PALAVER_PASSWORD: 'alice-secret' },
    });
    expect(first).toMatchObject({ code: 0 });
    expect(await run(['send', 'bobby', 'two', '--session', session, '--url', server.url])).toMatchObject({
      code: 0,
      stdout: 'Sent, at place 2.\n',
    });
    const another = await run(['send', 'bobby', 'x', '--session', session, '--user', 'bobby', '--url', server.url]);
    expect(another).toMatchObject({ code: 2, stderr: expect.stringContaining('keeps the session of alice') });
  });

  it('say why they failed', async () => {
    const server = await serve();
    await run(['user', 'add', 'alice', '--data', data], { env: { PALAVER_PASSWORD: 'alice-secret' } });
    const as = (password: string) => ({
      env: { PALAVER_URL: server.url, PALAVER_USER: 'alice', PALAVER_PASSWORD: password },
    });
    const wrong = await run(['send', 'bobby', 'x', '--json'], as('wrong'));
    expect(wrong.code).toBe(1);
    expect(json(wrong.stderr)).toMatchObject({ error: { code: 'UNAUTHENTICATED' } });
    const nobody = await run(['send', 'nobody', 'x', '--json'], as('alice-secret'));
    expect(json(nobody.stderr)).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect(await run(['send', 'bobby', 'x'], { env: { PALAVER_URL: server.url } })).toMatchObject({ code: 2 });
    server.child.kill('SIGTERM');
    await server.ended;
    const gone = await run(['send', 'bobby', 'x', '--timeout', '2'], as('alice-secret'));
    expect(gone.code).toBe(3);
  });
});

describe('palaver doctor', () => {
  it('finds a fit machine fit, with and without a running server', async () => {
    const before = await run(['doctor', '--data', data, '--port', '0', '--json']);
    expect(before.code).toBe(0);
    const { ok, checks } = json(before.stdout) as { ok: boolean; checks: { name: string; result: string }[] };
    expect(ok).toBe(true);
    const names = ['node', 'files', 'data', 'rights', 'disk', 'room', 'port', 'url', 'clock'];
    expect(checks.map(({ name }) => name)).toEqual(names);
    expect(existsSync(data)).toBe(false);
    const server = await serve();
    const during = await run(['doctor', '--data', data, '--port', new URL(server.url).port]);
    expect(during).toMatchObject({ code: 0, stdout: expect.stringContaining(`in use by the server at ${server.url}`) });
    expect(during.stdout).toMatch(/ok {7}data {4}.*, data version \d+, in use/);
    const { port } = new URL(server.url);
    expect((await run(['doctor', '--data', data])).stdout).toContain(`port    ${port}, in use by the server itself`);
    const reached = await run(['doctor', '--data', data, '--port', '0', '--public-url', server.url, '--json']);
    const url = (json(reached.stdout) as { checks: { name: string; detail: string }[] }).checks.at(-2);
    expect(url).toMatchObject({ name: 'url', result: 'ok', detail: `${server.url} answers and opens WebSockets` });
  });

  it('[operation: doctor] says what to do about files that others read, and an address that leads elsewhere', async () => {
    const server = await serve();
    chmodSync(data, 0o755);
    chmodSync(join(data, 'palaver.db'), 0o644);
    await using other = await createServer({ port: 0, data: 'memory', web: home });
    let answer = 200;
    const elsewhere = createHttpServer((request, response) =>
      response.writeHead(request.url === '/socket' ? answer : 200).end('{}'),
    ).listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const { port } = elsewhere.address() as AddressInfo;
    const look = ['doctor', '--data', data, '--port', '0', '--public-url', `http://127.0.0.1:${port}`];
    const found = await run(look);
    answer = 403;
    expect((await run(look)).stdout).toMatch(/FAULT {4}url .*HTTP 403\n +→ .*palaver serve --public-url/);
    elsewhere.close();
    expect(found.code).toBe(1);
    expect(found.stdout).toMatch(/FAULT {4}rights {2}others .* palaver\.db\n +→ .*chmod -R go-rwx/);
    expect(found.stdout).toMatch(/FAULT {4}url .*opens no WebSocket at \/socket: HTTP 200\n +→ .*proxy/);
    await other.close();
    const gone = await run(['doctor', '--data', data, '--port', '0', '--public-url', other.url, '--json']);
    const { checks } = json(gone.stdout) as { checks: { name: string; result: string; advice?: string }[] };
    expect(checks.find(({ name }) => name === 'url')).toMatchObject({ result: 'fault', advice: expect.any(String) });
    server.child.kill('SIGTERM');
    await server.ended;
  });

  it('finds a taken port and a foreign directory', async () => {
    await using other = await createServer({ port: 0, data: 'memory' });
    writeFileSync(join(home, 'diary.txt'), '');
    const found = await run(['doctor', '--data', home, '--port', new URL(other.url).port, '--json']);
    expect(found.code).toBe(1);
    const { checks } = json(found.stdout) as { checks: { name: string; result: string; detail: string }[] };
    expect(checks.filter(({ result }) => result === 'fault').map(({ name }) => name)).toEqual(['data', 'port']);
  });
});

describe('palaver backup and restore', () => {
  it('[F17] copies a running server; what was made of it begins another history', async () => {
    const server = await serve();
    await run(['user', 'add', 'alice', '--data', data, '--password-stdin'], { input: 'a good password' });
    const backup = await run(['backup', '--data', data, '--out', join(home, 'backup'), '--json']);
    expect(backup).toMatchObject({ code: 0, stderr: '' });
    const made = json(backup.stdout);
    expect(made).toMatchObject({ path: join(home, 'backup'), counts: { users: 1, applications: 1 } });
    const checked = await run(['restore', '--from', join(home, 'backup'), '--check']);
    expect(checked).toMatchObject({ code: 0, stdout: expect.stringContaining('is whole') });
    const full = await run(['restore', '--from', join(home, 'backup'), '--data', data]);
    expect(full).toMatchObject({ code: 1, stderr: expect.stringContaining('not empty') });
    server.child.kill('SIGTERM');
    await server.ended;

    const secret = readFileSync(join(data, 'master-secret'), 'utf8');
    data = join(home, 'again');
    const restored = json((await run(['restore', '--from', join(home, 'backup'), '--data', data, '--json'])).stdout);
    expect(restored).toMatchObject({ path: data, counts: made['counts'] });
    expect(restored['epoch']).not.toBe(made['epoch']);
    const again = await serve();
    expect(readFileSync(join(data, 'master-secret'), 'utf8')).toBe(secret);
    expect((await run(['user', 'token', 'alice', '--data', data])).code).toBe(0);
    expect((await fetch(`${again.url}/readyz`)).status).toBe(200);
  });
});

describe('help', () => {
  it('teaches by example, for every command', async () => {
    const top = await run(['--help']);
    expect(top).toMatchObject({ code: 0, stdout: expect.stringContaining('Exit codes:') });
    for (const command of [
      ['serve'],
      ['app', 'add'],
      ['user', 'add'],
      ['user', 'token'],
      ['room', 'add'],
      ['send'],
      ['tail'],
      ['backup'],
      ['restore'],
      ['doctor'],
    ]) {
      const { code, stdout } = await run([...command, '--help']);
      expect(code).toBe(0);
      expect(stdout, command.join(' ')).toMatch(new RegExp(`Examples:\\n(.*\\n)*.*palaver ${command.join(' ')}`));
      expect(stdout, command.join(' ')).toContain('--json');
    }
  });

  it('is shown with a code of its own when a command is wrong', async () => {
    for (const args of [[], ['serv'], ['user'], ['app', 'add'], ['user', 'token', 'x', '--minutes', '0']])
      expect((await run(args)).code, args.join(' ')).toBe(2);
    expect(await run(['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });
});
