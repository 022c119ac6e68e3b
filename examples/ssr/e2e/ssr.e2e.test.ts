import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumLaunchOptions } from '../../../scripts/chromium.mjs';

const example = fileURLToPath(new URL('../', import.meta.url));
const palaver = fileURLToPath(new URL('../../../packages/cli/bin/palaver.js', import.meta.url));
const vite = fileURLToPath(new URL('../../../node_modules/vite/bin/vite.js', import.meta.url));
const stops: (() => Promise<unknown>)[] = [];
let shop = '';
let browser: Browser;

/** A program that says on its first line where it listens. */
async function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const child = spawn(process.execPath, args, {
    cwd: example,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  stops.unshift(() => {
    child.kill('SIGKILL');
    return ended;
  });
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error(`${args[0]} said nothing`);
}

/** A port that is free now: the shop's address must be known to the server before the shop is there. */
async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

beforeAll(async () => {
  const data = await mkdtemp(join(tmpdir(), 'palaver-ssr-'));
  stops.push(() => rm(data, { recursive: true, force: true }));
  // React's development build: it is the one that warns.
  const env = { ...process.env, NODE_ENV: 'development' };
  for (const more of [[], ['--ssr', 'src/server.tsx', '--outDir', 'dist/server']]) {
    const args = [vite, 'build', '--mode', 'development', '--logLevel', 'error', ...more];
    await promisify(execFile)(process.execPath, args, { cwd: example, env });
  }
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const line = await start([palaver, 'serve', '--port', '0', '--data', data, '--allowed-origins', origin, '--json']);
  const { url } = JSON.parse(line) as { url: string };
  const secret = (await readFile(join(data, 'master-secret'), 'utf8')).trim();
  shop = await start(['dist/server/server.js'], {
    ...{ PALAVER_URL: url, PALAVER_SECRET: secret, PORT: String(port), NODE_ENV: 'development' },
  });
  browser = await chromium.launch(chromiumLaunchOptions());
  stops.unshift(() => browser.close());
});
afterAll(async () => {
  for (const stop of stops) await stop();
});

/** A browser of one's own, and everything that it complains about. */
async function visit(locale = 'en-GB'): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ locale });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text());
  });
  return { page, complaints };
}
const online = (page: Page) => page.locator('aside[data-status=online]').waitFor();
const say = async (page: Page, text: string) => {
  await page.locator('.pv-composer textarea').fill(text);
  await page.keyboard.press('Enter');
};

describe('[web: embedding] a page with a chat, rendered on a server', () => {
  it('is whole before any script has run, in the language of who asks', async () => {
    const ask = async (headers: Record<string, string>) => (await fetch(shop, { headers })).text();
    const english = await ask({ cookie: 'customer=alice' });
    for (const part of ['Green tea', 'pv-chat', 'No chats yet', 'src="/client.js"', 'lang="en"'])
      expect(english).toContain(part);
    expect(await ask({ 'accept-language': 'zh-CN,zh;q=0.9' })).toContain('还没有聊天');
    // What a cookie says cannot leave its place.
    expect(await ask({ cookie: `customer=${encodeURIComponent('"><script>alert(1)</script>')}` })).not.toContain(
      '<script>alert',
    );
  });

  it('is taken over without a warning, and one talks in it; again when the browser knows more than the server did', async () => {
    const alice = await visit();
    await alice.page.goto(`${shop}/enter?as=alice`);
    await online(alice.page);
    await say(alice.page, 'Is it still fresh?');
    await alice.page.locator('[data-status=sent]', { hasText: 'Is it still fresh?' }).waitFor();

    const support = await visit('zh-CN');
    await support.page.goto(`${shop}/enter?as=support`);
    await online(support.page);
    await support.page.locator('.pv-row', { hasText: 'alice' }).click();
    await support.page.locator('[data-message]', { hasText: 'Is it still fresh?' }).waitFor();
    await say(support.page, 'From this spring.');
    await alice.page.locator('[data-message]', { hasText: 'From this spring.' }).waitFor();

    // Now the browser keeps a session, and chats.
    await alice.page.reload();
    await alice.page.locator('[data-message]', { hasText: 'From this spring.' }).waitFor();
    await online(alice.page);
    expect([alice.complaints, support.complaints]).toEqual([[], []]);
  });
});
