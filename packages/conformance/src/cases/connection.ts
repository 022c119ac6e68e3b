import { play, type Theme } from '../case.js';
import { equal, holds, refused } from '../check.js';
import { textsOf } from '../world/device.js';
import { until } from '../world/until.js';

export const connection: Theme = {
  name: 'the connection',
  cases: [
    play(
      'D11 D10 D20',
      'over many breaks a device has every message, once',
      async (world) => {
        const { anna } = await world.cast('anna');
        const bert = await world.device(await world.person('bert'), { line: true });
        const texts = Array.from({ length: 40 }, (_, at) => `m${at}`);
        for (const [at, text] of texts.entries()) {
          await anna.send(bert, text);
          if (at % 8 === 7) {
            await bert.line?.cut();
            await bert.line?.mend();
          }
        }
        await until('all are there', async () => (await bert.texts(anna)).length === texts.length);
        await bert.client.synced();
        equal(await bert.texts(anna), texts, 'the record');
        const told = [...bert.told('sync.offline').flatMap(({ messages }) => textsOf(messages)), ...bert.news()];
        equal(told.sort(), [...texts].sort(), 'what was told, each once');
        equal(bert.with(anna).unreadCount, texts.length, 'unread');
      },
      'line',
    ),
    play(
      'D20 O1',
      'a broken connection comes back by itself and resumes without loss',
      async (world) => {
        const { anna } = await world.cast('anna');
        const bert = await world.device(await world.person('bert'), { line: true });
        await anna.send(bert, 'before');
        await bert.reads('before');
        await bert.goOffline();
        await anna.send(bert, 'meanwhile');
        await bert.goOnline();
        await until('it is there', async () => (await bert.texts(anna)).length === 2);
        equal(
          bert.told('sync.offline').flatMap(({ messages }) => textsOf(messages)),
          ['meanwhile'],
          'the offline call',
        );
        await anna.send(bert, 'after');
        await bert.reads('after');
        const statuses = bert.told('status.changed').map(({ status }) => status);
        equal([statuses.includes('offline'), statuses.at(-1)], [true, 'online'], 'what was told of the connection');
      },
      'line',
    ),
    play(
      'O1',
      'resume opens the kept session also with no network: record and unread are there',
      async (world) => {
        const { anna } = await world.cast('anna');
        const bert = await world.device(await world.person('bert'), { line: true });
        await anna.send(bert, 'hello');
        await bert.reads('hello');
        await bert.stop();
        await bert.line?.cut();
        await bert.start();
        equal(bert.client.me.get()?.username, bert.username, 'who I am');
        await until('the conversation is there', () => bert.peek(anna));
        equal([await bert.texts(anna), bert.client.unreadCount.get()], [['hello'], 1], 'the record and unread');
        await bert.line?.mend();
        await until('online', () => bert.client.status.get() === 'online');
      },
      'line',
    ),
    play('O1', 'status goes from idle to online, and synced waits for all of it', async (world) => {
      const person = await world.person('anna');
      const anna = await world.idle(person);
      equal(anna.client.status.get(), 'idle', 'before login');
      await anna.login();
      equal(anna.client.status.get(), 'online', 'after synced');
      const statuses = anna.told('status.changed').map(({ status }) => status);
      equal([statuses.at(-1), statuses.at(-2)], ['online', 'syncing'], 'what was told');
    }),
    play(
      'O1',
      'login without network is refused with OFFLINE, and works afterwards',
      async (world) => {
        const anna = await world.idle(await world.person('anna'), { line: true });
        await anna.line?.cut();
        await refused(() => anna.client.login(anna.person), 'OFFLINE', 'TIMEOUT');
        await anna.line?.mend();
        await anna.login();
        holds(anna.client.me.get(), 'not logged in');
      },
      'line',
    ),
  ],
};
