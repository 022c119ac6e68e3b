import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { chromiumLaunchOptions } from '../../../scripts/chromium.mjs';
import { operate, type ServerProcess, serve } from './server-process.js';

export interface Person {
  readonly name: string;
  readonly page: Page;
  readonly context: BrowserContext;
}

/** A real server on a directory of its own with the built application, and people with a browser profile each. */
export interface Stage {
  readonly url: string;
  /** A fresh profile at the first screen. */
  visit(options?: BrowserContextOptions): Promise<Person>;
  /** A fresh profile in which somebody has chosen a name. */
  enter(name: string, options?: BrowserContextOptions): Promise<Person>;
  /** As its operator, with the command line. */
  operate(...words: readonly string[]): Promise<void>;
  /** As the back end of the application; answers what the server answered. */
  backEnd(method: string, path: string, body: object): Promise<unknown>;
  /** The server is killed, and comes back on the same port with the same data. */
  killServer(): Promise<void>;
  startServer(): Promise<void>;
  /** What went wrong in any page: exceptions, refused scripts and styles. */
  readonly faults: string[];
  close(): Promise<void>;
}

/** Beeps, once a second. */
const madeUpMicrophone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

export interface StageOptions {
  /** The built application, where it is not the one of this repository. */
  readonly web?: string;
  /** One that runs already, in place of a process of the stage's own. */
  readonly server?: ServerProcess;
}

export async function openStage({ web, server: running }: StageOptions = {}): Promise<Stage> {
  const data = await mkdtemp(join(tmpdir(), 'palaver-e2e-'));
  const options = chromiumLaunchOptions();
  const browser: Browser = await chromium.launch({ ...options, args: [...(options.args ?? []), ...madeUpMicrophone] });
  let server = running ?? (await serve(data, 0, web));
  const port = Number(new URL(server.url).port);
  const faults: string[] = [];

  const visit = async (options: BrowserContextOptions = {}): Promise<Person> => {
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (line) => {
      if (/Content Security Policy|Warning:|hydrat/i.test(line.text())) faults.push(line.text());
    });
    await page.goto(server.url);
    return { name: '', page, context };
  };

  return {
    url: server.url,
    faults,
    visit,
    async enter(name, options) {
      const person = await visit(options);
      await person.page.locator('input[name=username]').fill(name);
      await person.page.keyboard.press('Enter');
      await person.page.locator('.pane-list').waitFor();
      return { ...person, name };
    },
    operate: (...words) => operate(data, words),
    async backEnd(method, path, body) {
      const secret = (await readFile(join(data, 'master-secret'), 'utf8')).trim();
      const authorization = `Basic ${Buffer.from(`default:${secret}`).toString('base64')}`;
      const headers = { authorization, 'content-type': 'application/json' };
      const answer = await fetch(`${server.url}/api${path}`, { method, headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    killServer: () => server.kill(),
    async startServer() {
      server = await serve(data, port, web);
    },
    async close() {
      await browser.close();
      await server.kill();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/**
 * The stage of a file's tests. Where a test is tried again it is a fresh one: the people of the first try keep their names, so
 * nobody could choose them again.
 */
export function stageOfTests(prepare: () => Promise<StageOptions> = async () => ({})): Stage {
  let current: Stage;
  const open = async () => {
    current = await openStage(await prepare());
  };
  beforeAll(open);
  beforeEach(async ({ task }) => {
    if (!task.result?.retryCount) return;
    await current.close();
    await open();
  });
  afterEach(() => expect(current.faults.splice(0)).toEqual([]));
  afterAll(() => current.close());
  return new Proxy({} as Stage, { get: (_, name) => Reflect.get(current, name) });
}

/** Opens the chat with somebody the way a person does: by his name. */
export async function openChat({ page }: Person, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New chat' }).first().click();
  await page.getByRole('textbox', { name: 'With whom?' }).fill(name);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  // The chat before may still be there; the dialog goes when the one that was asked for has come.
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await composer({ page }).waitFor();
}

export const composer = ({ page }: { page: Page }) => page.locator('.pv-composer textarea');

export async function say({ page }: { page: Page }, text: string): Promise<void> {
  await composer({ page }).fill(text);
  await page.keyboard.press('Enter');
}

/** The message that says exactly this, once it stands as it should. */
export const bubble = ({ page }: { page: Page }, text: string, status?: 'sending' | 'sent' | 'failed' | 'received') => {
  const rows = status ? `[data-message][data-status=${status}]` : '[data-message]';
  return page.locator(rows).filter({ has: page.getByText(text, { exact: true }) });
};

/** What the open chat says, oldest first. */
export const said = ({ page }: { page: Page }) => page.locator('[data-message] .pv-text').allTextContents();

/** Opens the details of the open chat. */
export const openDetails = ({ page }: { page: Page }) =>
  page.getByRole('button', { name: 'Details', exact: true }).click();

/** The chat of exactly this name in the list, whatever was said there and elsewhere. */
export const row = ({ page }: { page: Page }, title: string) =>
  page.locator('.pv-row').filter({ has: page.getByText(title, { exact: true }).and(page.locator('.pv-row-title')) });
