import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { chromiumLaunchOptions } from './chromium.mjs';

test("an end-to-end test drives the system's Chromium", async () => {
  const browser = await chromium.launch(chromiumLaunchOptions());
  try {
    const page = await browser.newPage();
    await page.setContent('<h1>你好</h1>');
    expect(await page.textContent('h1')).toBe('你好');
  } finally {
    await browser.close();
  }
});
