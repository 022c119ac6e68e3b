import { readFile } from 'node:fs/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumLaunchOptions } from '../../../scripts/chromium.mjs';
import { type Desk, openDesk, type Step, stepsOf } from './tutorial-run.js';

let desk: Desk;
let browser: Browser;
let steps: Step[];
beforeAll(async () => {
  steps = stepsOf(await readFile(new URL('../../../docs/tutorial.md', import.meta.url), 'utf8'));
  desk = await openDesk();
  browser = await chromium.launch(chromiumLaunchOptions());
});
afterAll(async () => {
  await browser?.close();
  await desk?.leave();
});

async function enter(name: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await (await browser.newContext({ colorScheme: 'light' })).newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${desk.shop}/enter?as=${name}`);
  await page.getByRole('heading', { name: 'Messages' }).waitFor();
  return { page, complaints };
}
const message = (page: Page, text: string) => page.locator('[data-message]', { hasText: text });
const accent = (page: Page) =>
  page.locator('.shop').evaluate((shop) => getComputedStyle(shop).getPropertyValue('--pv-accent-strong'));

describe('[web: embedding] the tutorial', () => {
  it('a block of which nobody says what becomes of it is refused', () => {
    expect(stepsOf('```sh app\nnpm test\n```\n')).toEqual([{ kind: 'run', where: 'app', text: 'npm test\n' }]);
    expect(() => stepsOf('```ts\nlet x = 1;\n```\n')).toThrow('nobody runs this block');
    expect(() => stepsOf('```sh\nrm x\n```\n')).toThrow('nobody runs this block');
  });

  it('works as it stands, block by block: a chat, one’s own card, one’s own colours', {
    timeout: 300_000,
  }, async () => {
    expect(steps.filter(({ kind }) => kind === 'file').length).toBeGreaterThan(8);
    // Up to the shop that runs, then the rest.
    const running = steps.findIndex((step) => step.kind === 'background' && step.where === 'app') + 1;
    expect(running).toBeGreaterThan(0);
    for (const step of steps.slice(0, running)) await desk.follow(step);
    const alice = await enter('alice');
    const bobby = await enter('bobby');
    await alice.page.getByRole('textbox', { name: 'With whom?' }).fill('bobby');
    await alice.page.getByRole('button', { name: 'Talk' }).click();
    await alice.page.locator('.pv-composer textarea').fill('Do you ship to the lake?');
    await alice.page.keyboard.press('Enter');
    await bobby.page.getByRole('heading', { name: 'Messages (1)' }).waitFor();
    await bobby.page.locator('.pv-row', { hasText: 'alice' }).click();
    await message(bobby.page, 'Do you ship to the lake?').waitFor();
    expect(await accent(bobby.page)).not.toContain('#9a3412');

    for (const step of steps.slice(running)) await desk.follow(step);
    for (const { page } of [alice, bobby]) {
      await page.reload();
      await page.locator('.pv-row').click();
    }
    await alice.page.getByRole('button', { name: 'Send order' }).click();
    const card = bobby.page.locator('[data-message] .order');
    await card.getByText('Order 4711').waitFor();
    expect(await card.getByRole('link', { name: 'Look at it' }).getAttribute('href')).toBe('/orders/4711');
    expect(await accent(bobby.page)).toContain('#9a3412');
    await message(bobby.page, 'Do you ship to the lake?').waitFor();
    expect([...alice.complaints, ...bobby.complaints]).toEqual([]);
  });
});
