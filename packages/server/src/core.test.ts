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
