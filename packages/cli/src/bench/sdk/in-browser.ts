import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.js';
import type { Scene, SdkTimes } from './scenario.js';

interface Driver {
  readonly chromium: {
    launch(options: object): Promise<{
      newPage(): Promise<{
        goto(url: string): Promise<unknown>;
        waitForFunction(script: string): Promise<unknown>;
        evaluate(script: string): Promise<unknown>;
      }>;
      close(): Promise<void>;
    }>;
  };
}

const driverName = 'playwright-core';
const usualPaths = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** A page with the SDK, for a server to show. Rejects with the reason where the machine cannot. */
export async function makePage(): Promise<{ readonly web: string; remove(): Promise<void> }> {
  const chunks = await bundle(fileURLToPath(new URL('./page.js', import.meta.url)));
  if (!chunks) throw new Error('vite is not installed here');
  const web = await mkdtemp(join(tmpdir(), 'palaver-bench-'));
  for (const { fileName, code } of chunks) await writeFile(join(web, fileName), code);
  await writeFile(join(web, 'index.html'), '<!doctype html><script type="module" src="/bench.js"></script>');
  return { web, remove: () => rm(web, { recursive: true, force: true }) };
}

export async function playInBrowser(scene: Scene): Promise<SdkTimes> {
  const executablePath = usualPaths.find((path) => path !== undefined && isExecutable(path));
  if (executablePath === undefined) throw new Error('Chromium was not found (CHROMIUM_PATH)');
  const { chromium } = await import(driverName).then(
    (found: Driver) => found,
    () => {
      throw new Error('playwright-core is not installed here');
    },
  );
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({
    executablePath,
    args: [...args, '--disable-gpu', '--disable-dev-shm-usage'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(scene.url);
    await page.waitForFunction('"play" in globalThis');
    return (await page.evaluate(`play(${JSON.stringify(scene)})`)) as SdkTimes;
  } finally {
    await browser.close();
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
