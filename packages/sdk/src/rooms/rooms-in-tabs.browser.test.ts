import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Client } from '../api.js';
import { TabStage } from '../testing/tab-stage.js';
import { words } from '../testing/words.js';

const until = (isSo: () => unknown) => vi.waitUntil(isSo, { timeout: 12_000, interval: 5 });

describe('chatrooms and commands in several tabs', { timeout: 30_000 }, () => {
  let stage: TabStage;
  beforeEach(() => {
    stage = new TabStage('alice', 'bobby');
  });
  afterEach(async () => {
    await stage.end();
    expect(stage.errors).toEqual([]);
  });

  async function login(username = 'alice') {
    const tab = stage.tab();
    await tab.client.login({ username, password: 'secret' });
    await tab.client.synced();
    return tab;
  }
  async function resume() {
    const tab = stage.tab();
    await tab.client.resume();
    await until(() => tab.client.status.get() === 'online');
    return tab;
  }
  const listen = (client: Client) => {
    const heard: string[] = [];
    client.on('chatroom.messages', ({ messages }) => heard.push(...words(messages)));
    client.on('command', ({ data }) => heard.push(`command ${String(data)}`));
    return heard;
  };
  const peek = (client: Client) => client.conversations.peek({ chatroom: '7' });
  const list = async (client: Client) => words((await peek(client)?.messages.all()) ?? []).reverse();

  it('[O2 B4] a tab that follows enters, hears, speaks and leaves; all tabs see the same', async () => {
    const room = stage.server.rooms.add('7', 'Lobby');
    stage.server.rooms.say(room, 'bobby', 'before');
    const [first, second] = [await login(), await resume()];
    const conversation = await second.client.chatrooms.enter('7');
    const heard = [listen(second.client)];
    expect(conversation).toMatchObject({ id: 'chatroom_7', title: 'Lobby', type: 'chatroom' });
    await until(() => heard.every((one) => one.length === 1));
    heard.push(listen(first.client));
    stage.server.rooms.say(room, 'bobby', 'hello');
    await until(() => heard.every((one) => one.includes('hello')));
    expect(heard).toEqual([['before', 'hello'], ['hello']]);
    const sent = await conversation.send('from the second');
    expect(sent).toMatchObject({ status: 'sent', seq: 3 });
    await until(() => peek(first.client)?.lastMessage?.seq === 3);
    for (const { client } of [first, second])
      expect(await list(client)).toEqual(['before', 'hello', 'from the second']);
    // One that comes late sees what the others have.
    const third = await resume();
    await until(async () => (await list(third.client)).length === 3);
    expect(await list(third.client)).toEqual(['before', 'hello', 'from the second']);
    expect(room.inside.size).toBe(1);
    expect(third.client.conversations.get()).toEqual([]);
    await third.client.chatrooms.leave('7');
    await until(() => [first, second, third].every(({ client }) => !peek(client)));
    expect(room.inside.size).toBe(0);
    await expect(conversation.send('too late')).rejects.toMatchObject({ code: 'NOT_MEMBER' });
  });

  it('[O2 B4] when the tab that leads is gone, the next one enters again and tells what is new', async () => {
    const room = stage.server.rooms.add('7', 'Lobby');
    const [first, second] = [await login(), await resume()];
    await first.client.chatrooms.enter('7');
    stage.server.rooms.say(room, 'bobby', 'one');
    const heard = listen(second.client);
    await until(() => peek(second.client)?.lastMessage);
    await first.close();
    await until(() => room.inside.size === 1);
    stage.server.rooms.say(room, 'bobby', 'two');
    await until(() => heard.includes('two'));
    expect(await list(second.client)).toEqual(['one', 'two']);
    expect(await peek(second.client)?.send('still here')).toMatchObject({ status: 'sent', seq: 3 });
  });

  it('[O2 B4] a tab that logs in anew takes the lead, and is taken into the rooms of the others', async () => {
    const room = stage.server.rooms.add('7', 'Lobby');
    const first = await login();
    await first.client.chatrooms.enter('7');
    const second = await login();
    const heard = [listen(first.client), listen(second.client)];
    await until(() => peek(second.client) && room.inside.size === 1);
    stage.server.rooms.say(room, 'bobby', 'hello');
    await until(() => heard.every((one) => one.includes('hello')));
  });

  it('[S49 S50 S51 B4] each tab hears a command once, and may send one', async () => {
    const [first, second] = [await login(), await resume()];
    const heard = [listen(first.client), listen(second.client)];
    const asked: unknown[] = [];
    stage.server.intercept = (request) => {
      if (request.t === 'command') asked.push(request.data);
      return undefined;
    };
    await expect(second.client.sendCommand({ user: 'bobby' }, 'ping')).rejects.toMatchObject({
      code: 'TARGET_OFFLINE',
    });
    await expect(second.client.sendDeviceCommand('all', 'x')).rejects.toMatchObject({ code: 'TARGET_OFFLINE' });
    expect(asked).toEqual(['ping', 'x']);
    const from = { username: 'bobby', appKey: 'default', displayName: 'BOBBY' };
    const command = { t: 'command', from, target: { user: 'bobby', appKey: 'default' }, data: 'pong' };
    for (const socket of stage.server.sockets) socket.push({ ...command, fromOwnDevice: false });
    await until(() => heard.every((one) => one.length > 0));
    expect(heard).toEqual([['command pong'], ['command pong']]);
  });
});
