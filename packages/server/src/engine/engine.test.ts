import { limits } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { createMemoryStore } from '../store/memory/memory-store.js';
import { StoreFullError } from '../store/store.js';
import { HeldStore } from '../testing/held-store.js';
import { Stage, to } from '../testing/stage.js';

const held = async () => {
  const gate = new HeldStore(createMemoryStore());
  const stage = new Stage(() => gate.store);
  const cast = await stage.cast('alice', 'robert');
  return { gate, stage, ...cast };
};

it('[D1 P18] no acknowledgement and no push leaves before the flush', async () => {
  const { gate, stage, alice, robert } = await held();
  const before = alice.frames.length;
  void alice.text(to('robert'), 'hello');
  await stage.pass(1_000);
  expect(gate.batches).toHaveLength(1);
  expect(alice.frames).toHaveLength(before);
  expect(robert.heard).toEqual([]);
  gate.batches[0]?.end('flush');
  await stage.pass(0);
  expect(alice.frames.at(-1)).toMatchObject({ t: 'ok', seq: 1 });
  expect(robert.heard).toEqual(['hello']);
});

it('[D1 D2] after a failed flush the server ends and acknowledges nothing more', async () => {
  const { gate, stage, alice, robert } = await held();
  const before = alice.frames.length;
  void alice.text(to('robert'), 'one');
  await stage.pass(10);
  void alice.text(to('robert'), 'two');
  gate.batches[0]?.end(new Error('EIO'));
  await stage.pass(10_000);
  void alice.text(to('robert'), 'three');
  await stage.pass(10_000);
  expect(stage.fatal).toEqual([new Error('EIO')]);
  expect(gate.batches).toHaveLength(1);
  expect(alice.frames).toHaveLength(before);
  expect(robert.heard).toEqual([]);
  await robert.ask('delivered', { marks: [[1, 1]] });
  await stage.run(stage.core.drain());
  expect(gate.batches).toHaveLength(1);
});

it('decides without waiting for flushes, and gathers what comes meanwhile into one commit', async () => {
  const { gate, stage, alice, robert } = await held();
  void alice.text(to('robert'), '1');
  await stage.pass(1);
  for (const text of ['2', '3', '4']) void alice.text(to('robert'), text);
  void robert.text(to('alice'), '5');
  await stage.pass(1);
  expect(gate.batches).toHaveLength(1);
  gate.batches[0]?.end('flush');
  await stage.pass(1);
  expect(gate.batches.map(({ operations }) => operations.map(({ op }) => op))).toEqual([
    ['create', 'append'],
    ['append', 'append', 'append', 'append'],
  ]);
  gate.batches[1]?.end('flush');
  await stage.pass(1);
  expect(robert.heard).toEqual(['1', '2', '3', '4']);
  expect(alice.heard).toEqual(['5']);
});

it('[D4 P19] one id is one message: the same answer again, with another body ID_REUSED, over restarts', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  await stage.user('carol');
  const id = alice.newId();
  const first = await alice.say(to('robert'), 'hello', id);
  await alice.say(to('robert'), 'more');
  const place = { c: first['c'], seq: 1, at: first['at'], sid: first['sid'] };
  const [again, twice] = await stage.run(
    Promise.all([alice.text(to('robert'), 'hello', id), alice.text(to('robert'), 'hello', id)]),
  );
  expect(again).toMatchObject(place);
  expect(twice).toMatchObject(place);
  expect(await alice.say(to('robert'), 'other', id)).toMatchObject({ code: 'ID_REUSED' });
  expect(await alice.say(to('carol'), 'hello', id)).toMatchObject({ code: 'ID_REUSED' });
  // Another sender may use the same id: it is his own.
  expect(await robert.say(to('alice'), 'hello', id)).toMatchObject({ t: 'ok', seq: 3 });
  stage.restart();
  const phone = await stage.device('alice', 'ios');
  expect(await phone.say(to('robert'), 'hello', id)).toMatchObject(place);
  // Written with its fields in another order, it is the same body.
  const reordered = { content: { text: 'hello', type: 'text' }, id };
  expect(await phone.ask('send', { to: to('robert'), message: reordered })).toMatchObject(place);
  expect(robert.heard).toEqual(['hello', 'more']);
});

it('[D4 P16] a first message under an id that stands already leaves no conversation behind', async () => {
  const stage = new Stage();
  const { alice, carol } = await stage.cast('alice', 'robert', 'carol');
  const id = alice.newId();
  await alice.say(to('robert'), 'hello', id);
  const answers = [alice.text(to('carol'), 'hello', id), alice.text(to('carol'), 'for you')];
  expect(await stage.run(Promise.all(answers))).toMatchObject([{ code: 'ID_REUSED' }, { seq: 1 }]);
  expect(carol.states).toMatchObject([{ head: 0 }]);
  expect(carol.heard).toEqual(['for you']);
});

it('[D4] an id that stands already, sent to somebody new, shows nobody an empty conversation', async () => {
  const stage = new Stage();
  const { alice, carol } = await stage.cast('alice', 'robert', 'carol');
  const id = alice.newId();
  await alice.say(to('robert'), 'hello', id);
  expect(await alice.say(to('carol'), 'hello', id)).toMatchObject({ code: 'ID_REUSED' });
  expect(await carol.ask('sync')).toMatchObject({ conversations: [] });
});

it('[D2] what stands in the log is acknowledged again even where it would be refused now', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const { id: group } = (await alice.ask('groups.create', { name: 'Tea', members: [{ username: 'robert' }] }))[
    'group'
  ] as { id: string };
  const id = robert.newId();
  const sent = await robert.say({ group }, 'hello', id);
  await alice.ask('groups.remove_members', { id: group, members: [{ username: 'robert' }] });
  expect(await robert.say({ group }, 'hello', id)).toMatchObject({ t: 'ok', seq: sent['seq'], sid: sent['sid'] });
  expect(await robert.say({ group }, 'hello')).toMatchObject({ code: 'NOT_MEMBER' });
});

it('[D6 D7 P13 P22] places are dense, in the order of frames, one numbering for all', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const texts = Array.from({ length: 20 }, (_, at) => String(at));
  const answers = await stage.run(Promise.all(texts.map((text) => alice.text(to('robert'), text))));
  expect(answers.map((answer) => answer['seq'])).toEqual(texts.map((_, at) => at + 1));
  expect(await robert.say(to('alice'), 'then')).toMatchObject({ seq: 21 });
  expect(robert.heard).toEqual(texts);
  expect(new Set(answers.map((answer) => answer['sid'])).size).toBe(20);
});

it('[D9] server times never fall, also when the clock is set back', async () => {
  const stage = new Stage();
  const { alice } = await stage.cast('alice', 'robert');
  const first = await alice.say(to('robert'), 'one');
  stage.clock.jump(-7_200_000);
  const second = await alice.say(to('robert'), 'two');
  expect(second['at']).toBe(first['at']);
});

it('[D8 P21] a full store refuses with SERVER_FULL, in order, and takes the same messages when there is room', async () => {
  const { gate, stage, alice, robert } = await held();
  const ids = [1, 2, 3].map(() => alice.newId());
  const send = (at: number) => alice.text(to('robert'), `text ${at}`, ids[at]);
  const answers = [send(0)];
  await stage.pass(1);
  answers.push(send(1));
  gate.batches[0]?.end(new StoreFullError());
  await stage.pass(1);
  // Refused only when the log was asked whether it holds them.
  expect(gate.batches[1]?.operations.map(({ op }) => op)).toEqual(['lookup', 'lookup']);
  gate.batches[1]?.end('flush');
  await stage.pass(1);
  expect(await stage.run(Promise.all(answers))).toMatchObject([{ code: 'SERVER_FULL' }, { code: 'SERVER_FULL' }]);
  const late = send(2);
  await stage.pass(1);
  gate.batches[2]?.end('flush');
  expect(await stage.run(late)).toMatchObject({ code: 'SERVER_FULL' });
  const retried = [send(0), send(1), send(2)];
  await stage.pass(1);
  gate.batches[3]?.end('flush');
  expect(await stage.run(Promise.all(retried))).toMatchObject([{ seq: 1 }, { seq: 2 }, { seq: 3 }]);
  expect(robert.heard).toEqual(['text 0', 'text 1', 'text 2']);
});

it('decides again, in order, where the conversation had changed under its view', async () => {
  const gate = new HeldStore(createMemoryStore());
  const stage = new Stage(() => gate.store);
  const { alice, robert } = await stage.cast('alice', 'robert');
  const flush = async () => {
    for (let at = 0; at < gate.batches.length; at++) {
      gate.batches[at]?.end('flush');
      await stage.pass(1);
    }
  };
  const made = alice.begin('groups.create', { name: 'Tea', members: [{ username: 'robert' }] });
  await stage.pass(1);
  await flush();
  const group = ((await stage.run(made))['group'] as { id: string }).id;
  // Somebody else changes the group in the store: the view in memory is behind.
  const entry = { kind: 'event', sender: 1, id: 'elsewhere', hash: '', increment: 0, at: 0 } as const;
  const body = '{"kind":"event","event":{"kind":"updated","actor":{"username":"x","appKey":"y","displayName":"z"}}}';
  gate.batches.length = 0;
  void gate.store.commit([
    { op: 'append', c: Number(group), version: 1, entry: { ...entry, body }, change: { group: { name: 'Coffee' } } },
  ]);
  await flush();
  gate.batches.length = 0;
  const sent = [alice.text({ group }, 'one')];
  await stage.pass(1);
  sent.push(alice.text({ group }, 'two'), alice.text({ group }, 'three'));
  await flush();
  expect(await stage.run(Promise.all(sent))).toMatchObject([{ seq: 3 }, { seq: 4 }, { seq: 5 }]);
  expect(robert.heard).toEqual(['*created', 'one', 'two', 'three']);
});

it('[Load D8 P21] sends beyond the rate are refused with a time, and hold back those behind them', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  await stage.user('carol');
  const burst = Array.from({ length: limits.sendsBurst }, (_, at) => alice.text(to('robert'), String(at)));
  const [held, behind] = [alice.newId(), alice.newId()];
  const refusedFirst = await alice.say(to('robert'), 'held', held);
  expect(refusedFirst).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) });
  await stage.run(Promise.all(burst));
  await stage.pass(1_000);
  // There is room again, but what stands before it has not come again.
  expect(await alice.say(to('robert'), 'behind', behind)).toMatchObject({ code: 'RATE_LIMITED' });
  expect(await alice.say(to('carol'), 'elsewhere')).toMatchObject({ t: 'ok' });
  const [first, second] = await stage.run(
    Promise.all([alice.text(to('robert'), 'held', held), alice.text(to('robert'), 'behind', behind)]),
  );
  expect([first?.['seq'], second?.['seq']]).toEqual([limits.sendsBurst + 1, limits.sendsBurst + 2]);
  expect(robert.heard.slice(-2)).toEqual(['held', 'behind']);
});

it('[P6 D8] sends beyond the open requests of a connection are BUSY, in order, and only when the log has not got them', async () => {
  const gate = new HeldStore(createMemoryStore());
  const stage = new Stage(() => gate.store);
  await stage.application('default', { limits: { sendsBurst: 10_000 } });
  for (const name of ['alice', 'robert']) await stage.user(name);
  const [alice, robert] = [await stage.device('alice'), await stage.device('robert')];
  const ids = Array.from({ length: limits.requestsPerConnection + 2 }, () => alice.newId());
  const answers = ids.map((id, at) => alice.text(to('robert'), String(at), id));
  // One that is under way already comes a second time.
  answers.push(alice.text(to('robert'), '0', ids[0]));
  await stage.pass(1);
  for (let at = 0; at < gate.batches.length; at++) {
    gate.batches[at]?.end('flush');
    await stage.pass(1);
  }
  const codes = (await stage.run(Promise.all(answers))).map(({ code }) => code);
  expect(codes.slice(0, -3).every((code) => code === undefined)).toBe(true);
  expect(codes.slice(-3)).toEqual(['BUSY', 'BUSY', undefined]);
  expect(robert.heard).toHaveLength(limits.requestsPerConnection);
});

it('a conversation with too much under way is BUSY for a while', async () => {
  const gate = new HeldStore(createMemoryStore());
  const stage = new Stage(() => gate.store);
  await stage.application('default', { devices: 'unlimited', limits: { sendsBurst: 10_000 } });
  for (const name of ['alice', 'robert']) await stage.user(name);
  const sent = [];
  for (let device = 0; device < 5; device++) {
    const alice = await stage.device('alice');
    for (let at = 0; at < 220; at++) sent.push(alice.text(to('robert'), 'x', `${device}-message-00000${1_000 + at}`));
  }
  await stage.pass(1);
  for (let at = 0; at < gate.batches.length; at++) {
    gate.batches[at]?.end('flush');
    await stage.pass(1);
  }
  const answers = await stage.run(Promise.all(sent));
  expect(answers.filter(({ t }) => t === 'ok')).toHaveLength(limits.queuedPerConversation);
  expect(new Set(answers.slice(limits.queuedPerConversation).map(({ code }) => code))).toEqual(new Set(['BUSY']));
});

it('[D8 P21] a withdrawn message holds nobody back', async () => {
  const stage = new Stage();
  const { alice } = await stage.cast('alice', 'robert');
  for (let at = 0; at < limits.sendsBurst; at++) void alice.text(to('robert'), String(at));
  const held = alice.newId();
  expect(await alice.say(to('robert'), 'held', held)).toMatchObject({ code: 'RATE_LIMITED' });
  await stage.pass(1_000);
  expect(await alice.ask('withdraw', { id: held })).toMatchObject({ t: 'ok' });
  expect(await alice.say(to('robert'), 'next')).toMatchObject({ t: 'ok' });
});
