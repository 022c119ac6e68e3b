import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { createServer } from '../../server.js';

const text = readFileSync(new URL('../../../../../docs/http-api.md', import.meta.url), 'utf8');
const examples = [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, script]) => script ?? '');

it('the examples of docs/http-api.md run as they stand', async () => {
  const server = await createServer({ port: 0, data: 'memory' });
  try {
    const made = await server.admin.createApplication({ key: 'shop', name: 'Shop' });
    if (!made.ok) throw new Error(made.error.code);
    expect(examples.length).toBeGreaterThan(5);
    const env = { ...process.env, URL: server.url, APP_KEY: 'shop', SECRET: made.value.secrets[0] };
    const { stdout } = await promisify(execFile)('sh', ['-ec', examples.join('\n')], { env });
    for (const said of [
      '"masterSecret"',
      '"isCreated":true',
      '"token"',
      '"role":"owner"',
      '"seq":2',
      '"kind":"retracted"',
    ])
      expect(stdout, said).toContain(said);
    expect(stdout).not.toContain('"code"');
  } finally {
    await server.close();
  }
});
