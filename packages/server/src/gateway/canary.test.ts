import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { createServer } from '../server.js';
import { image, mediaPerson, picture } from '../testing/media-person.js';
import { rawClient } from '../testing/raw-client.js';
import { basic } from '../testing/shop.js';

const canary = 'canary7c1f';

it('[operation: logs] passwords, tokens, secrets, texts and names of files are in no log and no figure, whatever goes wrong', async () => {
  const lines: string[] = [];
  const keep = (event: string, fields?: object) => void lines.push(JSON.stringify([event, fields]));
  await using server = await createServer({ port: 0, data: 'memory', log: { info: keep, warn: keep, error: keep } });
  const { url } = server;
  const made = await server.admin.createApplication({ key: 'shop', name: 'Shop' });
  const secret = (made.ok && made.value.secrets[0]) || '';

  const alice = await mediaPerson(url, 'alice');
  await (await rawClient(url)).ask('register', { username: 'bobby', password: `${canary}-password` });
  const to = { user: 'bobby' };
  await alice.client.ask('send', { to, message: { id: 'message-number-01', content: { type: 'text', text: canary } } });
  await alice.send(to, image(await alice.uploaded(picture)), { extras: { note: canary } });
  await alice.client.ask('search', { text: canary });
  await alice.client.ask('groups.create', { name: canary, members: [] });

  const wrong = await rawClient(url);
  for (const frame of [
    `{"t":"login","r":1,"${canary}":`,
    canary,
    JSON.stringify({ t: canary, r: 2 }),
    JSON.stringify({ t: 'login', r: 3, version: 1, platform: canary, credentials: { kind: 'session', token: canary } }),
  ])
    wrong.send(frame);
  await wrong.closed;
  await (await rawClient(url)).login({ kind: 'password', username: 'bobby', password: `${canary}-wrong` });
  await (await rawClient(url)).login({ kind: 'token', token: `${canary}.x.y` });

  const headers = { authorization: basic({ appKey: 'shop', secret }), 'content-type': 'application/json' };
  const post = (body: string) => fetch(`${url}/api/users`, { method: 'POST', headers, body });
  await post(`{"users":[{"username":"carol","password":"${canary}"}]}`);
  await post(`{"users": ${canary}`);
  await post(`{"users":[{"username":"${canary}","password":""}]}`);
  await fetch(`${url}/api/users/${canary}?token=${canary}`, { headers });
  await fetch(`${url}/api/${canary}`, { headers: { authorization: `Bearer ${canary}` } });
  await fetch(`${url}/media/${canary}`, { headers: { authorization: `Bearer ${canary}` } });
  await fetch(`${url}/${canary}`);

  expect(lines.length).toBeGreaterThan(3);
  const said = [...lines, await (await fetch(`${url}/metrics`)).text()].join('\n');
  const hidden = {
    canary,
    secret,
    'session token': alice.token,
    'its hash': hash(alice.token),
    password: 'alice-secret',
  };
  for (const [name, value] of Object.entries(hidden)) expect(said.includes(value), name).toBe(false);
});

const hash = (token: string) => createHash('sha256').update(token).digest('base64url');
