import { describe, expect, it } from 'vitest';
import { overflow } from './overflow.js';
import { bubble, composer, openChat, openDetails, type Person, row, say, stageOfTests } from './stage.js';

const stage = stageOfTests();

const ground = ({ page }: Person) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
describe('the look', () => {
  it('[web: languages and themes] speaks Chinese to a Chinese browser, and changes at once', async () => {
    const li = await stage.visit({ locale: 'zh-CN' });
    await li.page.getByRole('heading', { name: '取个名字' }).waitFor();
    await li.page.locator('input[name=username]').fill('李梅');
    await li.page.keyboard.press('Enter');
    await li.page.getByText('还没有聊天').waitFor();
    expect(await li.page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
    await li.page.getByRole('button', { name: '设置' }).click();
    await li.page.getByRole('radio', { name: 'English' }).check();
    await li.page.getByRole('heading', { name: 'Settings' }).waitFor();
    await li.page.reload();
    await li.page.getByText('No chats yet').waitFor();
    await li.context.close();
  });

  it('[web: languages and themes] is dark where the system is, and as one chooses, from the first paint on', async () => {
    const anna = await stage.enter('anna', { colorScheme: 'dark' });
    expect(await ground(anna)).toBe('rgb(16, 20, 19)');
    await anna.page.getByRole('button', { name: 'Settings' }).click();
    await anna.page.getByRole('radio', { name: 'Light' }).check();
    await expect.poll(() => ground(anna)).toBe('rgb(241, 239, 234)');
    await anna.page.addInitScript(() => {
      document.addEventListener('DOMContentLoaded', () => {
        document.documentElement.dataset.first = document.documentElement.dataset.theme ?? 'none';
      });
    });
    await anna.page.reload();
    await anna.page.locator('.pane-list').waitFor();
    expect(await anna.page.evaluate(() => document.documentElement.dataset.first)).toBe('light');
    await anna.context.close();
  });

  it('fits 320 px, in every room', async () => {
    const narrow = { viewport: { width: 320, height: 568 } };
    const visitor = await stage.visit(narrow);
    expect(await overflow(visitor)).toEqual([0]);
    const bert = await stage.enter('bert', narrow);
    const longName = `carl${'x'.repeat(60)}`;
    const carl = await stage.enter(longName);
    expect(await overflow(bert)).toEqual([0]);
    await openChat(carl, 'bert');
    await say(carl, `A long word: ${'Donaudampfschifffahrt'.repeat(8)} and https://example.org/${'a'.repeat(90)}`);
    await row(bert, longName).waitFor();
    expect(await overflow(bert)).toEqual([0]);
    await row(bert, longName).click();
    await bert.page.locator('[data-message]').waitFor();
    expect(await overflow(bert)).toEqual([0]);
    await openDetails(bert);
    await bert.page.getByRole('dialog').waitFor();
    expect(await overflow(bert)).toEqual([0]);
    await bert.page.keyboard.press('Escape');
    await bert.page.getByRole('dialog').waitFor({ state: 'detached' });
    await bert.page.getByRole('link', { name: 'Back to the chats' }).click();
    for (const name of ['New chat', 'New group', 'Settings']) {
      await bert.page.getByRole('button', { name }).first().click();
      await bert.page.getByRole('dialog').waitFor();
      expect(await overflow(bert)).toEqual([0]);
      await bert.page.keyboard.press('Escape');
      await bert.page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    for (const person of [visitor, bert, carl]) await person.context.close();
  });

  it('is used with the keyboard alone, and every button has a name', async () => {
    const dora = await stage.enter('dora');
    const emil = await stage.visit();
    const { page } = emil;
    const press = (...keys: string[]) =>
      keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
    const tabTo = async (name: string) => {
      for (let presses = 0; presses < 20; presses++) {
        const focused = await page
          .locator(':focus:not(body)')
          .evaluateAll(([one]) => one?.ariaLabel ?? one?.textContent);
        if (focused?.includes(name)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`the keyboard does not reach ${name}`);
    };
    await page.getByRole('heading', { name: 'Choose a name' }).waitFor();
    await page.keyboard.type('emil');
    await press('Enter');
    await page.getByText('No chats yet').waitFor();
    await tabTo('New chat');
    await press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('dora');
    await press('Enter');
    await composer(emil).waitFor();
    await page.keyboard.type('typed without a mouse');
    await press('Enter');
    await bubble(emil, 'typed without a mouse', 'sent').waitFor();
    await tabTo('Details');
    await press('Enter');
    await page.getByRole('dialog').waitFor();
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Details');
    const nameless = await page
      .locator('button')
      .evaluateAll((all) => all.filter((one) => !one.ariaLabel && !one.textContent?.trim()).length);
    expect(nameless).toBe(0);
    for (const person of [dora, emil]) await person.context.close();
  });
});
