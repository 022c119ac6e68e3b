import { type Client, content, createClient, type Message, memoryStore } from '@palaver/sdk';
import { createServer, type Server } from '@palaver/server';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';

// Chatrooms over the real server and real sockets: what the simulation has no bytes for.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let server: Server;
const open = new Set<Client>();
beforeAll(async () => {
  server = await createServer({ port: 0, data: 'memory' });
});
afterEach(async () => {
  for (const client of open) await client[Symbol.asyncDispose]();
  open.clear();
});
afterAll(() => server.close());

async function person(username: string): Promise<Client> {
  const client = createClient({ url: server.url, store: memoryStore() });
  open.add(client);
  await client.register({ username, password: 'a good password' });
  await client.login({ username, password: 'a good password' });
  await client.synced();
  return client;
}
const heard = (client: Client, count: number): Promise<Message[]> =>
  new Promise((resolve) => {
    const all: Message[] = [];
    client.on('chatroom.messages', ({ messages }) => {
      all.push(...messages);
      if (all.length >= count) resolve(all);
    });
  });

it('[O2 S20] a file goes through a chatroom, to whoever is inside and to who comes later', async () => {
  const made = await server.admin.createRoom({ appKey: 'default', name: 'Lobby' });
  const id = made.ok ? made.value.id : '';
  const [alice, bobby, carol] = [await person('alice'), await person('bobby'), await person('carol')];
  const inside = await alice.chatrooms.enter(id);
  await bobby.chatrooms.enter(id);
  const bobbys = heard(bobby, 1);
  const bytes = new TextEncoder().encode('what the file says');
  const sent = await inside.send(content.file(bytes, { fileName: 'note.txt' }));
  expect(sent).toMatchObject({ status: 'sent', content: { type: 'file', fileName: 'note.txt' } });
  const [received] = await bobbys;
  expect(received).toMatchObject({ status: 'received', content: { type: 'file', media: { bytes: bytes.length } } });
  expect(await (await received?.download())?.text()).toBe('what the file says');
  const carols = heard(carol, 1);
  await carol.chatrooms.enter(id);
  const [late] = await carols;
  expect(await (await late?.download())?.text()).toBe('what the file says');
});
