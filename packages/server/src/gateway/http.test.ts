import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImError, type Log, limits, ok, refusal, refused, serverLimits, systemClock } from '@palaver/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jwtVerifier } from '../auth/tokens.js';
import type { BackEnd } from '../backend/back-end.js';
import { checkConfig } from '../config.js';
import type { Admin } from '../core-ports.js';
import { Counts } from '../metrics/counts.js';
import type { ApplicationRow } from '../store/people-rows.js';
import { Stage } from '../testing/stage.js';
import { createHttpGateway, type HttpListener } from './http.js';
import { type Listening, listen } from './listen.js';
import { loadWebFiles } from './web-files.js';
import { createWebSocketGateway } from './websocket.js';

const token = 'operator-token-canary';
const application: ApplicationRow = {
  id: 1,
  key: 'shop',
  name: 'Shop',
  secrets: ['master-secret-canary'],
  settings: { registration: 'open', devices: 'one_per_class', limits: {} },
  createdAt: 0,
};
const room = { id: '7', name: 'Lobby', description: 'come in', memberCount: 3 };
const calls: unknown[][] = [];
const called =
  <T>(answer: T) =>
  async (...given: unknown[]) => {
    calls.push(given);
    return answer;
  };
const admin: Admin = {
  createApplication: called(ok(application)),
  applications: called([application]),
  changeSettings: called(ok(application)),
  addSecret: async (appKey) => (appKey === 'shop' ? ok('newer-secret') : refused(refusal('NOT_FOUND'))),
  createUser: async (user) => {
    if (user.username === 'taken') return refused(refusal('USER_EXISTS'));
    if (user.username === 'busy') throw new ImError('BUSY', undefined, { retryAfterMs: 1500 });
    if (user.username === 'broken') throw new Error('password-canary');
    return ok({ username: user.username, appKey: user.appKey });
  },
  findUser: async (user) => ok({ ...user, isDisabled: user.username === 'disabled' }),
  setPassword: called(ok(undefined)),
  setDisabled: called(ok(undefined)),
  createRoom: called(ok(room)),
  rooms: called(ok({ items: [room], total: 1 })),
  findRoom: called(ok(room)),
  updateRoom: called(ok(undefined)),
  removeRoom: called(ok(undefined)),
  deleteUser: called(ok(undefined)),
};

// Its routes have tests of their own, in api/.
const backEnd = { applications: { byKey: async () => undefined } } as unknown as BackEnd;

const web = mkdtempSync(join(tmpdir(), 'palaver-web-'));
const logged: string[] = [];
const told: object[] = [];
const log: Log = {
  info: (event, fields) => void told.push({ event, ...fields }),
  warn() {},
  error: (event, fields) => void logged.push(JSON.stringify([event, fields])),
};
let isReady = true;
let onRequest: HttpListener;
let listening: Listening;
let url: string;
beforeAll(async () => {
  mkdirSync(join(web, 'assets'));
  writeFileSync(join(web, 'index.html'), '<!doctype html><script src="/assets/app-1a2b.js"></script>');
  writeFileSync(join(web, 'assets', 'app-1a2b.js'), `console.log(${'1'.repeat(3000)})`);
  writeFileSync(join(web, 'assets', 'app-1a2b.js.map'), '{}');
  const config = checkConfig({ port: 0 });
  onRequest = createHttpGateway({
    admin,
    backEnd,
    addressOf: () => '192.0.2.1',
    media: new Stage().core.media,
    config,
    clock: systemClock,
    stats: () => ({ connections: 3, sessions: 2 }),
    metrics: () => ['palaver_connections 3'],
    counts: new Counts(),
    isReady: () => isReady,
    operatorToken: token,
    version: '1.2.3',
    web: loadWebFiles(web),
    log,
  });
  const webSockets = createWebSocketGateway(() => ({ message() {}, fault() {}, closed() {} }), systemClock, config);
  listening = await listen(config, onRequest, webSockets);
  url = listening.url;
});
afterAll(() => {
  listening.cut();
  rmSync(web, { recursive: true });
});

const ask = (path: string, init: RequestInit & { as?: string } = {}) =>
  fetch(url + path, { ...init, headers: { ...(init.as && { authorization: `Bearer ${init.as}` }), ...init.headers } });
const put = (path: string, body: unknown, method = 'PUT') =>
  ask(`/api/admin${path}`, {
    method,
    as: token,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });

describe('the HTTP gateway', () => {
  it('tells whether it lives and whether it is ready', async () => {
    expect((await ask('/healthz')).status).toBe(200);
    expect((await ask('/readyz')).status).toBe(200);
    isReady = false;
    expect((await ask('/readyz')).status).toBe(503);
    isReady = true;
  });

  it('[operation: drain] while it closes it says that it is not ready, begins nothing, and tells when to come again; then the port is free', async () => {
    const webSockets = createWebSocketGateway(
      () => ({ message() {}, fault() {}, closed() {} }),
      systemClock,
      checkConfig({}),
    );
    const other = await listen({ host: '127.0.0.1', port: 0 }, onRequest, webSockets);
    let drained = () => {};
    isReady = false;
    const closing = other.close(() => new Promise<void>((resolve) => (drained = resolve)));
    try {
      expect((await fetch(`${other.url}/readyz`)).status).toBe(503);
      expect((await fetch(`${other.url}/healthz`)).status).toBe(200);
      const refused = await fetch(`${other.url}/api/limits`);
      expect(refused.status).toBe(503);
      expect(await refused.json()).toMatchObject({ code: 'BUSY', retryAfterMs: 1_000 });
      expect(refused.headers.get('retry-after')).toBe('1');
    } finally {
      isReady = true;
      drained();
      await closing;
    }
    await expect(fetch(`${other.url}/readyz`)).rejects.toThrow();
  });

  it('[operation: logs] logs what an operator or a back end asked by its route and a request id, without names or bodies', async () => {
    told.splice(0);
    const answer = await put('/applications/shop/users', { username: 'alice-canary', password: 'canary' }, 'POST');
    await put('/applications/shop/users/alice-canary/disabled', { isDisabled: true });
    await ask('/readyz');
    expect(told).toMatchObject([
      { event: 'http.request', method: 'POST', status: 201, requestId: answer.headers.get('x-request-id') },
      {
        event: 'http.request',
        method: 'PUT',
        status: 204,
        route: '/api/admin/applications/:appKey/users/:username/disabled',
      },
    ]);
    expect(JSON.stringify(told)).not.toContain('canary');
    calls.splice(0);
    const own = await ask('/api/limits', { headers: { 'x-request-id': 'mine-1' } });
    expect(own.headers.get('x-request-id')).toBe('mine-1');
    const forged = await ask('/api/limits', { headers: { 'x-request-id': 'x'.repeat(500) } });
    expect(forged.headers.get('x-request-id')).not.toContain('xxx');
  });

  it('serves every bound from the one table', async () => {
    expect(await (await ask('/api/limits')).json()).toEqual({ ...limits, ...serverLimits });
  });

  it('describes every route, and those of administration need the token', async () => {
    const document = (await (await ask('/api/openapi.json')).json()) as {
      paths: Record<string, Record<string, { security?: unknown; responses: object }>>;
    };
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
    expect(routes.map(({ path }) => path)).toEqual(expect.arrayContaining(['/healthz', '/readyz', '/api/limits']));
    const guarded = routes.filter(({ path }) => path.startsWith('/api/admin'));
    expect(guarded).toHaveLength(13);
    for (const { path, method, operation } of guarded) {
      expect(operation.security, path).toEqual([{ operator: [] }]);
      for (const as of ['', 'wrong', `${token}x`, token.slice(1)]) {
        const answer = await ask(path, { method: method.toUpperCase(), as });
        expect(answer.status, `${method} ${path}`).toBe(401);
        expect(await answer.json()).toMatchObject({ code: 'UNAUTHENTICATED' });
      }
    }
    expect((await ask(`/api/admin/status?token=${token}`)).status).toBe(401);
    expect((await ask('/api/admin/nowhere')).status).toBe(401);
    expect(calls).toEqual([]);
  });

  it('lets the operator do what an operator does', async () => {
    expect(await (await ask('/api/admin/status', { as: token })).json()).toEqual({
      version: '1.2.3',
      connections: 3,
      sessions: 2,
    });
    const listed = await (await ask('/api/admin/applications', { as: token })).text();
    expect(listed).toContain('"appKey":"shop"');
    expect(listed).not.toContain('canary');
    const made = await put('/applications', { name: 'Shop', registration: 'closed' }, 'POST');
    expect(made.status).toBe(201);
    expect(await made.json()).toMatchObject({ appKey: 'shop', masterSecret: 'master-secret-canary' });
    expect(calls.at(-1)).toEqual([{ name: 'Shop', settings: { registration: 'closed' } }]);
    expect((await put('/applications/shop/users', { username: '用户一' }, 'POST')).status).toBe(201);
    const user = `/applications/shop/users/${encodeURIComponent('用户一')}`;
    expect((await put(`${user}/password`, { password: 'new-pass' })).status).toBe(204);
    expect(calls.at(-1)).toEqual([{ appKey: 'shop', username: '用户一' }, 'new-pass']);
    expect((await put(`${user}/disabled`, { isDisabled: true })).status).toBe(204);
    expect((await put(user, {}, 'DELETE')).status).toBe(204);
    const issued = (await (await put(`${user}/tokens`, { lifeMs: 60_000 }, 'POST')).json()) as { token: string };
    expect(await jwtVerifier(systemClock).verify(issued.token, application)).toEqual(ok({ username: '用户一' }));
  });

  it('answers what is wrong as a problem of the table of errors', async () => {
    const users = '/applications/shop/users';
    const expectProblem = async (answer: Promise<Response>, status: number, code: string) => {
      const response = await answer;
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      const body = (await response.json()) as object;
      expect(body).toMatchObject({ status, code });
      return { body, response };
    };
    for (const body of [
      '',
      '{',
      '[]',
      'null',
      '{"username":5}',
      '{"username":"x","more":1}',
      '{"__proto__":{"username":"x"}}',
    ])
      await expectProblem(put(users, body, 'POST'), 400, 'INVALID');
    await expectProblem(put(users, { username: 'x'.repeat(70_000) }, 'POST'), 413, 'TOO_LARGE');
    await expectProblem(put(users, { username: 'taken' }, 'POST'), 409, 'USER_EXISTS');
    const { response: busy } = await expectProblem(put(users, { username: 'busy' }, 'POST'), 503, 'BUSY');
    expect(busy.headers.get('retry-after')).toBe('2');
    await expectProblem(ask('/api/nowhere'), 404, 'NOT_FOUND');
    await expectProblem(put(`${users}/x/tokens`, { lifeMs: -1 }, 'POST'), 400, 'INVALID');
    await expectProblem(put(`${users}/disabled/tokens`, {}, 'POST'), 403, 'FORBIDDEN');
    expect(logged).toEqual([]);
    const { body } = await expectProblem(put(users, { username: 'broken' }, 'POST'), 500, 'INTERNAL');
    expect(JSON.stringify(body)).not.toContain('canary');
    expect(logged[0]).toContain((body as { requestId: string }).requestId);
  });
});

describe('the web application', () => {
  it('is served with a policy that runs no inline script', async () => {
    for (const path of ['/', '/chat/bob', '/assets/app-1a2b.js', '/api/limits']) {
      const { headers } = await ask(path);
      expect(headers.get('content-security-policy'), path).toContain("script-src 'self'");
      expect(headers.get('content-security-policy'), path).not.toContain('unsafe');
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('referrer-policy'), path).toBe('no-referrer');
    }
  });

  it('has its page at every place in it, and keeps files with a hash in their names for good', async () => {
    const page = await ask('/chat/bob');
    expect(await page.text()).toContain('<!doctype html>');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const script = await ask('/assets/app-1a2b.js');
    expect(script.headers.get('content-type')).toContain('text/javascript');
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect(script.headers.get('content-encoding')).toBe('gzip');
    expect(await script.text()).toContain('console.log(');
    const again = await ask('/', { headers: { 'if-none-match': (await ask('/')).headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });

  it('serves nothing outside of its directory, and no source maps', async () => {
    for (const path of [
      '/assets/none.js',
      '/assets/app-1a2b.js.map',
      '/%2e%2e/%2e%2e/etc/passwd.txt',
      '/..%2f..%2fetc%2fpasswd.txt',
    ])
      expect((await ask(path)).status, path).toBe(404);
  });

  it('that is not built says how to build it', async () => {
    for (const directory of [undefined, join(web, 'nowhere'), join(web, 'assets')]) {
      const answer = loadWebFiles(directory)(new Request('http://x/'));
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('npm run build');
    }
  });
});
