import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@palaver/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkConfig } from '../../config.js';
import { findRunningServer } from '../../data/data-directory.js';
import { createServer, type Server } from '../../server.js';
import { mediaPerson } from '../../testing/media-person.js';
import { Stage } from '../../testing/stage.js';
import { createHttpApp, type HttpGatewayDeps } from '../http.js';

/**
 * Every route of the HTTP API, and who may ask it: 'everybody', 'operator', 'session', or the application's back end, with
 * a request that it would answer for what is its own. `own` means that it only ever speaks of the caller's own
 * application; the others name something of another application, which does not exist for them.
 */
type Rights =
  | 'everybody'
  | 'operator'
  | 'session'
  | { readonly path?: string; readonly body?: object; readonly own?: true };
const group = { path: '/api/groups/4711' };
const member = { path: '/api/groups/4711/members/anna' };
const text = { content: { type: 'text', text: 'x' } };
const rights: Record<string, Rights> = {
  'GET /healthz': 'everybody',
  'GET /readyz': 'everybody',
  // Of this machine: metrics.test.ts tries it from elsewhere.
  'GET /metrics': 'everybody',
  'GET /api/limits': 'everybody',
  'GET /api/openapi.json': 'everybody',
  'GET /api/': 'everybody',
  'GET /api/reference': 'everybody',
  'GET /api/reference.css': 'everybody',
  'GET /api/application': { own: true },
  'PATCH /api/application': { own: true, body: {} },
  'POST /api/secrets': { own: true },
  'DELETE /api/secrets': { own: true },
  'POST /api/users': { own: true, body: { users: [{ username: 'anna' }] } },
  'GET /api/users': { own: true },
  'GET /api/users/{username}': { path: '/api/users/anna' },
  'PATCH /api/users/{username}': { path: '/api/users/anna', body: { nickname: 'x' } },
  'DELETE /api/users/{username}': { path: '/api/users/anna' },
  'PUT /api/users/{username}/password': { path: '/api/users/anna/password', body: { password: 'secret' } },
  'PUT /api/users/{username}/disabled': { path: '/api/users/anna/disabled', body: { isDisabled: true } },
  'DELETE /api/users/{username}/sessions': { path: '/api/users/anna/sessions' },
  'POST /api/users/{username}/tokens': { path: '/api/users/anna/tokens', body: {} },
  'GET /api/users/{username}/groups': { path: '/api/users/anna/groups' },
  'POST /api/groups': { body: { owner: 'anna', name: 'x' } },
  'GET /api/groups/{id}': group,
  'PATCH /api/groups/{id}': { ...group, body: { name: 'x' } },
  'DELETE /api/groups/{id}': group,
  'PUT /api/groups/{id}/owner': { path: '/api/groups/4711/owner', body: { username: 'anna' } },
  'GET /api/groups/{id}/members': { path: '/api/groups/4711/members' },
  'POST /api/groups/{id}/members': { path: '/api/groups/4711/members', body: { members: [{ username: 'anna' }] } },
  'DELETE /api/groups/{id}/members/{username}': member,
  'PUT /api/groups/{id}/members/{username}/role': { path: `${member.path}/role`, body: { role: 'admin' } },
  'PUT /api/groups/{id}/members/{username}/silence': { path: `${member.path}/silence`, body: { until: null } },
  'POST /api/chatrooms': { own: true, body: { name: 'x' } },
  'GET /api/chatrooms': { own: true },
  'GET /api/chatrooms/{id}': { path: '/api/chatrooms/4712' },
  'PATCH /api/chatrooms/{id}': { path: '/api/chatrooms/4712', body: { name: 'x' } },
  'DELETE /api/chatrooms/{id}': { path: '/api/chatrooms/4712' },
  'POST /api/messages': { body: { from: 'anna', to: { user: 'bert' }, message: text } },
  'POST /api/messages/retract': { body: { from: 'anna', to: { user: 'bert' }, id: 'message-number-01' } },
  'GET /api/messages': { path: '/api/messages?user=anna&with=bert' },
};
/** Administration has one door for all its routes, and media theirs. */
const others = (name: string): Rights | undefined =>
  name.includes(' /api/admin/') ? 'operator' : name.includes(' /media') ? 'session' : undefined;
const rightsOf = (name: string) => rights[name] ?? others(name);

const data = mkdtempSync(join(tmpdir(), 'palaver-rights-'));
let server: Server;
let operatorToken: string;
const basic = (appKey: string, secret: string) => `Basic ${btoa(`${appKey}:${secret}`)}`;
/** Of the application that has it all, and of another. */
let authorization: { own: string; other: string };
let wrong: Record<string, string>;
/** Of somebody of the application `default`. */
let session: string;
const ids = { group: '', room: '' };
const logged: string[] = [];
const secrets: string[] = [];

beforeAll(async () => {
  const keep = (event: string, fields?: object) => void logged.push(JSON.stringify([event, fields]));
  server = await createServer({ port: 0, data, log: { info: keep, warn: keep, error: keep } });
  operatorToken = (await findRunningServer(data))?.operatorToken ?? '';
  const secretOf = async (key: string) => {
    const made = await server.admin.createApplication({ key, name: key });
    if (!made.ok) throw new Error(made.error.code);
    const secret = made.value.secrets[0] ?? '';
    secrets.push(secret);
    return secret;
  };
  const [own, other, third] = [await secretOf('own'), await secretOf('other'), await secretOf('third')];
  authorization = { own: basic('own', own), other: basic('other', other) };
  session = (await mediaPerson(server.url, 'somebody')).token;
  wrong = {
    'no credentials': '',
    'a wrong secret': basic('third', `${third}x`),
    'no secret': basic('third', ''),
    "another application's secret": basic('third', own),
    'an unknown application': basic('nowhere', own),
    'the operator': `Bearer ${operatorToken}`,
    'the secret as a token': `Bearer ${own}`,
    'a session of a user': `Bearer ${session}`,
    nonsense: 'Basic !!!',
  };
  const made = async (path: string, body: object) => {
    const answer = await ask('POST', `/api${path}`, authorization.own, body);
    return String(((await answer.json()) as { id?: string }).id);
  };
  await made('/users', { users: [{ username: 'anna' }, { username: 'bert' }] });
  ids.group = await made('/groups', { owner: 'anna', name: 'Ours' });
  ids.room = await made('/chatrooms', { name: 'Ours' });
  await made('/messages', { from: 'anna', to: { user: 'bert' }, id: 'message-number-01', message: text });
});
afterAll(async () => {
  await server.close();
  rmSync(data, { recursive: true, force: true });
});

function ask(method: string, path: string, authorization: string, body?: object): Promise<Response> {
  return fetch(server.url + path, {
    method,
    headers: { ...(authorization && { authorization }), ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
}
/** What the store has on the disk: the same while nothing is written. */
function written(): string {
  const hash = createHash('sha256');
  for (const name of ['palaver.db', 'palaver.db-wal'])
    if (existsSync(join(data, name))) hash.update(readFileSync(join(data, name)));
  return hash.digest('hex');
}
const routesOf = (document: { paths?: object }): string[] =>
  Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
  );

it('[Operation Rights] every route that is served is in the document, and has its rights here', async () => {
  const app = createHttpApp({
    ...new Stage().core,
    config: checkConfig({ port: 0 }),
    clock: systemClock,
  } as unknown as HttpGatewayDeps);
  const isRoute = ({ method, path }: { method: string; path: string }) =>
    method !== 'ALL' && path !== '*' && path !== '/*';
  const served = app.routes
    .filter(isRoute)
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')}`);
  const document = (await (await ask('GET', '/api/openapi.json', '')).json()) as { openapi: string; paths: object };
  expect(document.openapi).toBe('3.1.0');
  // The router answers HEAD with what it has for GET; OPTIONS is asked by browsers, and says nothing.
  const asServed = (name: string) => name.replace(/^HEAD /, 'GET ');
  const asked = served.filter((name) => !name.startsWith('OPTIONS '));
  expect([...new Set(asked)].sort()).toEqual([...new Set(routesOf(document).map(asServed))].sort());
  expect(routesOf(document).filter((name) => rightsOf(name) === undefined)).toEqual([]);
  expect(Object.keys(rights).filter((name) => !routesOf(document).includes(name))).toEqual([]);
});

it('[Rights] a back end without its own credentials gets nothing, whatever it asks', async () => {
  const before = written();
  for (const [name, right] of Object.entries(rights)) {
    if (typeof right === 'string') continue;
    const [method = '', route = ''] = name.split(' ');
    for (const [who, credentials] of Object.entries(wrong)) {
      const answer = await ask(method, right.path ?? route, credentials, right.body);
      // Who guesses is slowed by then.
      expect([401, 429], `${name} with ${who}`).toContain(answer.status);
      expect(answer.headers.get('content-type'), name).toContain('application/problem+json');
      expect(await answer.json(), name).toMatchObject({
        code: answer.status === 401 ? 'UNAUTHENTICATED' : 'RATE_LIMITED',
      });
    }
  }
  expect(written()).toBe(before);
});

it('[Rights D22] what belongs to another application does not exist', async () => {
  const before = written();
  for (const [name, right] of Object.entries(rights)) {
    if (typeof right === 'string' || right.own) continue;
    const [method = '', route = ''] = name.split(' ');
    const path = (right.path ?? route).replace('4711', ids.group).replace('4712', ids.room);
    const answer = await ask(method, path, authorization.other, right.body);
    expect([answer.status, await answer.json()], name).toMatchObject([404, { code: 'NOT_FOUND' }]);
  }
  expect(written()).toBe(before);
  // It is all still there.
  for (const path of ['/users/anna', `/groups/${ids.group}`, `/chatrooms/${ids.room}`, '/messages?user=anna&with=bert'])
    expect((await ask('GET', `/api${path}`, authorization.own)).status, path).toBe(200);
});

it('[Operation] no secret is in the log', async () => {
  const made = await ask('POST', '/api/secrets', authorization.own);
  secrets.push(((await made.json()) as { masterSecret: string }).masterSecret, operatorToken);
  await ask('POST', '/api/users', authorization.own, { users: [{ username: 'carl', password: 'password-canary' }] });
  expect(logged.length).toBeGreaterThan(0);
  for (const secret of [...secrets, 'password-canary']) expect(logged.join('\n')).not.toContain(secret);
});

it('[Rights Operation] administration is open to the operator alone, and media to sessions, by every route', async () => {
  const before = written();
  const document = (await (await ask('GET', '/api/openapi.json', '')).json()) as { paths: object };
  const strangers: Record<string, string> = {
    'no credentials': '',
    'a back end': authorization.own,
    'another back end': authorization.other,
    nonsense: 'Bearer !!!',
  };
  let tried = 0;
  for (const name of routesOf(document)) {
    const right = rightsOf(name);
    if (right !== 'operator' && right !== 'session') continue;
    const [method = '', route = ''] = name.split(' ');
    const path = route
      .replace('{appKey}', 'own')
      .replace('{username}', 'anna')
      .replace(/\{\w+\}/, ids.room);
    const other =
      right === 'operator' ? { 'a user': `Bearer ${session}` } : { 'the operator': `Bearer ${operatorToken}` };
    for (const [who, credentials] of Object.entries({ ...strangers, ...other })) {
      const answer = await ask(method, path, credentials, method === 'GET' || method === 'HEAD' ? undefined : {});
      const what = `${name} as ${who}`;
      // What the operator is asked for is looked at first; an upload says first what it is.
      const isUpload = method === 'PUT' && right === 'session';
      expect([what, answer.status]).toEqual([what, isUpload ? 400 : 401]);
      expect(answer.headers.get('content-type'), what).toContain('application/problem+json');
      tried++;
    }
  }
  expect(tried).toBeGreaterThan(80);
  const upload = await fetch(`${server.url}/media/an-upload-00000001`, {
    method: 'PUT',
    headers: { 'palaver-kind': 'file', 'palaver-sha256': 'a'.repeat(64), authorization: authorization.own },
    body: 'x',
  });
  expect(upload.status).toBe(401);
  expect(written()).toBe(before);
  expect((await ask('GET', '/api/admin/applications', `Bearer ${operatorToken}`)).status).toBe(200);
});

it('the page for people needs no script and no foreign host', async () => {
  for (const path of ['/api/', '/api/reference']) {
    const answer = await ask('GET', path, '');
    const page = await answer.text();
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|\sstyle=|\son\w+=|(src|href)=.https?:/);
    for (const name of ['/api/messages/retract', '/api/users/{username}/password']) expect(page).toContain(name);
  }
  expect((await ask('GET', '/api/reference.css', '')).headers.get('content-type')).toContain('text/css');
});
