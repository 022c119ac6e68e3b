import { expect, it } from 'vitest';
import { hears, lists, Stage, textsOf, unreadOf } from './stage.js';

const dayMs = 24 * 3_600_000;
const alice = { user: 'alice' };
const bobby = { user: 'bobby' };

/** Two days go by for the server. */
async function daysGoBy(stage: Stage): Promise<void> {
  stage.world.server.jumpClock(3 * dayMs);
  await stage.rests();
}
const expires = (stage: Stage) => stage.does(stage.world.server.core.expire());

it('[P73 D11 D13] what expired is no hole and not unread, on every device; the record that a device has stays with it', async () => {
  const stage = await Stage.open({ settings: { retentionDays: 1 } });
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  for (const text of ['one', 'two', 'three']) await stage.says(a, bobby, text);
  await stage.until(() => unreadOf(b.client, alice) === 3);
  await daysGoBy(stage);
  await stage.says(a, bobby, 'four');
  await stage.until(() => unreadOf(b.client, alice) === 4);

  await expires(stage);
  await stage.until(() => unreadOf(b.client, alice) === 1, 'the count without what expired');
  expect(await lists(stage, b, alice)).toEqual(['one', 'two', 'three', 'four']);
  const second = await stage.enters('bobby', 'ios');
  expect(await lists(stage, second, alice)).toEqual(['four']);
  expect(unreadOf(second.client, alice)).toBe(1);
  const conversation = second.client.conversations.peek(alice);
  const page = await stage.does(conversation?.messages.page({ limit: 50 }) ?? Promise.reject(new Error('none')));
  expect(page.items).toHaveLength(1);
  expect(page).toMatchObject({ hasMore: false });

  await stage.says(second, alice, 'five');
  await stage.says(a, bobby, 'six');
  await stage.rests();
  for (const device of [b, second]) expect(unreadOf(device.client, alice), device.name).toBe(2);
  expect(await lists(stage, a, bobby)).toEqual(['one', 'two', 'three', 'four', 'five', 'six']);
});

it('[P73 D11 D12] a device that was away while what it missed expired is complete without it, and counts alike', async () => {
  const stage = await Stage.open({ settings: { retentionDays: 1 } });
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  await stage.says(a, bobby, 'seen');
  await stage.rests();
  await stage.quits(b);
  await stage.says(a, bobby, 'missed');
  await daysGoBy(stage);
  await stage.says(a, bobby, 'kept');
  await expires(stage);

  await stage.restarts(b);
  await stage.rests();
  expect(await lists(stage, b, alice)).toEqual(['seen', 'kept']);
  expect(unreadOf(b.client, alice)).toBe(1);
  await stage.does(b.client.conversations.peek(alice)?.clearUnread() ?? Promise.resolve());
  await stage.says(b, alice, 'an answer');
  await stage.rests();
  const fresh = await stage.enters('bobby', 'ios');
  expect(unreadOf(fresh.client, alice)).toBe(0);
  expect(await lists(stage, fresh, alice)).toEqual(['kept', 'an answer']);
});

it('[D16 P73 P80] what was taken back while a device was away is taken back there too, though retention has taken the retraction', async () => {
  const stage = await Stage.open({ settings: { retentionDays: 1 } });
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  await stage.says(a, bobby, 'stays');
  const sent = await stage.says(a, bobby, 'never meant');
  const own = await stage.says(b, alice, 'nor this');
  await stage.rests();
  const second = await stage.enters('bobby', 'ios');
  await stage.rests();
  await stage.loses(b);
  await stage.does(sent.retract());
  const there = second.client.conversations.peek(alice);
  await stage.does((await stage.does(there?.messages.byId(own.id) ?? Promise.reject()))?.retract() ?? Promise.reject());
  await stage.says(a, bobby, 'missed');
  await daysGoBy(stage);
  await expires(stage);

  const told = hears(b, 'message.retracted');
  await stage.returns(b);
  await stage.rests();
  expect(await lists(stage, b, alice)).toEqual(['stays', 'prompt', 'prompt']);
  expect(textsOf(told.map(({ message }) => message))).toEqual(['prompt', 'prompt']);
  expect(await lists(stage, await stage.enters('bobby', 'android'), alice)).toEqual([]);
});
