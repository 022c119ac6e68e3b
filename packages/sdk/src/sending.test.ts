import { getEventListeners } from 'node:events';
import { ImError, limits } from '@palaver/protocol';
import { describe, expect, it } from 'vitest';
import { content } from './content.js';
import { memoryStore } from './store/memory-store.js';
import { listen, Stage } from './testing/stage.js';
import { words } from './testing/words.js';

const bobby = { user: 'bobby' };
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    (error) => (ImError.is(error) ? error.code : String(error)),
  );

describe('sending', () => {
  it('[S21 S25 B9] resolves with the place in the log; nothing stood in the store before', async () => {
    const stage = new Stage('alice', 'bobby');
    const alice = await stage.online('alice');
    const heard = listen(alice);
    expect(alice.conversations.get()).toEqual([]);
    const handle = alice.send(bobby, 'hello');
    const optimistic = await stage.until(handle.message);
    expect(optimistic).toMatchObject({ id: handle.id, status: 'sending', isOwn: true });
    expect(optimistic.seq).toBeUndefined();
    const sent = await stage.until(handle);
    expect(sent).toMatchObject({ id: handle.id, status: 'sent', seq: 1, serverId: '1', isOwn: true });
    expect(heard).toEqual(['sent hello']);
    const all = await alice.conversations.peek(bobby)?.messages.all();
    expect(all).toHaveLength(1);
    expect(stage.errors).toEqual([]);
  });

  it('[S22] to a group, with no conversation opened', async () => {
    const stage = new Stage('alice', 'bobby');
    const log = stage.server.group('7', ['alice', 'bobby']);
    const alice = await stage.online('alice');
    expect(await stage.until(alice.send({ group: '7' }, 'hello'))).toMatchObject({ seq: 1, target: { group: '7' } });
    expect(log.entries).toHaveLength(1);
  });

  it('[S14 S20 S23] a message is made first and sent later, also after a restart', async () => {
    const stage = new Stage('alice', 'bobby');
    const store = memoryStore();
    const alice = await stage.online('alice', store);
    const conversation = await stage.until(alice.conversations.open(bobby));
    const extras = { answer: 42, text: 'x' };
    const custom = content.custom('order' as never, { id: '1' } as never);
    const draft = await stage.until(conversation.createMessage(custom, { extras: extras as never }));
    expect(draft).toMatchObject({ status: 'draft', extras, content: custom });
    expect(stage.server.count('send')).toBe(0);
    await stage.until(alice[Symbol.asyncDispose]());

    const again = stage.device(store);
    await stage.until(again.resume());
    const kept = await again.conversations.peek(bobby)?.messages.byId(draft.id);
    expect(kept).toMatchObject({ status: 'draft', extras, content: custom });
    if (!kept) return;
    await stage.until(again.synced());
    expect(await stage.until(conversationOf(again).send(kept))).toMatchObject({ id: draft.id, status: 'sent' });
    expect(stage.server.logs[0]?.entries).toHaveLength(1);
    expect(await code(stage.until(conversationOf(again).send(kept)))).toBe('INVALID');
  });

  it('[S26] a message sent offline leaves once, in order, on reconnection', async () => {
    const stage = new Stage('alice', 'bobby');
    const alice = await stage.online('alice');
    stage.server.isUp = false;
    stage.server.cut();
    const handles = ['one', 'two', 'three'].map((text) => alice.send(bobby, text));
    const first = await stage.until(handles[0]?.message ?? Promise.reject());
    expect(first).toMatchObject({ status: 'sending', error: { code: 'OFFLINE' } });
    await stage.pass(20_000);
    expect(alice.status.get()).toBe('offline');
    stage.server.isUp = true;
    await stage.until(Promise.all(handles));
    const log = stage.server.single('alice', 'bobby');
    expect(
      log.entries.map(({ body }) => (body as { message?: { content?: { text?: string } } }).message?.content?.text),
    ).toEqual(['one', 'two', 'three']);
  });

  it('[S26 D3 (part)] the outbox survives a restart: same id, once', async () => {
    const stage = new Stage('alice', 'bobby');
    const store = memoryStore();
    const alice = await stage.online('alice', store);
    stage.server.isUp = false;
    stage.server.cut();
    const handle = alice.send(bobby, 'later');
    await stage.until(handle.message);
    await stage.until(alice[Symbol.asyncDispose]());
    stage.server.isUp = true;
    const again = stage.device(store);
    const heard = listen(again);
    await stage.until(again.resume());
    await stage.until(again.synced());
    await stage.pass(100);
    expect(heard).toContain('sent later');
    expect(stage.server.single('alice', 'bobby').entries).toHaveLength(1);
    const [message] = await conversationOf(again).messages.all();
    expect(message).toMatchObject({ id: handle.id, status: 'sent' });
  });

  it('[D3] an acknowledgement that was lost leaves one message, wherever the loss is', async () => {
    for (const seen of ['answer', 'entry']) {
      const stage = new Stage('alice', 'bobby');
      const alice = await stage.online('alice');
      let isLost = false;
      stage.server.intercept = (frame, socket) => {
        if (frame.t !== 'send' || isLost) return undefined;
        isLost = true;
        stage.clock.after(0, () => socket.cut());
        return 'mute';
      };
      if (seen === 'entry') {
        // The catch-up sees the entry long before the resent frame is answered.
        const before = stage.server.intercept;
        stage.server.intercept = (frame, socket) => (isLost && frame.t === 'send' ? 'silence' : before(frame, socket));
      }
      const heard = listen(alice);
      const sent = await stage.until(alice.send(bobby, 'hello'));
      expect(sent).toMatchObject({ status: 'sent', seq: 1 });
      await stage.pass(10);
      expect(heard.filter((line) => /hello|roaming|offline m/.test(line))).toEqual(['sent hello']);
      expect(words(await conversationOf(alice).messages.all())).toEqual(['hello']);
      expect(stage.server.single('alice', 'bobby').entries).toHaveLength(1);
    }
  });

  it('[D8] a refusal "again later" keeps it sending, tells why, and begins again from that id in order', async () => {
    const stage = new Stage('alice', 'bobby');
    const alice = await stage.online('alice');
    let isBusy = true;
    stage.server.intercept = ({ t }) => (t === 'send' && isBusy ? { code: 'BUSY', retryAfterMs: 700 } : undefined);
    const heard = listen(alice);
    const handles = ['one', 'two', 'three'].map((text) => alice.send(bobby, text));
    await stage.pass(100);
    const waiting = await conversationOf(alice).messages.byId(handles[0]?.id ?? '');
    expect(waiting).toMatchObject({ status: 'sending', error: { code: 'BUSY', retryAfterMs: 700 } });
    expect(conversationOf(alice).lastMessage).toMatchObject({ error: { code: 'BUSY' } });
    expect(stage.server.count('send')).toBe(3);
    isBusy = false;
    const sent = await stage.until(Promise.all(handles));
    expect(sent.map(({ seq, error }) => [seq, error])).toEqual([
      [1, undefined],
      [2, undefined],
      [3, undefined],
    ]);
    expect(heard).toEqual(['sent one', 'sent two', 'sent three']);
  });

  it('[S25] a final refusal fails it, and what follows goes on; sent again it keeps its id', async () => {
    const stage = new Stage('alice', 'bobby');
    const alice = await stage.online('alice');
    let count = 0;
    stage.server.intercept = ({ t }) => (t === 'send' && ++count === 1 ? 'BLOCKED' : undefined);
    const heard = listen(alice);
    const [first, second] = [alice.send(bobby, 'one'), alice.send(bobby, 'two')];
    expect(await code(stage.until(first))).toBe('BLOCKED');
    expect(await stage.until(second)).toMatchObject({ seq: 1 });
    const failed = await conversationOf(alice).messages.byId(first.id);
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'BLOCKED', legacyCode: 803008 } });
    expect(heard).toEqual(['failed one BLOCKED', 'sent two']);
    if (failed) expect(await stage.until(conversationOf(alice).send(failed))).toMatchObject({ id: first.id, seq: 2 });
  });

  it('[S29] cancelled before it left it reaches nobody; afterwards it is too late', async () => {
    const stage = new Stage('alice', 'bobby');
    const alice = await stage.online('alice');
    const late = alice.send(bobby, 'late');
    await stage.until(late.message);
    late.cancel();
    expect(await stage.until(late)).toMatchObject({ status: 'sent' });
    stage.server.isUp = false;
    stage.server.cut();
    const early = alice.send(bobby, 'early');
    await stage.until(early.message);
    early.cancel();
    expect(await code(stage.until(early))).toBe('CANCELLED');
    expect(await conversationOf(alice).messages.byId(early.id)).toMatchObject({ status: 'failed' });
    stage.server.isUp = true;
    await stage.until(alice.synced());
    await stage.pass(1_000);
    expect(stage.server.single('alice', 'bobby').entries).toHaveLength(1);
  });

  it('[S29 D8 (part)] cancelled while it is refused it is withdrawn, and what waits behind it goes on', async () => {
    const stage = new Stage('alice', 'bobby');
    const alice = await stage.online('alice');
    stage.server.intercept = ({ t }) => (t === 'send' ? { code: 'BUSY', retryAfterMs: 60_000 } : undefined);
    const [first, second] = [alice.send(bobby, 'one'), alice.send(bobby, 'two')];
    await stage.pass(100);
    first.cancel();
    expect(await code(stage.until(first))).toBe('CANCELLED');
    stage.server.intercept = () => undefined;
    expect(await stage.until(second)).toMatchObject({ seq: 1 });
    expect(stage.server.asked.find(({ t }) => t === 'withdraw')?.frame).toMatchObject({ id: first.id });
  });

  it('[D8 (part)] it is withdrawn before what waits behind it goes', async () => {
    const stage = new Stage('alice', 'bobby');
    const alice = await stage.online('alice');
    stage.server.intercept = ({ t }) => (t === 'send' ? { code: 'BUSY', retryAfterMs: 60_000 } : undefined);
    const first = alice.send(bobby, 'one');
    await stage.pass(100);
    const second = alice.send(bobby, 'two');
    await stage.pass(100);
    stage.server.intercept = () => undefined;
    first.cancel();
    await stage.until(second);
    const asked = stage.server.asked.map(({ t }) => t).filter((t) => t === 'send' || t === 'withdraw');
    expect(asked).toEqual(['send', 'withdraw', 'send']);
  });

  it('[S29] a signal that outlives the sends holds none of them', async () => {
    const stage = new Stage('alice', 'bobby');
    const alice = await stage.online('alice');
    const { signal } = new AbortController();
    await stage.until(alice.send(bobby, 'one', { signal }));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('[S27] options travel with the message, and what no server would take is not stored', async () => {
    const stage = new Stage('alice', 'bobby');
    const alice = await stage.online('alice');
    const options = {
      saveOffline: false,
      notify: false,
      unreadIncrement: 7,
      notification: { title: 't' },
      extras: { a: 1 } as never,
      mentions: ['bobby'] as const,
    };
    await stage.until(alice.send(bobby, 'with options', options));
    const { frame } = stage.server.asked.find(({ t }) => t === 'send') as { frame: { message?: object } };
    expect(frame.message).toMatchObject({ ...options, mentions: [{ username: 'bobby', appKey: 'default' }] });
    const count = stage.server.asked.length;
    const wrong = [
      alice.send(bobby, ''),
      alice.send(bobby, 'x'.repeat(limits.frameBytes)),
      alice.send(bobby, 'x', { unreadIncrement: 101 }),
      alice.send(bobby, 'x', { extras: { deep: {} } as never }),
      alice.send(bobby, 'x', { saveOffline: false, needReadReceipt: true }),
      alice.send({ user: 'alice' }, 'to myself'),
      alice.send({ group: 'no number' }, 'x'),
    ];
    expect(await stage.until(Promise.all(wrong.map(code)))).toEqual([
      'INVALID',
      'TOO_LARGE',
      'INVALID',
      'INVALID',
      'INVALID',
      'INVALID',
      'INVALID',
    ]);
    expect(stage.server.asked.length).toBe(count);
    expect(words(await conversationOf(alice).messages.all())).toEqual(['with options']);
  });

  it('[D11 (part)] a place that tells of missing ones before it has them fetched', async () => {
    const stage = new Stage('alice', 'bobby');
    const log = stage.server.single('alice', 'bobby');
    stage.server.say(log, 'bobby', 'one');
    const alice = await stage.online('alice');
    const heard = listen(alice);
    const [socket] = stage.server.sockets;
    if (socket) socket.isDeaf = true;
    stage.server.say(log, 'bobby', 'two');
    if (socket) socket.isDeaf = false;
    await stage.until(alice.send(bobby, 'three'));
    await stage.pass(10);
    expect(heard).toEqual(['sent three', 'new two', 'unread 2']);
    await stage.until(alice.synced());
    expect(log.members.get('alice')?.delivered).toBe(3);
  });

  it('[D11 D10 (part)] what is missing comes in place order, also where one answer does not hold it all', async () => {
    const stage = new Stage('alice', 'bobby');
    stage.server.mostEntries = 2;
    const log = stage.server.single('alice', 'bobby');
    const alice = await stage.online('alice');
    stage.server.say(log, 'bobby', 'm1');
    await stage.pass(10);
    const heard = listen(alice);
    const [socket] = stage.server.sockets;
    if (socket) socket.isDeaf = true;
    for (const text of ['m2', 'm3', 'm4', 'm5', 'm6']) stage.server.say(log, 'bobby', text);
    if (socket) socket.isDeaf = false;
    await stage.until(alice.send(bobby, 'mine'));
    await stage.until(alice.synced());
    expect(heard.filter((line) => line.startsWith('new'))).toEqual(['new m2', 'new m3', 'new m4', 'new m5', 'new m6']);
    expect(log.members.get('alice')?.delivered).toBe(7);
  });

  it('[D11] a server that failed to answer leaves the places missing, and is asked again', async () => {
    for (const wasOnline of [true, false]) {
      const stage = new Stage('alice', 'bobby');
      const log = stage.server.single('alice', 'bobby');
      stage.server.say(log, 'bobby', 'one');
      const alice = await stage.online('alice');
      const heard = listen(alice);
      let failures = 1;
      stage.server.intercept = ({ t }) => (t === 'entries' && failures-- > 0 ? 'INTERNAL' : undefined);
      if (!wasOnline) stage.server.cut();
      for (const socket of stage.server.sockets) socket.isDeaf = true;
      stage.server.say(log, 'bobby', 'two');
      for (const socket of stage.server.sockets) socket.isDeaf = false;
      if (wasOnline) stage.server.say(log, 'bobby', 'three');
      await stage.pass(20_000);
      await stage.until(alice.synced());
      expect(failures).toBeLessThan(1);
      expect(heard.join()).toContain('two');
      expect(words(await conversationOf(alice).messages.all())).toEqual(
        wasOnline ? ['three', 'two', 'one'] : ['two', 'one'],
      );
    }
  });

  it('a send without a login is refused, and raises nothing where nobody waits for it', async () => {
    const stage = new Stage('alice');
    expect(await code(stage.device().send(bobby, 'x'))).toBe('NOT_LOGGED_IN');
  });

  it('an unanswered send drops the connection after 30 s and asks again with the same id', async () => {
    const stage = new Stage('alice', 'bobby');
    const alice = await stage.online('alice');
    let isSilent = true;
    stage.server.intercept = ({ t }) => (t === 'send' && isSilent ? 'silence' : undefined);
    const handle = alice.send(bobby, 'hello');
    await stage.pass(29_000);
    expect(stage.server.count('login')).toBe(1);
    isSilent = false;
    await stage.until(handle);
    expect(stage.server.count('login')).toBe(2);
    const ids = stage.server.asked
      .filter(({ t }) => t === 'send')
      .map(({ frame }) => (frame as { message?: { id: string } }).message?.id);
    expect(ids).toEqual([handle.id, handle.id]);
  });
});

function conversationOf(client: Awaited<ReturnType<Stage['online']>>) {
  const conversation = client.conversations.peek(bobby);
  if (!conversation) throw new Error('there is no conversation');
  return conversation;
}
