import { play, type Theme } from '../case.js';
import { equal, refused } from '../check.js';
import { type Device, textsOf } from '../world/device.js';
import { until } from '../world/until.js';

const roomTexts = (device: Device) => device.told('chatroom.messages').flatMap(({ messages }) => textsOf(messages));
const hearsInRoom = (device: Device, text: string) =>
  until(`${device.username} hears ${text}`, () => roomTexts(device).includes(text));

export const rooms: Theme = {
  name: 'chatrooms',
  cases: [
    play(
      'O2',
      'who is inside hears what is said, by chatroom.messages and nothing else',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const room = await world.room();
        const conversation = await anna.client.chatrooms.enter(room);
        equal(
          [conversation.id, conversation.type, conversation.target],
          [`chatroom_${room}`, 'chatroom', { chatroom: room }],
          'the conversation',
        );
        await bert.client.chatrooms.enter(room);
        await anna.send({ chatroom: room }, 'hello all');
        await hearsInRoom(bert, 'hello all');
        equal([bert.told('message.new').length, bert.client.unreadCount.get()], [0, 0], 'message.new and unread');
      },
      'secret',
    ),
    play(
      'O2 S5',
      'a room is in no list, and has no unread count',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const room = await world.room();
        await Promise.all([anna, bert].map((device) => device.client.chatrooms.enter(room)));
        await anna.send({ chatroom: room }, 'hello');
        await hearsInRoom(bert, 'hello');
        equal(
          [anna, bert].map((device) => device.client.conversations.get().length),
          [0, 0],
          'conversations',
        );
      },
      'secret',
    ),
    play(
      'O2',
      'who enters gets the last 50 messages as one call',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const room = await world.room();
        await anna.client.chatrooms.enter(room);
        for (let at = 1; at <= 60; at++) await anna.send({ chatroom: room }, `m${at}`);
        await bert.client.chatrooms.enter(room);
        const { messages } = await bert.hears('chatroom.messages');
        equal(
          textsOf(messages),
          Array.from({ length: 50 }, (_, at) => `m${at + 11}`),
          'the call',
        );
        await anna.send({ chatroom: room }, 'live');
        await hearsInRoom(bert, 'live');
        equal(roomTexts(bert).length, 51, 'messages told');
      },
      'secret',
    ),
    play(
      'O2',
      'after leaving nothing arrives, and sending is refused',
      async (world) => {
        const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
        const room = await world.room();
        await Promise.all([anna, bert, clara].map((device) => device.client.chatrooms.enter(room)));
        await bert.client.chatrooms.leave(room);
        await anna.send({ chatroom: room }, 'without Bert');
        await hearsInRoom(clara, 'without Bert');
        await anna.send(bert, 'fence');
        await bert.reads('fence');
        equal(roomTexts(bert), [], 'what Bert heard');
        await refused(() => bert.send({ chatroom: room }, 'hello?'), 'NOT_MEMBER');
      },
      'secret',
    ),
    play(
      'O2',
      'who never entered cannot send',
      async (world) => {
        const { anna } = await world.cast('anna');
        const room = await world.room();
        await refused(() => anna.send({ chatroom: room }, 'hello?'), 'NOT_MEMBER');
      },
      'secret',
    ),
    play('O2', 'a room that does not exist is NOT_FOUND', async (world) => {
      const { anna } = await world.cast('anna');
      await refused(() => anna.client.chatrooms.enter('9007199254740991'), 'NOT_FOUND');
      await refused(() => anna.client.chatrooms.get('9007199254740991'), 'NOT_FOUND');
      for (const bad of ['', 'x', '0', '-1', '9007199254740993'])
        await refused(() => anna.client.chatrooms.enter(bad), 'INVALID', 'NOT_FOUND');
    }),
    play(
      'O2',
      'the list has rooms in pages, and get describes one',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const made = [await world.room('one room'), await world.room('two rooms')];
        await Promise.all([anna, bert].map((device) => device.client.chatrooms.enter(made[0] ?? '')));
        const room = await anna.client.chatrooms.get(made[0] ?? '');
        equal([room.id, room.name, room.memberCount], [made[0], 'one room', 2], 'the room');
        // Rooms that others make and remove meanwhile move the pages: then it is looked through again.
        await until('the pages have both rooms, and each room once', async () => {
          const found: string[] = [];
          for (let start = 0, total = 1; start < total; start += 50) {
            const page = await anna.client.chatrooms.list({ start, count: 50 });
            found.push(...page.items.map(({ id }) => id));
            total = page.total;
          }
          return made.every((id) => found.includes(id)) && found.length === new Set(found).size;
        });
        await refused(() => anna.client.chatrooms.list({ start: -1 }), 'INVALID');
        equal((await anna.client.chatrooms.list({ start: 0, count: 1 })).items.length, 1, 'a page of one');
      },
      'secret',
    ),
    play(
      'O2',
      'retracting, receipts and commands there are INVALID',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const room = await world.room();
        await Promise.all([anna, bert].map((device) => device.client.chatrooms.enter(room)));
        const sent = await anna.send({ chatroom: room }, 'stays');
        await refused(() => sent.retract(), 'INVALID');
        await refused(() => anna.send({ chatroom: room }, 'x', { needReadReceipt: true }), 'INVALID');
        await refused(() => anna.client.sendCommand({ chatroom: room }, 'x'), 'INVALID');
        await hearsInRoom(bert, 'stays');
      },
      'secret',
    ),
    play(
      'O2',
      'nothing of a room is offline or roaming, and a restart forgets it',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const room = await world.room();
        await Promise.all([anna, bert].map((device) => device.client.chatrooms.enter(room)));
        await bert.stop();
        await anna.send({ chatroom: room }, 'while Bert is away');
        await bert.start();
        await bert.client.synced();
        equal(
          [bert.told('sync.offline').length, bert.told('sync.roaming').length, bert.client.conversations.get().length],
          [0, 0, 0],
          'offline, roaming, conversations',
        );
      },
      'secret',
    ),
    play(
      'O2 D6',
      'what many say arrives in one order for all, each once',
      async (world) => {
        const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
        const room = await world.room();
        await Promise.all([anna, bert, clara].map((device) => device.client.chatrooms.enter(room)));
        await Promise.all(
          Array.from({ length: 15 }, (_, at) => [
            anna.send({ chatroom: room }, `a${at}`),
            bert.send({ chatroom: room }, `b${at}`),
          ]).flat(),
        );
        await until('all came', () => roomTexts(clara).length === 30);
        const places = clara.told('chatroom.messages').flatMap(({ messages }) => messages.map(({ seq }) => seq));
        equal(
          places,
          Array.from({ length: 30 }, (_, at) => at + 1),
          'the places',
        );
      },
      'secret',
    ),
    play(
      'O2',
      'the sender’s own message is in the conversation, with its place',
      async (world) => {
        const { anna } = await world.cast('anna');
        const room = await world.room();
        const conversation = await anna.client.chatrooms.enter(room);
        const sent = await conversation.send('hello');
        equal([sent.status, sent.seq, sent.target], ['sent', 1, { chatroom: room }], 'the message');
        equal(textsOf(await conversation.messages.all()), ['hello'], 'the record');
      },
      'secret',
    ),
    play(
      'O2 D20',
      'after a reconnection the device is inside again, and hears only what it has not',
      async (world) => {
        const { anna } = await world.cast('anna');
        const bert = await world.device(await world.person('bert'), { line: true });
        const room = await world.room();
        await Promise.all([anna, bert].map((device) => device.client.chatrooms.enter(room)));
        await anna.send({ chatroom: room }, 'before');
        await hearsInRoom(bert, 'before');
        await bert.goOffline();
        await anna.send({ chatroom: room }, 'meanwhile');
        await bert.goOnline();
        await anna.send({ chatroom: room }, 'after');
        await hearsInRoom(bert, 'after');
        equal(roomTexts(bert), ['before', 'meanwhile', 'after'], 'what Bert heard');
      },
      'secret',
      'line',
    ),
    play(
      'O2 O5',
      'each device enters for itself',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const phone = await world.device(bert, { platform: 'ios' });
        const room = await world.room();
        await Promise.all([anna, bert].map((device) => device.client.chatrooms.enter(room)));
        await anna.send({ chatroom: room }, 'hello');
        await hearsInRoom(bert, 'hello');
        await anna.send(bert, 'fence');
        await phone.reads('fence');
        equal(roomTexts(phone), [], 'what the phone heard');
      },
      'secret',
    ),
  ],
};
