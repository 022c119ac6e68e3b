import type { BrowserContextOptions } from 'playwright-core';
import type { Stage } from './stage.js';

const gap = 28;

/** Two windows in one picture, with a frame and a shadow each: the page that shows them is photographed. */
export async function sideBySide(
  stage: Stage,
  shots: readonly Uint8Array[],
  {
    viewport: { width, height },
    deviceScaleFactor,
  }: { viewport: { width: number; height: number } } & BrowserContextOptions,
): Promise<Uint8Array> {
  const { page, context } = await stage.visit({
    viewport: { width: shots.length * (width + gap) + gap, height: height + 2 * gap },
    deviceScaleFactor: deviceScaleFactor ?? 1,
  });
  const images = shots.map((shot) => {
    const data = Buffer.from(shot).toString('base64');
    return `<img width="${width}" height="${height}" src="data:image/png;base64,${data}" alt="">`;
  });
  await page.goto('about:blank');
  await page.setContent(`
    <style>
      body { display: flex; gap: ${gap}px; margin: 0; padding: ${gap}px; background: linear-gradient(135deg, #d9e7e3, #c8d6dd); }
      img { border-radius: 14px; box-shadow: 0 14px 40px rgb(20 40 40 / 28%), 0 0 0 1px rgb(0 0 0 / 8%); }
    </style>
    ${images.join('')}`);
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  const picture = await page.screenshot();
  await context.close();
  return picture;
}
