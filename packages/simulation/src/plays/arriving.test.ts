import { expect, it } from 'vitest';
import { hears, lists, Stage, textOf, textsOf } from './stage.js';

const alice = { user: 'alice' };
const bobby = { user: 'bobby' };

it('[S30] each message arrives by exactly one of online, offline and roaming', async () => {
  const stage = await Stage.open();
  const b = await stage.enters('bobby');
  const web = await stage.enters('alice');
  const phone = await stage.enters('alice', 'ios');
  await stage.says(b, alice, 'both are there');
  await stage.rests();
  await stage.loses(phone);
  await stage.says(b, alice, 'the phone is away');
  await stage.rests(8_000);
  await stage.loses(web);
  await stage.says(b, alice, 'both are away');
  await stage.rests();

  const online = hears(phone, 'message.new');
  const offline = hears(phone, 'sync.offline');
  const roaming = hears(phone, 'sync.roaming');
  await stage.returns(phone);
  await stage.rests();
  await stage.says(b, alice, 'the phone is back');
  await stage.rests();
  expect(offline.map(({ kind, messages, skipped }) => [kind, textsOf(messages), skipped])).toEqual([
    ['messages', ['both are away'], 0],
  ]);
  expect(roaming.map(({ conversation }) => conversation.id)).toEqual(['single_default_bobby']);
  expect(online.map(({ message }) => textOf(message))).toEqual(['the phone is back']);
  expect(await lists(stage, phone, bobby)).toHaveLength(4);
});

it('[S30] with roaming off a device gets offline and online messages only', async () => {
  const stage = await Stage.open();
  const b = await stage.enters('bobby');
  const web = await stage.enters('alice');
  await stage.says(b, alice, 'received on the web');
  await stage.rests(8_000);
  await stage.loses(web);
  await stage.says(b, alice, 'received nowhere');
  await stage.rests();
  const phone = stage.brings('alice', 'ios', { roaming: false });
  const roaming = hears(phone, 'sync.roaming');
  const offline = hears(phone, 'sync.offline');
  await stage.logsIn(phone);
  expect(roaming).toEqual([]);
  expect(offline.map(({ messages }) => textsOf(messages))).toEqual([['received nowhere']]);
  expect(await lists(stage, phone, bobby)).toEqual(['received nowhere']);
  // What was left on the server is a hole that paging fills.
  const page = await stage.does(
    phone.client.conversations.peek(bobby)?.messages.page({ limit: 10 }) ?? Promise.reject(),
  );
  expect(textsOf(page.items)).toEqual(['received nowhere', 'received on the web']);
});

it('[S30] own messages from another device: online as new, in catch-up as roaming', async () => {
  const stage = await Stage.open();
  await stage.enters('bobby');
  const web = await stage.enters('alice');
  const phone = await stage.enters('alice', 'ios');
  const online = hears(phone, 'message.new');
  const roaming = hears(phone, 'sync.roaming');
  const offline = hears(phone, 'sync.offline');
  await stage.says(web, bobby, 'from the web');
  await stage.rests();
  expect(online.map(({ message }) => [textOf(message), message.isOwn])).toEqual([['from the web', true]]);
  await stage.loses(phone);
  await stage.says(web, bobby, 'while the phone was away');
  await stage.returns(phone);
  expect(roaming).toHaveLength(1);
  expect(offline).toEqual([]);
  expect(await lists(stage, phone, bobby)).toEqual(['from the web', 'while the phone was away']);
});

it('[S31 S33 D12] what was missed comes in one call for messages and one for events of each conversation', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  await stage.enters('carol');
  const group = { group: (await stage.does(a.client.groups.create({ name: 'Garden', members: ['bobby'] }))).id };
  await stage.rests();
  await stage.loses(b);
  for (let n = 1; n <= 25; n++) await stage.says(a, group, `message ${n}`);
  await stage.does(a.client.groups.update(group.group, { name: 'Orchard' }));
  await stage.does(a.client.groups.addMembers(group.group, ['carol']));
  await stage.says(a, bobby, 'to you alone');
  await stage.rests();

  const order: string[] = [];
  b.client.on('message.new', ({ message }) => order.push(`new ${message.conversationId}`));
  b.client.on('sync.offline', ({ conversation, kind }) => order.push(`${kind} ${conversation.id}`));
  const offline = hears(b, 'sync.offline');
  await stage.returns(b);
  await stage.says(a, group, 'and now');
  await stage.rests();
  const ofGroup = offline.filter(({ conversation }) => conversation.id === `group_${group.group}`);
  expect(ofGroup.map(({ kind, messages }) => [kind, messages.length]).sort()).toEqual([
    ['events', 2],
    ['messages', 25],
  ]);
  const events = ofGroup.find(({ kind }) => kind === 'events')?.messages ?? [];
  const kinds = events.map(({ content }) => content.type === 'event' && content.event.kind);
  expect(kinds).toEqual(['updated', 'members_added']);
  expect(offline.filter(({ conversation }) => conversation.id === 'single_default_alice')).toHaveLength(1);
  expect(order.at(-1)).toBe(`new group_${group.group}`);
  expect(order).toHaveLength(4);
});

it('[S32] one call for each message while online; a group’s events come as content', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  const heard = hears(b, 'message.new');
  await stage.says(a, bobby, 'one');
  await stage.says(a, bobby, 'two');
  const { id } = await stage.does(a.client.groups.create({ name: 'Garden', members: ['bobby'] }));
  await stage.rests();
  await stage.does(a.client.groups.update(id, { name: 'Orchard' }));
  await stage.rests();
  expect(heard.map(({ message }) => textOf(message))).toEqual(['one', 'two', 'event', 'event']);
  const last = heard.at(-1);
  expect(last?.message.content).toMatchObject({ event: { kind: 'updated', actor: { username: 'alice' } } });
  expect(b.client.conversations.peek({ group: id })?.title).toBe('Orchard');
});

it('[S33] beyond the newest 10,000 the call says how many older ones stayed on the server', async () => {
  const stage = await Stage.open({ settings: { limits: { sendsPerSecond: 100_000, sendsBurst: 100_000 } } });
  const b = await stage.enters('bobby');
  const a = await stage.enters('alice');
  await stage.loses(b);
  // More at once than an outbox may hold would be refused.
  for (let sent = 0; sent < 10_020; sent += 1_002) {
    const handles = Array.from({ length: 1_002 }, (_, index) => stage.hands(a, bobby, `message ${sent + index + 1}`));
    await stage.does(Promise.all(handles));
  }
  const offline = hears(b, 'sync.offline');
  await stage.returns(b);
  expect(offline.map(({ messages, skipped }) => [messages.length, skipped])).toEqual([[10_000, 20]]);
  expect(textOf(offline[0]?.messages.at(-1))).toBe('message 10020');
  expect(b.client.unreadCount.get()).toBe(10_020);
  const conversation = b.client.conversations.peek(alice);
  const page = await stage.does(conversation?.messages.page({ offset: 10_000, limit: 20 }) ?? Promise.reject());
  expect(textsOf(page.items).at(-1)).toBe('message 1');
}, 120_000);

it('[S34] roaming calls once for a conversation, when its messages are stored', async () => {
  const stage = await Stage.open();
  const b = await stage.enters('bobby');
  const web = await stage.enters('alice');
  for (let n = 1; n <= 130; n++) await stage.says(b, alice, `message ${n}`);
  await stage.rests(8_000);
  const phone = stage.brings('alice', 'ios');
  const stored: Promise<(string | undefined)[]>[] = [];
  phone.client.on('sync.roaming', ({ conversation }) => stored.push(conversation.messages.all().then(textsOf)));
  const offline = hears(phone, 'sync.offline');
  await stage.logsIn(phone);
  expect(offline).toEqual([]);
  expect(stored).toHaveLength(1);
  const texts = (await stage.does(Promise.all(stored)))[0] ?? [];
  // The newest hundred; older ones are fetched when somebody asks for them.
  expect([texts.length, texts[0], texts.at(-1)]).toEqual([100, 'message 130', 'message 31']);
  expect(web.client.conversations.peek(bobby)?.unreadCount).toBe(130);
  expect(phone.client.conversations.peek(bobby)?.unreadCount).toBe(130);
});
