import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * Goes through all that can be scrolled, until under each of these selectors each text has stood exactly so; or each value
 * of an attribute.
 */
export async function expectShown(
  page: Page,
  wanted: Readonly<Record<string, readonly string[]>>,
  attribute?: string,
): Promise<void> {
  const missing = Object.entries(wanted).map(([selector, texts]) => ({ selector, texts: new Set(texts) }));
  const selectors = missing.map(({ selector }) => selector);
  const step = async () => {
    const shown = await page.evaluate(
      async ({ selectors, attribute }) => {
        let scroller = document.querySelector<HTMLElement>(selectors.join());
        while (scroller && !/auto|scroll/.test(getComputedStyle(scroller).overflowY)) scroller = scroller.parentElement;
        const found = selectors.map(() => [] as (string | null)[]);
        let waited = 0;
        for (let at = 0; at < 60; at++) {
          for (const [at, selector] of selectors.entries())
            found[at]?.push(
              ...[...document.querySelectorAll(selector)].map((one) =>
                attribute === undefined ? one.textContent : one.getAttribute(attribute),
              ),
            );
          if (!scroller) break;
          // Upwards; at the top older ones come after a while, and when none do it begins at the end again.
          const isAtTop = scroller.scrollTop < 2;
          waited = isAtTop ? waited + 1 : 0;
          if (!isAtTop) scroller.scrollBy({ top: -0.8 * scroller.clientHeight });
          else if (waited > 40) scroller.scrollTo({ top: scroller.scrollHeight });
          await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        }
        return found;
      },
      { selectors, attribute },
    );
    for (const [at, { texts }] of missing.entries()) for (const text of shown[at] ?? []) texts.delete(text ?? '');
    return missing.flatMap(({ selector, texts }) => [...texts].map((text) => `${selector} ${text}`)).slice(0, 3);
  };
  await expect.poll(step, { timeout: 180_000, interval: 20 }).toEqual([]);
}
