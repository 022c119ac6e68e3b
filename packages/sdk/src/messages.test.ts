import { ImError } from '@palaver/protocol';
import { describe, expect, it } from 'vitest';
import type { Message } from './api.js';
import { mostShown } from './live/message-window.js';
import { memoryStore } from './store/memory-store.js';
import { Stage } from './testing/stage.js';
import { words } from './testing/words.js';

const seqs = (messages: readonly Message[]) => messages.map(({ seq }) => seq);

/** Alice said m1 to m`count`; Bobby's first device has them. */
async function history(count: number, roaming = true) {
  const stage = new Stage('alice', 'bobby');
  const log = stage.server.single('alice', 'bobby');
  for (let at = 1; at <= count; at++) stage.server.say(log, 'alice', `m${at}`);
  const bobby = stage.device(memoryStore(), { roaming });
  const conversation = () => {
    const found = bobby.conversations.peek({ user: 'alice' });
    if (!found) throw new Error('there is no conversation');
    return found;
  };
  return { stage, log, bobby, conversation };
}

describe('messages', () => {
  it('[S46 S47 S48] all, by id, and by offset and limit, newest first', async () => {
    const { stage, bobby, conversation } = await history(250);
    await stage.login(bobby, 'bobby');
    const { messages } = conversation();
    expect(seqs(await messages.all())).toEqual(Array.from({ length: 250 }, (_, at) => 250 - at));
    const some = (await messages.all())[10];
    expect(await messages.byId(some?.id ?? '')).toMatchObject({ seq: 240, id: some?.id });
    expect(await messages.byId('unknown')).toBeUndefined();
    const page = async (options?: Parameters<typeof messages.page>[0]) => stage.until(messages.page(options));
    expect((await page()).items).toHaveLength(250);
    expect(seqs((await page({ limit: 100 })).items)).toEqual(seqs((await messages.all()).slice(0, 100)));
    expect((await page({ limit: 100 })).hasMore).toBe(true);
    expect(seqs((await page({ offset: 100 })).items)).toEqual(seqs((await messages.all()).slice(100)));
    expect(seqs((await page({ offset: 100, limit: 100 })).items)).toEqual(seqs((await messages.all()).slice(100, 200)));
    expect(await page({ offset: 200, limit: 100 })).toMatchObject({ hasMore: false });
    const before = (await messages.all())[49] as Message;
    expect(seqs((await page({ before, limit: 2 })).items)).toEqual([200, 199]);
    for (const wrong of [{ limit: 0 }, { limit: -1 }, { offset: 0.5 }])
      await expect(messages.page(wrong)).rejects.toMatchObject({ code: 'INVALID' });
  });

  it('[S48 (part) D11 (part)] with a limit what is missing is fetched, without it is not; offline what is here has to do', async () => {
    const { stage, bobby, log, conversation } = await history(400);
    const member = log.members.get('bobby');
    if (member) member.delivered = 400;
    await stage.login(bobby, 'bobby');
    const { messages } = conversation();
    expect(await messages.all()).toHaveLength(100);
    expect((await stage.until(messages.page({ offset: 50 }))).items).toHaveLength(50);
    stage.server.isUp = false;
    stage.server.cut();
    await stage.pass(100);
    expect(await stage.until(messages.page({ limit: 150 }))).toMatchObject({ hasMore: true, items: { length: 100 } });
    stage.server.isUp = true;
    await stage.until(bobby.synced());
    const page = await stage.until(messages.page({ limit: 350 }));
    expect(page.hasMore).toBe(true);
    expect(seqs(page.items)).toEqual(Array.from({ length: 350 }, (_, at) => 400 - at));
  });

  it('the live list: the newest, oldest first, read at the first subscription, grown by pages, bounded', async () => {
    const { stage, bobby, log, conversation } = await history(1_100);
    await stage.login(bobby, 'bobby');
    const { messages } = conversation();
    expect(messages.get()).toEqual([]);
    expect(messages.state.get()).toMatchObject({ loaded: false });
    let calls = 0;
    const end = messages.subscribe(() => {
      calls += 1;
    });
    await stage.pass(10);
    expect(messages.state.get()).toEqual({ loaded: true, loading: false, hasOlder: true, hasNewer: false });
    expect(seqs(messages.get())).toEqual(Array.from({ length: 50 }, (_, at) => 1_051 + at));
    const [first] = messages.get();
    await stage.until(messages.loadOlder(10));
    expect(messages.get()).toHaveLength(60);
    expect(messages.get()[10]).toBe(first);
    stage.server.say(log, 'alice', 'newest');
    await stage.pass(10);
    expect(words(messages.get()).at(-1)).toBe('newest');
    expect(messages.get()[10]).toBe(first);
    const before = calls;
    await stage.until(conversation().setDraft('x'));
    expect(calls).toBe(before);
    await stage.until(messages.loadOlder(5_000));
    expect(messages.get()).toHaveLength(mostShown);
    stage.server.say(log, 'alice', 'one more');
    await stage.pass(10);
    expect(messages.get()).toHaveLength(mostShown);
    expect(messages.state.get().hasOlder).toBe(true);
    end();
  });

  it('the live list knows an empty conversation from one that was not read yet', async () => {
    const stage = new Stage('alice', 'bobby');
    const alice = await stage.online('alice');
    const { messages } = await stage.until(alice.conversations.open({ user: 'bobby' }));
    messages.subscribe(() => {});
    await stage.pass(10);
    expect(messages.state.get()).toEqual({ loaded: true, loading: false, hasOlder: false, hasNewer: false });
    const handle = alice.send({ user: 'bobby' }, 'hello');
    await stage.until(handle.message);
    expect(messages.get().map(({ status }) => status)).toEqual(['sending']);
    await stage.until(handle);
    expect(messages.get().map(({ status, id }) => [status, id])).toEqual([['sent', handle.id]]);
  });

  it('unsent messages stand after the greatest place known when they were made, in the order of making', async () => {
    const { stage, bobby, log, conversation } = await history(2);
    await stage.login(bobby, 'bobby');
    const { messages } = conversation();
    messages.subscribe(() => {});
    await stage.pass(10);
    stage.server.isUp = false;
    stage.server.cut();
    const handles = ['first', 'second'].map((text) => conversation().send(text));
    await stage.until(Promise.all(handles.map(({ message }) => message)));
    expect(words(messages.get())).toEqual(['m1', 'm2', 'first', 'second']);
    stage.server.say(log, 'alice', 'm3');
    stage.server.intercept = ({ t }) => (t === 'send' ? 'silence' : undefined);
    stage.server.isUp = true;
    await stage.until(bobby.synced());
    expect(words(messages.get())).toEqual(['m1', 'm2', 'first', 'second', 'm3']);
    stage.server.intercept = () => undefined;
    stage.server.cut();
    await stage.until(Promise.all(handles));
    expect(words(messages.get())).toEqual(['m1', 'm2', 'm3', 'first', 'second']);
    expect(words(await messages.all()).reverse()).toEqual(words(messages.get()));
  });

  it('a window of its own goes both ways and fills the holes it meets', async () => {
    const { stage, bobby, log, conversation } = await history(600);
    const member = log.members.get('bobby');
    if (member) member.delivered = 600;
    await stage.login(bobby, 'bobby');
    const { messages } = conversation();
    const window = messages.window({ around: { seq: 300 }, count: 20 });
    await stage.pass(50);
    expect(seqs(window.get())).toEqual(Array.from({ length: 20 }, (_, at) => 291 + at));
    expect(window.state.get()).toEqual({ loaded: true, loading: false, hasOlder: true, hasNewer: true });
    await stage.until(window.loadOlder(400));
    expect(window.get()[0]?.seq).toBe(1);
    expect(window.state.get().hasOlder).toBe(false);
    await stage.until(window.loadNewer(400));
    expect(window.get().at(-1)?.seq).toBe(600);
    expect(window.state.get().hasNewer).toBe(false);
    expect(new Set(seqs(window.get())).size).toBe(600);
    stage.server.say(log, 'alice', 'newest');
    await stage.pass(10);
    expect(words(window.get()).at(-1)).toBe('newest');
    expect(bobby.unreadCount.get()).toBe(601);
  });

  it('the live list leaves a hole out that a catch-up left, and fills it when asked for older ones', async () => {
    const { stage, bobby, log, conversation } = await history(10);
    await stage.login(bobby, 'bobby');
    const { messages } = conversation();
    messages.subscribe(() => {});
    await stage.pass(2_000);
    stage.server.isUp = false;
    stage.server.cut();
    for (let at = 11; at <= 10_310; at++) stage.server.say(log, 'alice', `m${at}`);
    stage.server.isUp = true;
    await stage.until(bobby.synced());
    const shown = seqs(messages.get());
    expect(shown).toHaveLength(mostShown);
    expect(shown.at(-1)).toBe(10_310);
    expect(new Set(shown.map((seq, at) => (seq ?? 0) - at)).size).toBe(1);
  });

  it('remove takes a message from this device only, and it does not come back', async () => {
    const { stage, bobby, log, conversation } = await history(3);
    await stage.login(bobby, 'bobby');
    const { messages } = conversation();
    const [newest] = (await messages.all()) as [Message];
    expect(await stage.until(messages.remove(newest))).toBe(true);
    expect(await stage.until(messages.remove(newest))).toBe(false);
    expect(conversation().lastMessage?.seq).toBe(2);
    expect(seqs((await stage.until(messages.page({ limit: 10 }))).items)).toEqual([2, 1]);
    expect(log.entries).toHaveLength(3);
  });

  it('[S44 (part)] read is what stands up to the read position, or was marked', async () => {
    const { stage, bobby, conversation } = await history(3);
    await stage.login(bobby, 'bobby');
    const { messages } = conversation();
    messages.subscribe(() => {});
    await stage.pass(10);
    const isRead = () => messages.get().map((message) => message.isRead);
    expect(isRead()).toEqual([false, false, false]);
    await stage.until(messages.get()[1]?.markRead() ?? Promise.reject());
    expect(isRead()).toEqual([false, true, false]);
    expect(conversation().unreadCount).toBe(3);
    await stage.until(conversation().clearUnread());
    expect(isRead()).toEqual([true, true, true]);
  });

  it('an answer names what it answers, and only what was sent can be answered', async () => {
    const { stage, bobby, conversation } = await history(1);
    await stage.login(bobby, 'bobby');
    const [first] = (await conversation().messages.all()) as [Message];
    const answer = await stage.until(conversation().send('yes', { replyTo: first }));
    expect(answer.replyTo).toEqual({ id: first.id, seq: 1 });
    const draft = await stage.until(conversation().createMessage('draft'));
    const wrong = conversation().send('no', { replyTo: draft });
    expect(await stage.until(wrong.catch((error) => ImError.is(error, 'INVALID')))).toBe(true);
  });
});
