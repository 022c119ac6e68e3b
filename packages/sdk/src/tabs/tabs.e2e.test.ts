import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BrowserStage, enter, openBrowserStage, password, resumed } from '../testing/browser-stage.js';
import type {} from '../testing/page/globals.js';

const until = (isSo: () => Promise<unknown>) => vi.waitUntil(isSo, { timeout: 30_000, interval: 50 });

describe('real tabs against the real server', () => {
  let stage: BrowserStage;
  let alice: BrowserContext;
  let bobby: Page;
  beforeAll(async () => {
    stage = await openBrowserStage();
    alice = await stage.profile();
    bobby = await stage.page(await stage.profile());
    const first = await stage.page(alice);
    await enter(first, 'alice');
    await enter(bobby, 'bobby');
    await first.close();
  });
  afterAll(() => stage?.close());

  /** A tab in which nobody logs in: it finds the session that the browser has. */
  async function tab(): Promise<Page> {
    const page = await stage.page(alice);
    expect(await resumed(page)).toBe('alice');
    return page;
  }
  const say = (page: Page, user: string, text: string) =>
    page.evaluate(async (what) => (await client.send({ user: what.user }, what.text)).seq, { user, text });
  const unread = (page: Page) => page.evaluate(() => client.unreadCount.get());
  const heard = (page: Page) => page.evaluate(() => heardHere);
  const texts = (page: Page, user: string) =>
    page.evaluate(
      async (name) =>
        ((await client.conversations.peek({ user: name })?.messages.all()) ?? [])
          .map(({ content }) => (content.type === 'text' ? content.text : content.type))
          .reverse(),
      user,
    );

  it('[B4] share one connection, as the server counts them, and one unread count', async () => {
    const tabs = [await tab(), await tab(), await tab()];
    expect(await stage.connections()).toBe(2);
    await say(bobby, 'alice', 'hello');
    await say(bobby, 'alice', 'hello?');
    for (const page of tabs) {
      await until(async () => (await unread(page)) === 2 && (await heard(page)).length >= 2);
      expect(await heard(page)).toEqual(['message.new hello', 'message.new hello?']);
      expect(await texts(page, 'bobby')).toEqual(['hello', 'hello?']);
    }
    await tabs[1]?.evaluate(() => client.conversations.peek({ user: 'bobby' })?.clearUnread());
    for (const page of tabs) await until(async () => (await unread(page)) === 0);
    for (const page of tabs) await page.close();
    await until(async () => (await stage.connections()) === 1);
  });

  it('[B4] a leader killed in the middle of sending is followed within seconds, and nothing is lost or doubled', async () => {
    const leader = await tab();
    const follower = await tab();
    const third = await tab();
    await follower.evaluate(() => {
      heardHere.length = 0;
    });
    // Each tab has twenty messages on their way when the leader's process ends.
    const sends = (page: Page, from: string) =>
      page.evaluate(
        (name) => void Array.from({ length: 20 }, (_, n) => client.send({ user: 'bobby' }, `${name} ${n}`)),
        from,
      );
    await sends(follower, 'follower');
    await sends(leader, 'leader');
    await leader.evaluate(() => client.send({ user: 'bobby' }, 'the last word').message);
    const crashed = leader.waitForEvent('crash');
    const session = await alice.newCDPSession(leader);
    session.send('Page.crash').catch(() => {});
    await crashed;
    await say(bobby, 'alice', 'while nobody led');
    await until(
      async () => (await heard(follower)).includes('message.new while nobody led') || (await unread(follower)) === 1,
    );

    const expected = ['follower', 'leader'].flatMap((name) => Array.from({ length: 20 }, (_, n) => `${name} ${n}`));
    const all = [...expected, 'the last word'];
    await until(async () => (await texts(bobby, 'alice')).filter((text) => all.includes(text)).length >= all.length);
    const log = await texts(bobby, 'alice');
    for (const name of ['follower', 'leader'])
      expect(log.filter((text) => text.startsWith(`${name} `))).toEqual(
        expected.filter((text) => text.startsWith(name)),
      );
    expect(log.filter((text) => text === 'the last word')).toHaveLength(1);
    for (const page of [follower, third]) {
      await page.evaluate(() => client.synced());
      expect(await texts(page, 'bobby')).toEqual(log);
      await until(async () => (await unread(page)) === 1);
    }
    await until(async () => (await stage.connections()) === 2);
    for (const page of [follower, third]) await page.close();
  });

  it('[B4] a tab that logs in with the password takes the lead, and the others are not logged out', async () => {
    const first = await tab();
    const second = await stage.page(alice);
    await second.evaluate((who) => client.login(who), { username: 'alice', password });
    await until(async () => (await stage.connections()) === 2);
    await say(first, 'bobby', 'from the first');
    await say(second, 'bobby', 'from the second');
    await until(async () => (await texts(bobby, 'alice')).at(-1) === 'from the second');
    expect((await texts(bobby, 'alice')).slice(-2)).toEqual(['from the first', 'from the second']);
    await until(() => first.evaluate(() => client.status.get() === 'online'));
    expect((await heard(first)).filter((line) => line.startsWith('ended'))).toEqual([]);
    for (const page of [first, second]) await page.close();
  });

  it('[S23] [S26] drafts and messages that wait survive a page that is loaded again', async () => {
    const page = await tab();
    const drafted = await page.evaluate(async () => {
      const conversation = await client.conversations.open({ user: 'bobby' });
      await conversation.setDraft('half a sen');
      return (await conversation.createMessage('a draft')).id;
    });
    await stage.stopServer();
    const sent = await page.evaluate(async () => {
      const { message } = client.send({ user: 'bobby' }, 'written without a server');
      return (await message).id;
    });
    await page.reload();
    await page.evaluate(() => client.resume());
    const found = await page.evaluate(async (id) => {
      const conversation = client.conversations.peek({ user: 'bobby' });
      return [conversation?.draft, (await conversation?.messages.byId(id))?.status];
    }, drafted);
    expect(found).toEqual(['half a sen', 'draft']);
    await stage.startServer();
    await until(async () =>
      page.evaluate(
        async (id) => (await client.conversations.peek({ user: 'bobby' })?.messages.byId(id))?.status === 'sent',
        sent,
      ),
    );
    await say(page, 'bobby', 'a fence');
    await until(async () => (await texts(bobby, 'alice')).includes('a fence'));
    expect((await texts(bobby, 'alice')).filter((text) => text === 'written without a server')).toHaveLength(1);
    await page.close();
  });

  it('[B4] a logout in one tab is one in all', async () => {
    const [first, second] = [await tab(), await tab()];
    await first.evaluate(() => client.logout({ wipe: true }));
    await until(() => second.evaluate(() => client.me.get() === undefined && client.status.get() === 'idle'));
    for (const page of [first, second])
      expect(await page.evaluate(async () => (await client.resume())?.username)).toBeUndefined();
    await until(async () => (await stage.connections()) === 1);
  });
});
