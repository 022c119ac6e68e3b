import type { Conversation, Message } from '@palaver/sdk';
import { describe, expect, it } from 'vitest';
import type { Device } from '../world/device.js';
import { hears, Stage, textsOf } from './stage.js';

async function opens(name = 'Lobby', appKey = 'default') {
  const stage = await Stage.open();
  return { stage, id: await room(stage, name, appKey) };
}
async function room(stage: Stage, name: string, appKey = 'default'): Promise<string> {
  const made = await stage.does(stage.world.server.core.admin.createRoom({ appKey, name }));
  if (!made.ok) throw new Error(made.error.code);
  return made.value.id;
}
const goesIn = (stage: Stage, device: Device, id: string): Promise<Conversation> =>
  stage.does(device.client.chatrooms.enter(id));
const code = (stage: Stage, promise: PromiseLike<unknown>): Promise<string> =>
  stage.does(
    Promise.resolve(promise).then(
      () => 'done',
      (error) => String(error.code),
    ),
  );
/** What each call of 'chatroom.messages' told, from now on. */
function listens(device: Device): string[] {
  const heard: string[] = [];
  device.client.on('chatroom.messages', ({ messages }) => heard.push(textsOf(messages).join(',')));
  return heard;
}
const lists = async (stage: Stage, conversation: Conversation) =>
  textsOf(await stage.does(conversation.messages.all())).reverse();
const word = (message: Message | undefined) => message?.content.type === 'text' && message.content.text;

describe('a chatroom', () => {
  it('[O2] is entered, and the last 50 messages follow as one; what is said then comes as it is said', async () => {
    const { stage, id } = await opens();
    const [a, b] = [await stage.enters('alice'), await stage.enters('bobby')];
    const inside = await goesIn(stage, a, id);
    for (let said = 1; said <= 55; said++) await stage.does(inside.send(`text ${said}`));
    const news = hears(b, 'message.new');
    const here = await goesIn(stage, b, id);
    // Whoever begins to listen with the answer hears them.
    const heard = listens(b);
    expect(here).toMatchObject({
      id: `chatroom_${id}`,
      type: 'chatroom',
      title: 'Lobby',
      target: { chatroom: id },
      peer: { id, name: 'Lobby', description: '', memberCount: 2 },
      avatarId: `${id}_chatroom`,
      unreadCount: 0,
    });
    await stage.rests();
    expect(heard).toEqual([Array.from({ length: 50 }, (_, at) => `text ${at + 6}`).join(',')]);
    const sent = await stage.does(here.send('hello'));
    expect(sent).toMatchObject({ status: 'sent', seq: 56, isOwn: true, conversationId: here.id });
    await stage.does(inside.send('welcome'));
    await stage.rests();
    expect(heard.slice(1)).toEqual(['welcome']);
    expect((await lists(stage, here)).slice(-2)).toEqual(['hello', 'welcome']);
    expect((await stage.does(here.messages.page({ limit: 500 }))).hasMore).toBe(false);
    // No list, no unread, nothing to catch up with, no event of other conversations.
    expect(b.client.conversations.get()).toEqual([]);
    expect(b.client.unreadCount.get()).toBe(0);
    expect(news).toEqual([]);
    expect(word(b.client.conversations.peek({ chatroom: id })?.lastMessage)).toBe('welcome');
    expect(b.client.conversations.peek({ chatroom: id })?.unreadCount).toBe(0);
    await stage.does(b.client.synced());
  });

  it('[O2] is looked up in pages, and tells who many are inside', async () => {
    const { stage, id } = await opens();
    const [a, b] = [await stage.enters('alice'), await stage.enters('bobby')];
    const phone = await stage.enters('alice', 'ios');
    for (const name of ['two', 'three']) await room(stage, name);
    for (const device of [a, phone, b]) await goesIn(stage, device, id);
    const { chatrooms } = a.client;
    expect(await stage.does(chatrooms.get(id))).toEqual({ id, name: 'Lobby', description: '', memberCount: 2 });
    const page = await stage.does(chatrooms.list({ start: 1, count: 1 }));
    expect(page).toMatchObject({ total: 3, items: [{ name: 'two', memberCount: 0 }] });
    expect((await stage.does(chatrooms.list())).items).toHaveLength(3);
    for (const wrong of [{ count: 51 }, { count: 0 }, { start: -1 }])
      expect(await code(stage, chatrooms.list(wrong))).toBe('INVALID');
  });

  it('[O2] left, hears nothing more; from outside nobody speaks, and where there is no room there is none', async () => {
    const { stage, id } = await opens();
    const [a, b] = [await stage.enters('alice'), await stage.enters('bobby')];
    const target = { chatroom: id };
    expect(await code(stage, b.client.send(target, 'too early'))).toBe('NOT_MEMBER');
    expect(await code(stage, b.client.conversations.open(target))).toBe('NOT_MEMBER');
    const inside = await goesIn(stage, a, id);
    const here = await goesIn(stage, b, id);
    const heard = listens(b);
    await stage.does(b.client.chatrooms.leave(id));
    await stage.does(inside.send('anybody?'));
    await stage.rests();
    expect(heard).toEqual([]);
    expect(b.client.conversations.peek(target)).toBeUndefined();
    expect(await code(stage, here.send('late'))).toBe('NOT_MEMBER');
    expect(await stage.does(a.client.chatrooms.get(id))).toMatchObject({ memberCount: 1 });
    await stage.does(b.client.chatrooms.leave(id));
    for (const wrong of ['4711', '9007199254740991']) {
      const { chatrooms } = b.client;
      for (const verb of ['enter', 'leave', 'get'] as const)
        expect(await code(stage, chatrooms[verb](wrong)), verb).toBe('NOT_FOUND');
      expect(await code(stage, b.client.send({ chatroom: wrong }, 'x'))).toBe('NOT_FOUND');
    }
    for (const wrong of ['', 'x', '0', null, 5]) {
      expect(await code(stage, b.client.chatrooms.enter(wrong as never))).toBe('INVALID');
      expect(await code(stage, b.client.send({ chatroom: wrong } as never, 'x'))).toBe('INVALID');
    }
  });

  it('[O2] knows no receipts, retraction, commands, do-not-disturb or pins', async () => {
    const { stage, id } = await opens();
    const a = await stage.enters('alice');
    const inside = await goesIn(stage, a, id);
    const sent = await stage.does(inside.send('said'));
    expect(await code(stage, inside.send('seen?', { needReadReceipt: true }))).toBe('INVALID');
    expect(await code(stage, sent.retract())).toBe('INVALID');
    expect(await code(stage, inside.retract(sent))).toBe('INVALID');
    expect(await code(stage, inside.sendCommand('typing'))).toBe('INVALID');
    expect(await code(stage, a.client.sendCommand({ chatroom: id }, 'typing'))).toBe('INVALID');
    expect(await code(stage, inside.setMuted(true))).toBe('INVALID');
    expect(await code(stage, inside.setPinned(true))).toBe('INVALID');
    await stage.does(inside.clearUnread());
    expect(await lists(stage, inside)).toEqual(['said']);
    expect(await stage.does(a.client.conversations.remove({ chatroom: id }))).toBe(true);
    expect(await stage.does(a.client.conversations.remove({ chatroom: id }))).toBe(false);
    expect(await code(stage, inside.send('left'))).toBe('NOT_MEMBER');
  });

  it('[O2] after a reconnection is entered again by itself, and tells only what is new; a larger gap is passed over', async () => {
    const { stage, id } = await opens();
    const [a, b] = [await stage.enters('alice'), await stage.enters('bobby')];
    const inside = await goesIn(stage, a, id);
    const here = await goesIn(stage, b, id);
    const heard = listens(b);
    await stage.does(inside.send('one'));
    await stage.rests();
    await stage.loses(b);
    expect(await stage.does(a.client.chatrooms.get(id))).toMatchObject({ memberCount: 1 });
    for (const text of ['two', 'three']) await stage.does(inside.send(text));
    await stage.returns(b);
    await stage.rests();
    expect(heard).toEqual(['one', 'two,three']);
    await stage.loses(b);
    for (let said = 1; said <= 60; said++) await stage.does(inside.send(`text ${said}`));
    await stage.returns(b);
    await stage.rests();
    expect(heard[2]?.split(',')).toEqual(Array.from({ length: 50 }, (_, at) => `text ${at + 11}`));
    expect(heard).toHaveLength(3);
    await stage.does(here.send('still here'));
    expect(await lists(stage, here)).toHaveLength(3 + 50 + 1);
    expect((await stage.does(here.messages.page({ limit: 500 }))).hasMore).toBe(false);
  });

  it('[O2] what cannot leave with the connection fails, and is sent again by hand, once', async () => {
    const { stage, id } = await opens();
    const [a, b] = [await stage.enters('alice'), await stage.enters('bobby')];
    await goesIn(stage, a, id);
    const heard = listens(a);
    const here = await goesIn(stage, b, id);
    await stage.loses(b);
    const handle = here.send('into the dark');
    expect(await code(stage, handle)).toBe('OFFLINE');
    const [failed] = await stage.does(here.messages.all());
    expect(failed).toMatchObject({ id: handle.id, status: 'failed', error: { code: 'OFFLINE' } });
    await stage.returns(b);
    await stage.rests();
    expect(heard).toEqual([]);
    expect(await stage.does(here.send(failed as Message))).toMatchObject({ id: handle.id, status: 'sent', seq: 1 });
    await stage.rests();
    expect(heard).toEqual(['into the dark']);
    expect(await lists(stage, here)).toEqual(['into the dark']);
  });

  it('[O2 D4] of a message whose answer was lost nobody knows; it is found where it stands', async () => {
    const { stage, id } = await opens();
    const [a, b] = [await stage.enters('alice'), await stage.enters('bobby')];
    await goesIn(stage, a, id);
    const heard = listens(a);
    const here = await goesIn(stage, b, id);
    for (const link of stage.world.network.links(b.name)) link.silence('down');
    const handle = here.send('did it arrive?');
    const failed = code(stage, handle);
    await stage.until(() => heard.length === 1, 'the message');
    expect(await failed).toBe('OFFLINE');
    const told = listens(b);
    const sent = hears(b, 'message.sent');
    await stage.until(() => sent.length === 1, 'the message found');
    expect(sent[0]?.message).toMatchObject({ id: handle.id, status: 'sent', seq: 1 });
    expect(told).toEqual([]);
    expect(await lists(stage, here)).toEqual(['did it arrive?']);
  });

  it('[O2] many messages come together, in their order, each once', async () => {
    const { stage, id } = await opens();
    const [a, b] = [await stage.enters('alice'), await stage.enters('bobby')];
    const inside = await goesIn(stage, a, id);
    await goesIn(stage, b, id);
    const heard = listens(b);
    const texts = Array.from({ length: 80 }, (_, at) => `text ${at}`);
    await stage.does(Promise.all(texts.map((text) => inside.send(text))));
    await stage.rests();
    expect(heard.join(',').split(',')).toEqual(texts);
    expect(heard.length).toBeLessThan(20);
  });

  it('[O2] removed, puts everybody out', async () => {
    const { stage, id } = await opens();
    const [a, b] = [await stage.enters('alice'), await stage.enters('bobby')];
    const inside = await goesIn(stage, a, id);
    const here = await goesIn(stage, b, id);
    await stage.loses(b);
    await stage.does(stage.world.server.core.admin.removeRoom({ appKey: 'default', id }));
    await stage.rests();
    expect(a.client.conversations.peek({ chatroom: id })).toBeUndefined();
    expect(await code(stage, inside.send('anybody?'))).toBe('NOT_FOUND');
    await stage.returns(b);
    await stage.rests();
    expect(b.client.conversations.peek({ chatroom: id })).toBeUndefined();
    expect(await code(stage, here.send('anybody?'))).toBe('NOT_FOUND');
    expect(await stage.does(b.client.chatrooms.list())).toEqual({ items: [], total: 0 });
  });

  it('[O2] keeps nothing on the device, and drafts and cancelled sends as other conversations do', async () => {
    const { stage, id } = await opens();
    const a = await stage.enters('alice');
    const inside = await goesIn(stage, a, id);
    await stage.does(inside.send('said'));
    const draft = await stage.does(inside.createMessage('later'));
    expect(draft.status).toBe('draft');
    expect(await stage.does(inside.send(draft))).toMatchObject({ id: draft.id, status: 'sent' });
    await stage.does(inside.setDraft('half a'));
    expect(a.client.conversations.peek({ chatroom: id })?.draft).toBe('half a');
    expect(await stage.does(inside.messages.remove(draft))).toBe(true);
    expect(await lists(stage, inside)).toEqual(['said']);
    await stage.quits(a);
    await stage.restarts(a);
    await stage.rests();
    expect(a.client.conversations.peek({ chatroom: id })).toBeUndefined();
    expect(a.client.conversations.get()).toEqual([]);
    expect(await lists(stage, await goesIn(stage, a, id))).toEqual([]);
    await stage.rests();
    const again = a.client.conversations.peek({ chatroom: id });
    expect(again && (await lists(stage, again))).toEqual(['said', 'later']);
  });

  it('[O2] shows a bounded window of what was said', async () => {
    const { stage, id } = await opens();
    const [a, b] = [await stage.enters('alice'), await stage.enters('bobby')];
    const inside = await goesIn(stage, a, id);
    const here = await goesIn(stage, b, id);
    for (let round = 0; round < 11; round++) {
      const texts = Array.from({ length: 95 }, (_, at) => `text ${round * 95 + at}`);
      await stage.does(Promise.all(texts.map((text) => inside.send(text))));
      await stage.rests(6_000);
    }
    const kept = await lists(stage, here);
    expect(kept).toHaveLength(1_000);
    expect(kept.at(-1)).toBe('text 1044');
    expect(kept[0]).toBe('text 45');
  });

  it('[O2 O3] belongs to its application', async () => {
    const stage = await Stage.open();
    await stage.does(stage.world.server.core.admin.createApplication({ key: 'other', name: 'Other' }));
    const id = await room(stage, 'Theirs', 'other');
    const a = await stage.enters('alice');
    expect(await code(stage, a.client.chatrooms.enter(id))).toBe('NOT_FOUND');
    expect(await code(stage, a.client.send({ chatroom: id }, 'x'))).toBe('NOT_FOUND');
    expect(await stage.does(a.client.chatrooms.list())).toEqual({ items: [], total: 0 });
  });
});
