import { expect, it } from 'vitest';
import { Stage, to } from './testing/stage.js';

it('[P15 P16 P18] a first message reaches both, its conversation before it', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const answer = await alice.say(to('robert'), 'hello');
  expect(answer).toMatchObject({ t: 'ok', seq: 1, sid: expect.any(String) });
  expect(robert.frames.slice(-2)).toMatchObject([
    {
      t: 'conversation',
      state: { c: answer['c'], target: { user: 'alice', appKey: 'default' }, head: 0, unread: 0, visible: [[1, null]] },
    },
    {
      t: 'entry',
      c: answer['c'],
      entry: { seq: 1, at: answer['at'], body: { kind: 'message', from: { username: 'alice' }, fromType: 'user' } },
    },
  ]);
  expect(alice.frames.slice(-2)).toMatchObject([
    { t: 'conversation', state: { c: answer['c'], target: { user: 'robert' } } },
    { t: 'ok', seq: 1 },
  ]);
});

it('[operation: drain] what was begun is answered, then connections are told to come back, a few at a time; whoever comes late too', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const crowd = Array.from({ length: 250 }, () => stage.connect());
  const sent = alice.text(to('robert'), 'just in time');
  const waves: number[] = [];
  const all = [alice, robert, ...crowd];
  const gone = () => all.filter(({ closed }) => closed).length;
  let isOver = false;
  const drained = stage.core.drain().finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await stage.pass(1);
    if (gone() > (waves.at(-1) ?? 0)) waves.push(gone());
  }
  await drained;
  expect(await sent).toMatchObject({ t: 'ok', seq: 1 });
  expect(robert.heard).toEqual(['just in time']);
  expect(waves).toEqual([100, 200, 252]);
  expect(new Set(all.map(({ closed }) => closed?.code))).toEqual(new Set([4001]));
  expect(stage.connect().closed).toMatchObject({ code: 4001 });
});

it('[operation: drain] when a device was here last is known after a restart', async () => {
  const stage = new Stage();
  await stage.application();
  await stage.user('alice');
  await stage.device('alice', 'ios');
  await stage.pass(20_000);
  const last = stage.clock.now();
  await stage.run(stage.core.drain());
  stage.restart();
  await stage.pass(3_600_000);
  const web = await stage.device('alice', 'web');
  const { devices } = (await web.ask('devices.list')) as unknown as {
    devices: { platform: string; lastSeenAt: number }[];
  };
  const phone = devices.find(({ platform }) => platform === 'ios');
  expect(phone?.lastSeenAt).toBeGreaterThanOrEqual(last);
  expect(phone?.lastSeenAt).toBeLessThan(last + 1_000);
});
