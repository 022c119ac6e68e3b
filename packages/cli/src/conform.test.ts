import { createServer, type Server } from '@palaver/server';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { conformCommand } from './commands/conform.js';

let server: Server;
beforeAll(async () => {
  server = await createServer({ port: 0, data: 'memory' });
});
afterAll(() => server.close());
afterEach(() => vi.restoreAllMocks());

async function conform(...args: string[]): Promise<string> {
  let said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    said += String(chunk);
    return true;
  });
  await conformCommand()
    .exitOverride()
    .parseAsync(['node', 'conform', ...args]);
  return said;
}

it('tries a server from outside, and ends with a table of rows', async () => {
  const said = await conform(server.url, '--only', 'D4');
  expect(said).toContain('ok       [D4 P19] a repeated id answers with the first place and is not shown again');
  expect(said).toMatch(/^D4 +\d+ passed$/m);
  expect(said).toMatch(/\d+ passed, 0 failed/);
});

it('says what it left out, and why, in JSON as well', async () => {
  const said = await conform(server.url, '--only', 'D22', '--json');
  const lines = said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; outcome?: string });
  expect(lines.at(-1)).toMatchObject({ event: 'report', rows: { D22: { failed: 0 } } });
  expect(lines.filter(({ event }) => event === 'case').length).toBeGreaterThan(0);
});

it('refuses what is no row, no address, and where nobody answers', async () => {
  await expect(conform(server.url, '--only', 'S999')).rejects.toMatchObject({ exitCode: 2 });
  await expect(conform(server.url, '--application', 'a:b')).rejects.toMatchObject({ exitCode: 2 });
  await expect(conform('nonsense')).rejects.toMatchObject({ exitCode: 2 });
  await expect(conform('http://127.0.0.1:1')).rejects.toMatchObject({ exitCode: 3 });
});
