import { closeCodes, limits } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { createMemoryStore } from '../store/memory/memory-store.js';
import { HeldStore } from '../testing/held-store.js';
import { Stage, to } from '../testing/stage.js';

it('[P2 P3] a frame beyond use ends the connection, any other fault is answered with its number', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const faults = [
    { t: 'unknown', r: 90 },
    { t: 'send', r: 91, to: to('robert') },
    { t: 'entries', r: 92, c: -1, from: 0, to: 0 },
    { t: 'read', r: 93, marks: [[1, '2']] },
    { t: 'groups.get', r: 94, id: '9007199254740993' },
  ];
  for (const fault of faults) alice.raw(JSON.stringify(fault));
  expect(alice.frames.slice(-faults.length)).toMatchObject(faults.map(({ r }) => ({ t: 'error', r, code: 'INVALID' })));
  expect(await alice.say(to('robert'), 'still here')).toMatchObject({ t: 'ok' });
  for (const text of ['', 'null', '[]', '{"t":"ping"}', '{"t":"ping","r":"1"}', '{"t":"ping","r":-1}']) {
    const actor = stage.connect();
    actor.raw(text);
    expect(actor.frames).toMatchObject([{ t: 'error', code: 'INVALID' }]);
    expect(actor.closed).toEqual({ code: closeCodes.malformed.code, reason: 'malformed' });
  }
  expect(robert.heard).toEqual(['still here']);
});

it('[P2] a frame that the network brought twice is answered once', async () => {
  const gate = new HeldStore(createMemoryStore());
  const stage = new Stage(() => gate.store);
  const { alice } = await stage.cast('alice', 'robert');
  const frame = {
    t: 'send',
    r: 77,
    to: to('robert'),
    message: { id: alice.newId(), content: { type: 'text', text: 'x' } },
  };
  alice.raw(JSON.stringify(frame));
  alice.raw(JSON.stringify(frame));
  await stage.pass(1);
  gate.batches[0]?.end('flush');
  await stage.pass(1);
  expect(gate.batches).toHaveLength(1);
  expect(alice.frames.filter(({ r }) => r === 77)).toMatchObject([{ t: 'ok', seq: 1 }]);
});

it('[Sessions P4] before login the rest is NOT_LOGGED_IN, and who never logs in is closed', async () => {
  const stage = new Stage();
  await stage.cast('alice');
  const stranger = stage.connect();
  expect(await stranger.ask('sync')).toMatchObject({ code: 'NOT_LOGGED_IN' });
  expect(await stranger.ask('ping')).toMatchObject({ t: 'ok', now: expect.any(Number) });
  await stage.pass(limits.greetingMs + 3_000);
  expect(stranger.closed).toEqual({ code: closeCodes.notGreeted.code, reason: 'notGreeted' });
});

it('[P4] a second login is invalid, while the first is answered and after', async () => {
  const stage = new Stage();
  await stage.application();
  await stage.user('alice');
  const alice = stage.connect();
  const [first, second] = await stage.run(Promise.all([alice.login('alice'), alice.login('alice')]));
  expect([first?.t, second?.code]).toEqual(['ok', 'INVALID']);
  expect(await alice.login('alice')).toMatchObject({ code: 'INVALID' });
});

it('[P5 D20 (part)] a connection on which nothing comes for two heartbeats is closed, one that beats is not', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  for (let beat = 0; beat < 4; beat++) {
    await stage.pass(limits.heartbeatMs);
    await alice.ask('ping');
  }
  expect(alice.closed).toBeUndefined();
  expect(robert.closed).toEqual({ code: closeCodes.silent.code, reason: 'silent' });
  expect(stage.core.stats()).toEqual({ connections: 1, sessions: 1 });
});

it('[Load P6] more open requests than may be are BUSY', async () => {
  const gate = new HeldStore(createMemoryStore());
  const stage = new Stage(() => gate.store);
  const { alice } = await stage.cast('alice', 'robert');
  for (let at = 0; at < limits.requestsPerConnection; at++) void alice.begin('read', { marks: [[1, 1]] });
  expect(await alice.ask('sync')).toMatchObject({ code: 'BUSY' });
  expect(alice.closed).toBeUndefined();
});

it('[P6] a connection that does not read is cut off, and harms no other', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const phone = await stage.device('robert', 'ios');
  robert.buffered = limits.waitingBytes + 1;
  expect(await alice.say(to('robert'), 'hello')).toMatchObject({ t: 'ok' });
  expect(robert.closed).toEqual({ code: closeCodes.tooSlow.code, reason: 'tooSlow' });
  expect(phone.heard).toEqual(['hello']);
  expect(stage.core.stats()).toEqual({ connections: 2, sessions: 2 });
});

it('[P6 P24] a page of states with much to tell is cut short, so that it never ends the connection by itself', async () => {
  const stage = new Stage();
  await stage.application();
  await stage.user('alice');
  const loud = '\u0001'.repeat(limits.profileBytes);
  const profile = { address: loud, region: loud, birthday: loud, signature: loud };
  for (let at = 0; at < 60; at++) {
    const username = `peer${at}`;
    const peer = stage.connect();
    await peer.ask('register', { username, password: `${username}-secret`, profile });
    await peer.login(username);
    await peer.say(to('alice'), 'hello');
    peer.vanish();
  }
  const alice = await stage.device('alice');
  const seen = new Set<number>();
  let next: unknown;
  do {
    const page = await alice.ask('sync', next === undefined ? {} : { next });
    expect(JSON.stringify(page).length).toBeLessThan(limits.waitingBytes / 3);
    for (const { c } of page['conversations'] as { c: number }[]) seen.add(c);
    next = page['next'];
  } while (next !== undefined);
  expect(seen.size).toBe(60);
});

it('[P22] a message to somebody not yet known to the server waits, and none behind it overtakes it', async () => {
  const inner = createMemoryStore();
  let release: (() => void) | undefined;
  let isSlow = false;
  const stage = new Stage(() => ({
    ...inner,
    user: async (application, username) => {
      if (isSlow) await new Promise<void>((resolve) => (release = resolve));
      return inner.user(application, username);
    },
  }));
  const { alice, robert } = await stage.cast('alice', 'robert');
  stage.restart();
  const [writer, reader] = [stage.connect(), stage.connect()];
  await writer.resume(alice.token);
  isSlow = true;
  const answers = [writer.text(to('robert'), '1'), writer.text(to('robert'), '2')];
  // Now he is known, and the next message could go at once.
  await reader.resume(robert.token);
  answers.push(writer.text(to('robert'), '3'));
  await stage.pass(10);
  isSlow = false;
  release?.();
  expect((await stage.run(Promise.all(answers))).map((answer) => answer['seq'])).toEqual([1, 2, 3]);
  expect(reader.heard).toEqual(['1', '2', '3']);
});

it('a handler that fails answers INTERNAL with an id that is in the log, and ends the connection only', async () => {
  const inner = createMemoryStore();
  const stage = new Stage(() => ({
    ...inner,
    states: () => Promise.reject(new Error('a row that cannot be')),
  }));
  const { alice, robert } = await stage.cast('alice', 'robert');
  const answer = await alice.ask('sync');
  expect(answer).toMatchObject({ code: 'INTERNAL', requestId: expect.any(String) });
  expect(JSON.stringify(answer)).not.toContain('a row');
  expect(stage.logged).toMatchObject([{ requestId: answer['requestId'], operation: 'sync' }]);
  expect(alice.closed).toEqual({ code: closeCodes.internal.code, reason: 'internal' });
  expect(await robert.say(to('alice'), 'hello')).toMatchObject({ t: 'ok' });
});

it('[D2 P20] a send of which nobody knows how it ended is not refused: the connection closes', async () => {
  const inner = createMemoryStore();
  const stage = new Stage(() => ({ ...inner, conversation: () => Promise.reject(new Error('EIO')) }));
  const { alice } = await stage.cast('alice');
  const before = alice.frames.length;
  void alice.text({ group: '77' }, 'hello');
  await stage.pass(10);
  expect(alice.frames).toHaveLength(before);
  expect(alice.closed).toEqual({ code: closeCodes.busy.code, reason: 'busy' });
});

it('drains: answers what was begun, writes positions that wait, says why it goes', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const { c } = await alice.say(to('robert'), 'one');
  await robert.ask('delivered', { marks: [[c, 1]] });
  const last = alice.text(to('robert'), 'two');
  const drained = stage.core.drain();
  void alice.text(to('robert'), 'too late');
  await stage.run(drained);
  expect(await stage.run(last)).toMatchObject({ seq: 2 });
  expect([alice.closed, robert.closed]).toMatchObject([{ reason: 'drained' }, { reason: 'drained' }]);
  expect(robert.heard).toEqual(['one', 'two']);
  const late = stage.connect();
  expect(late.closed).toMatchObject({ code: closeCodes.drained.code });
  const [state] = await stage.store.states(2, { since: 0, after: 0, limit: 9 });
  expect(state).toMatchObject({ head: 2, delivered: 1 });
});
