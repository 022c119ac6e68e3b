import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BrowserStage, enter, openBrowserStage, resumed } from './testing/browser-stage.js';
import type {} from './testing/page/globals.js';

const asking = '**/asking-kit-*.js';
const until = (isSo: () => Promise<unknown>) => vi.waitUntil(isSo, { timeout: 30_000, interval: 50 });

describe('parts that are loaded later, in a real browser', () => {
  let stage: BrowserStage;
  let profile: BrowserContext;
  beforeAll(async () => {
    stage = await openBrowserStage();
    const other = await stage.page(await stage.profile());
    await enter(other, 'bobby');
    profile = await stage.profile();
    const first = await stage.page(profile);
    await enter(first, 'alice');
    expect(await first.evaluate(async () => (await client.send({ user: 'bobby' }, 'a needle')).seq)).toBe(1);
    await first.close();
  });
  afterAll(() => stage?.close());

  async function tab(): Promise<Page> {
    const page = await stage.page(profile);
    expect(await resumed(page)).toBe('alice');
    return page;
  }
  const lookUp = (page: Page) =>
    page.evaluate(() =>
      client.users.get('bobby').then(
        ({ username }) => [username],
        ({ code, message }) => [code, message],
      ),
    );

  it('one that cannot be loaded says what to do and comes with the next call; text goes on without it', async () => {
    await profile.route(asking, (route) => route.abort());
    const page = await tab();
    for (let n = 0; n < 2; n++) expect(await lookUp(page)).toEqual(['OFFLINE', expect.stringContaining('reload')]);
    expect(await page.evaluate(async () => (await client.send({ user: 'bobby' }, 'text')).status)).toBe('sent');
    await profile.unroute(asking);
    expect(await lookUp(page)).toEqual(['bobby']);
    await page.close();
  });

  it('[B4] what can be done without a network is here when it goes, in the tab that leads and in one that follows', async () => {
    const tabs = [await tab(), await tab()];
    // Loaded while the server can be reached, though nobody asked for it.
    const loaded = (page: Page) =>
      page.evaluate(() => {
        const names = performance.getEntriesByType('resource').map(({ name }) => name);
        return ['asking-kit', 'searching', 'browser-kit'].every((part) => names.some((name) => name.includes(part)));
      });
    for (const page of tabs) await until(() => loaded(page));
    await profile.setOffline(true);
    for (const page of tabs) {
      const forwarded = await page.evaluate(async () => {
        const message = (await client.search('needle')).find(({ status }) => status === 'sent');
        if (!message) return 'nothing found';
        return (await client.forward(message, { user: 'bobby' }).message).status;
      });
      expect(forwarded).toBe('sending');
    }
    await profile.setOffline(false);
  });
});
