import { expect, it } from 'vitest';
import { Stage, textsOf } from './stage.js';

const alice = { user: 'alice' };
const bobby = { user: 'bobby' };

async function withHistory(count: number) {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  for (let n = 1; n <= count; n++) await stage.says(n % 2 ? a : b, n % 2 ? bobby : alice, `message ${n}`);
  await stage.rests();
  const conversation = a.client.conversations.peek(bobby);
  if (!conversation) throw new Error('not listed');
  return { stage, a, conversation };
}

const numbered = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => `message ${from - index}`);

it('[S46] all messages of the device, newest first, without asking the server', async () => {
  const { stage, a, conversation } = await withHistory(12);
  await stage.loses(a);
  expect(textsOf(await stage.does(conversation.messages.all()))).toEqual(numbered(12, 1));
});

it('[S47] a message by its id', async () => {
  const { stage, conversation } = await withHistory(3);
  const [, second] = await stage.does(conversation.messages.all());
  if (!second) throw new Error('not listed');
  const found = await stage.does(conversation.messages.byId(second.id));
  expect(found).toMatchObject({ id: second.id, seq: 2, content: { text: 'message 2' } });
  expect(await stage.does(conversation.messages.byId('0123456789abcdef0'))).toBeUndefined();
});

it('[S48] a page by offset and limit: neither is all, a limit the newest, an offset all after the newest', async () => {
  const { stage, conversation } = await withHistory(230);
  const page = async (options?: { offset?: number; limit?: number }) =>
    textsOf((await stage.does(conversation.messages.page(options))).items);
  expect(await page()).toEqual(numbered(230, 1));
  expect(await page({ limit: 100 })).toEqual(numbered(230, 131));
  expect(await page({ offset: 100 })).toEqual(numbered(130, 1));
  expect(await page({ offset: 200, limit: 100 })).toEqual(numbered(30, 1));
  const first = await stage.does(conversation.messages.page({ limit: 50 }));
  expect(first.hasMore).toBe(true);
  const before = first.items.at(-1);
  if (!before) throw new Error('the page is empty');
  const second = await stage.does(conversation.messages.page({ limit: 200, before }));
  expect(textsOf(second.items)).toEqual(numbered(180, 1));
  expect(second.hasMore).toBe(false);
});

it('[S48 D11] a new device pages through everything that the log holds', async () => {
  const { stage } = await withHistory(230);
  await stage.rests(8_000);
  const phone = await stage.enters('alice', 'ios');
  const conversation = phone.client.conversations.peek(bobby);
  if (!conversation) throw new Error('not listed');
  expect(await stage.does(conversation.messages.all())).toHaveLength(100);
  const page = await stage.does(conversation.messages.page({ limit: 500 }));
  expect(textsOf(page.items)).toEqual(numbered(230, 1));
  expect(await stage.does(conversation.messages.all())).toHaveLength(230);
});
