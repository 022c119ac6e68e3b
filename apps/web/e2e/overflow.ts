import type { Page } from 'playwright-core';

/** How far a page is wider than its window, and what sticks out of it: nothing should. */
export const overflow = ({ page }: { page: Page }): Promise<unknown[]> =>
  page.evaluate(() => {
    const most = document.documentElement.clientWidth + 1;
    const inside = (element: Element) => element.closest('.pv-hidden') === null;
    const wide = [...document.querySelectorAll('body *')].filter(
      (e) => e.getBoundingClientRect().right > most && inside(e),
    );
    return [
      document.documentElement.scrollWidth - document.documentElement.clientWidth,
      ...wide.map((e) => e.className),
    ];
  });
