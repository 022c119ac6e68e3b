import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeCodes } from '@palaver/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findRunningServer } from './data/data-directory.js';
import { createServer, openAdmin } from './server.js';
import { StartError } from './start-error.js';
import { openDatabase } from './store/sqlite/driver.js';
import { account, type Frame, loggedIn, message, rawClient } from './testing/raw-client.js';

describe('createServer', () => {
  it('[B2] serves two people inside a test, keeping nothing', async () => {
    await using server = await createServer({ port: 0, data: 'memory' });
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const [alice, bobby] = [await loggedIn(server.url, 'alice'), await loggedIn(server.url, 'bobby')];
    const sent = await alice.ask('send', { to: { user: 'bobby' }, message: message(1) });
    expect(sent).toMatchObject({ t: 'ok', seq: 1 });
    await expect.poll(() => bobby.pushes.map(({ t }) => t)).toEqual(['conversation', 'entry']);
    expect(bobby.pushes[1]).toMatchObject({ entry: { seq: 1, sid: sent['sid'], body: { message: message(1) } } });
    await server.close();
    expect(await alice.closed).toBe(closeCodes.drained.code);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
    await server.closed;
  });

  it('closing twice is harmless, and ends connections that never logged in', async () => {
    const server = await createServer({ port: 0, data: 'memory' });
    const client = await rawClient(server.url);
    await Promise.all([server.close(), server.close()]);
    expect(await client.closed).toBe(closeCodes.drained.code);
  });

  it('lists the faults of its options', async () => {
    await expect(createServer({ port: -1, registration: 'maybe' as 'open' })).rejects.toThrow(
      /port: .*\n.*registration: /,
    );
  });

  it('lets nobody register where registration is closed', async () => {
    await using server = await createServer({ port: 0, data: 'memory', registration: 'closed' });
    const client = await rawClient(server.url);
    expect(await client.ask('register', account('alice'))).toMatchObject({ t: 'error', code: 'FORBIDDEN' });
    const made = await server.admin.createUser({ appKey: 'default', ...account('alice') });
    expect(made.ok).toBe(true);
    for (const nickname of ['x'.repeat(65), 'two\nlines'])
      expect(await server.admin.createUser({ appKey: 'default', username: 'bobby', nickname })).toMatchObject({
        ok: false,
        error: { code: 'INVALID' },
      });
    expect(await client.login({ kind: 'password', ...account('alice') })).toMatchObject({ t: 'ok' });
  });
});

describe('a server on a data directory', () => {
  let data: string;
  beforeEach(() => {
    data = join(mkdtempSync(join(tmpdir(), 'palaver-server-')), 'data');
  });
  afterEach(() => rmSync(join(data, '..'), { recursive: true, force: true }));

  it('[B1 (part)] finds everything after a restart, sessions included', async () => {
    const first = await createServer({ port: 0, data });
    const alice = await rawClient(first.url);
    await alice.ask('register', account('alice'));
    await alice.ask('register', account('bobby'));
    const { token } = await alice.login({ kind: 'password', ...account('alice') });
    const sent = [];
    for (let at = 1; at <= 5; at++) sent.push(await alice.ask('send', { to: { user: 'bobby' }, message: message(at) }));
    await first.close();

    await using second = await createServer({ port: 0, data });
    const again = await rawClient(second.url);
    expect(await again.login({ kind: 'session', token })).toMatchObject({ t: 'ok', user: { username: 'alice' } });
    const c = sent[0]?.['c'];
    const { entries } = (await again.ask('entries', { c, from: 1, to: 10 })) as { entries: Frame[] };
    expect(entries.map(({ seq, sid }) => ({ seq, sid }))).toEqual(sent.map(({ seq, sid }) => ({ seq, sid })));
    expect(await again.ask('send', { to: { user: 'bobby' }, message: message(3) })).toMatchObject({ seq: 3 });
  });

  it('[Operation B1 (part)] has a random master secret that only its owner can read, the same after a restart', async () => {
    const secrets = new Set<string>();
    for (let start = 0; start < 2; start++) {
      await using _server = await createServer({ port: 0, data });
      const file = join(data, 'master-secret');
      expect(statSync(file).mode & 0o777).toBe(0o600);
      secrets.add(readFileSync(file, 'utf8'));
    }
    expect(secrets.size).toBe(1);
    expect([...secrets][0]?.trim().length).toBeGreaterThanOrEqual(40);
  });

  it('[operation] keeps the newest master secret in its file, also when it changes while it serves', async () => {
    await using server = await createServer({ port: 0, data });
    const made = await server.admin.addSecret('default');
    expect(readFileSync(join(data, 'master-secret'), 'utf8').trim()).toBe(made.ok && made.value);
    await server.admin.createApplication({ key: 'shop', name: 'Shop' });
    await server.admin.addSecret('shop');
    expect(readFileSync(join(data, 'master-secret'), 'utf8').trim()).toBe(made.ok && made.value);
  });

  it('[operation: newer] refuses what a newer version wrote, and leaves it as it is', async () => {
    await (await createServer({ port: 0, data })).close();
    const database = await openDatabase(join(data, 'palaver.db'));
    database.exec('pragma user_version = 99');
    database.close();
    const before = readFileSync(join(data, 'palaver.db'));
    await expect(createServer({ port: 0, data })).rejects.toMatchObject({ name: 'StartError', reason: 'data_newer' });
    expect(readFileSync(join(data, 'palaver.db')).equals(before)).toBe(true);
    writeFileSync(join(data, 'palaver.json'), '{"format":"palaver-data","version":99}');
    await expect(createServer({ port: 0, data })).rejects.toMatchObject({ name: 'StartError', reason: 'data_newer' });
    await expect(openAdmin({ data })).rejects.toMatchObject({ name: 'StartError', reason: 'data_newer' });
  });

  it('tells the command line where it is, as long as it serves', async () => {
    const server = await createServer({ port: 0, data });
    const running = findRunningServer(data);
    expect(running).toMatchObject({ url: server.url, pid: process.pid });
    const status = await fetch(`${server.url}/api/admin/status`, {
      headers: { authorization: `Bearer ${running?.operatorToken}` },
    });
    expect(await status.json()).toMatchObject({ connections: 0 });
    await server.close();
    expect(findRunningServer(data)).toBeUndefined();
  });

  it('[F14] refuses a second server on the directory, and the first goes on', async () => {
    await using server = await createServer({ port: 0, data });
    const second = createServer({ port: 0, data });
    await expect(second).rejects.toThrow(StartError);
    await expect(second).rejects.toThrow(`in use by the server at ${server.url}`);
    await expect(openAdmin({ data })).rejects.toThrow(StartError);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });

  it('a taken port gives the directory free again', async () => {
    await using other = await createServer({ port: 0, data: 'memory' });
    const port = Number(new URL(other.url).port);
    await expect(createServer({ port, data })).rejects.toThrow('is taken');
    await (await createServer({ port: 0, data })).close();
  });

  it('refuses a database that is no database, and leaves it as it was', async () => {
    await (await createServer({ port: 0, data })).close();
    for (const name of ['palaver.db-wal', 'palaver.db-shm']) rmSync(join(data, name), { force: true });
    const nonsense = 'this was a database once '.repeat(500);
    writeFileSync(join(data, 'palaver.db'), nonsense);
    const refused = createServer({ port: 0, data });
    await expect(refused).rejects.toThrow(StartError);
    await expect(refused).rejects.toThrow(data);
    expect(readFileSync(join(data, 'palaver.db'), 'utf8')).toBe(nonsense);
  });

  it('is administered without a server, and a server finds what was done', async () => {
    const house = await openAdmin({ data });
    const made = await house.admin.createApplication({ name: 'Shop', key: 'shop' });
    expect(made.ok && made.value.secrets[0]).toBeTruthy();
    await house.close();
    await using server = await createServer({ port: 0, data });
    expect((await server.admin.applications()).map(({ key }) => key)).toEqual(['default', 'shop']);
  });

  it('keeps the choice of registration over restarts that do not name it', async () => {
    await (await createServer({ port: 0, data, registration: 'closed' })).close();
    await using server = await createServer({ port: 0, data });
    expect((await server.admin.applications())[0]?.settings.registration).toBe('closed');
  });

  it('keeps nothing where it is told to', async () => {
    await (await createServer({ port: 0, data: 'memory' })).close();
    expect(existsSync('memory')).toBe(false);
  });
});
