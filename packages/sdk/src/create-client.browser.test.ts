import { expect, it, vi } from 'vitest';
import { createClientWith } from './create-client.js';
import { TabStage } from './testing/tab-stage.js';
import { words } from './testing/words.js';
import type { TransportPort } from './transport/transport.js';

it('[B3] in a browser a client that was told nothing of stores keeps all it has in a real database', async () => {
  const stage = new TabStage('alice', 'bobby');
  const log = stage.server.single('alice', 'bobby');
  stage.server.say(log, 'bobby', 'kept for you');
  const url = `http://${crypto.randomUUID()}.example`;
  const client = createClientWith({ url }, { transport: stage.server.transport() });
  await client.login({ username: 'alice', password: 'secret' });
  await client.synced();
  await client[Symbol.asyncDispose]();
  expect((await indexedDB.databases()).map(({ name }) => name)).toContainEqual(expect.stringContaining('alice'));

  const noNetwork: TransportPort = {
    name: 'none',
    connect(_url, events) {
      queueMicrotask(() => events.closed(1006));
      return { send() {}, close() {} };
    },
  };
  const again = createClientWith({ url }, { transport: noNetwork });
  const reads = vi.spyOn(IDBObjectStore.prototype, 'getAll');
  expect((await again.resume())?.username).toBe('alice');
  // [W8] What is kept is read once, however many conversations that are: who leads knows it before he reads.
  expect(reads.mock.contexts.filter((table) => (table as IDBObjectStore).name === 'conversation')).toHaveLength(1);
  reads.mockRestore();
  const conversation = await vi.waitUntil(() => again.conversations.peek({ user: 'bobby' }));
  expect(words(await conversation.messages.all())).toEqual(['kept for you']);
  expect(again.unreadCount.get()).toBe(1);
  await again[Symbol.asyncDispose]();
  await stage.end();
});
