import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Contrast is a matter of the theme alone, names of the language alone: two looks see all that four would. */
const looks = [
  { language: 'en', theme: 'light' },
  { language: 'zh', theme: 'dark' },
] as const;

type Axe = typeof axe;

/** What axe finds on the page as it is, in both themes and languages: 'zh dark color-contrast: <button …>'. Then English and light again. */
export async function faultsOf(page: Page): Promise<string[]> {
  const isThere = await page.evaluate(() => 'axe' in window);
  if (!isThere) await page.evaluate(axe.source);
  const faults: string[] = [];
  for (const { language, theme } of looks) {
    await choose(page, language, theme);
    faults.push(...(await run(page)).map((fault) => `${language} ${theme} ${fault}`));
  }
  await choose(page, 'en', 'light');
  return faults;
}

/** As another tab would: everything changes at once, and what is open stays open. */
async function choose(page: Page, language: string, theme: string): Promise<void> {
  await page.evaluate(
    ([language, theme]) => {
      localStorage.setItem('palaver.language', language);
      localStorage.setItem('palaver.theme', theme);
      dispatchEvent(new Event('storage'));
    },
    [language, theme] as const,
  );
  const locale = language === 'zh' ? 'zh-CN' : 'en';
  await page.waitForFunction(
    ([locale, theme]) => document.documentElement.lang === locale && document.documentElement.dataset.theme === theme,
    [locale, theme] as const,
  );
}

const run = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: Axe }).axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ''}`),
    );
  });
