import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from '@palaver/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from '../api.js';
import { createClient } from '../create-client.js';
import { words } from '../testing/words.js';
import { sqliteStore } from './sqlite-store.js';

const password = 'a long password';
let directory: string;
let server: Server;
const clients = new Set<Client>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'palaver-restart-'));
  server = await start(0);
});
afterAll(async () => {
  for (const client of clients) await close(client);
  await server.close();
  await rm(directory, { recursive: true });
});

const start = (port: number) => createServer({ port, data: join(directory, 'server') });
function device(name: string): Client {
  const client = createClient({ url: server.url, store: sqliteStore(join(directory, name)) });
  clients.add(client);
  return client;
}
/** The process ends: nothing more of it is told to anyone. */
async function close(client: Client): Promise<void> {
  clients.delete(client);
  await client[Symbol.asyncDispose]();
}
async function enter(username: string): Promise<Client> {
  const client = device(username);
  await client.register({ username, password });
  await client.login({ username, password });
  return client;
}

it('[S23] [S26] session, drafts and messages that wait survive a restart, and these leave once', async () => {
  const bobby = await enter('bobby');
  const before = await enter('alice');
  const conversation = await before.conversations.open({ user: 'bobby' });
  await before.send({ user: 'bobby' }, 'first');
  await conversation.setDraft('half a sen');
  const draft = await conversation.createMessage('a draft');
  await bobby.synced();
  const port = Number(new URL(server.url).port);
  await server.close();
  const waiting = before.send({ user: 'bobby' }, 'written while the server was away');
  await waiting.message;
  await close(before);
  await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });

  const after = device('alice');
  expect(await after.resume()).toMatchObject({ username: 'alice' });
  const found = after.conversations.peek({ user: 'bobby' });
  expect(found).toMatchObject({ draft: 'half a sen', lastMessage: { id: waiting.id, status: 'sending' } });
  expect(await found?.messages.byId(draft.id)).toMatchObject({ status: 'draft', content: { text: 'a draft' } });

  const sent = new Promise<string>((resolve) => after.on('message.sent', ({ message }) => resolve(message.id)));
  server = await start(port);
  expect(await sent).toBe(waiting.id);
  await bobby.synced();
  const log = await bobby.conversations.peek({ user: 'alice' })?.messages.all();
  expect(words(log ?? [])).toEqual(['written while the server was away', 'first']);
  if (found) expect(await found.send(draft)).toMatchObject({ id: draft.id, status: 'sent', seq: 3 });
});

it('a file that a client holds is refused to another, which can have it afterwards', async () => {
  const carol = await enter('carol');
  await expect(device('carol').resume()).rejects.toMatchObject({ code: 'STORE' });
  await close(carol);
  expect(await device('carol').resume()).toMatchObject({ username: 'carol' });
});
