import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer, type Server } from '@palaver/server';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { build, defaultClientConditions } from 'vite';
import { chromiumLaunchOptions } from '../../../../scripts/chromium.mjs';
import type {} from './page/globals.js';

/** A real server on a real disk, and a browser whose pages have a client each, `client`, in the default store. */
export interface BrowserStage {
  /** A browser profile of its own. */
  profile(): Promise<BrowserContext>;
  page(profile: BrowserContext): Promise<Page>;
  /** Connections as the server counts them. */
  connections(): Promise<number>;
  stopServer(): Promise<void>;
  startServer(): Promise<void>;
  close(): Promise<void>;
}

export async function openBrowserStage(): Promise<BrowserStage> {
  const directory = await mkdtemp(join(tmpdir(), 'palaver-sdk-'));
  const [web, data] = [join(directory, 'web'), join(directory, 'data')];
  await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('./page', import.meta.url)),
    resolve: { conditions: ['@palaver/source', ...defaultClientConditions] },
    build: { outDir: web, minify: false },
  });
  const pages = await servePages(web);
  const start = (port: number): Promise<Server> => createServer({ port, data, allowedOrigins: [pages.url] });
  let server = await start(0);
  const { url } = server;
  const browser = await chromium.launch(chromiumLaunchOptions());
  return {
    profile: () => browser.newContext(),
    async page(profile) {
      const page = await profile.newPage();
      await page.goto(`${pages.url}?server=${url}`);
      return page;
    },
    async connections() {
      const token = (await readFile(join(data, 'operator-token'), 'utf8')).trim();
      const answer = await fetch(`${url}/api/admin/status`, { headers: { authorization: `Bearer ${token}` } });
      return ((await answer.json()) as { connections: number }).connections;
    },
    stopServer: () => server.close(),
    async startServer() {
      server = await start(Number(new URL(url).port));
    },
    async close() {
      await browser.close();
      await server.close();
      pages.close();
      await rm(directory, { recursive: true });
    },
  };
}

/** Registers who it is, and logs him in there. */
export const enter = (page: Page, username: string): Promise<void> =>
  page.evaluate(
    async (who) => {
      await client.register(who);
      await client.login(who);
    },
    { username, password },
  );
/** Everybody's. */
export const password = 'a long password';

/** A tab in which nobody logs in, of a browser that has a session. Answers whose that is, when it is online. */
export async function resumed(page: Page): Promise<string | undefined> {
  const username = await page.evaluate(async () => (await client.resume())?.username);
  await page.waitForFunction(() => client.status.get() === 'online');
  return username;
}

/** From an address of its own, so that a page loads while the server is away, as an installed one does. */
async function servePages(directory: string): Promise<{ readonly url: string; close(): void }> {
  const http = createHttpServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://here').pathname;
    const file = await readFile(join(directory, path === '/' ? 'index.html' : path)).catch(() => undefined);
    response.writeHead(file ? 200 : 404, { 'content-type': path.endsWith('.js') ? 'text/javascript' : 'text/html' });
    response.end(file);
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    close: () => void http.close(),
  };
}
