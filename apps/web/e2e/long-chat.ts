import { fileURLToPath } from 'node:url';
import { createClient } from '@palaver/sdk';
import { createServer } from '@palaver/server';
import { openStage, type Person, type Stage } from './stage.js';

export interface LongChat {
  readonly stage: Stage;
  /** Somebody to whom `from` has written all of it, in a fresh profile. */
  enter(options?: Parameters<Stage['visit']>[0]): Promise<Person>;
  readonly from: string;
}

const password = 'a long conversation';
const built = fileURLToPath(new URL('../dist/', import.meta.url));
/** So many messages are on their way at once. */
const together = 1_000;

/** What one writes in a chat: mostly a line, sometimes a few. */
export const lineOf = (n: number) => `message ${n}${' and some more words'.repeat(n % 7 === 0 ? n % 23 : n % 3)}`;

/** A server in this process, whose bounds let one account write `count` messages at once, and the chat that they make. */
export async function openLongChat(count: number): Promise<LongChat> {
  const server = await createServer({ port: 0, data: 'memory', web: built });
  await server.admin.changeSettings('default', { limits: { sendsPerSecond: 1_000_000, sendsBurst: 1_000_000 } });
  const client = createClient({ url: server.url });
  for (const username of ['anna', 'bert']) await client.register({ username, password });
  await client.login({ username: 'anna', password });
  for (let n = 0; n < count; n += together) {
    const batch = Array.from({ length: Math.min(together, count - n) }, (_, at) => n + at);
    await Promise.all(batch.map((one) => client.send({ user: 'bert' }, lineOf(one))));
  }
  await client.logout();
  const stage = await openStage({ server: { url: server.url, kill: () => server.close() } });
  return {
    stage,
    from: 'anna',
    async enter(options) {
      const person = await stage.visit(options);
      const { page } = person;
      await page.getByRole('button', { name: 'I have a name already' }).click();
      await page.getByRole('textbox', { name: 'Name' }).fill('bert');
      await page.getByLabel('Password', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.locator('.pane-list').waitFor();
      return { ...person, name: 'bert' };
    },
  };
}
