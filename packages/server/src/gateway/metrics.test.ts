import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { createServer, type Server, type ServerOptions } from '../server.js';
import { image, mediaPerson, picture } from '../testing/media-person.js';
import { loggedIn, message } from '../testing/raw-client.js';

let server: Server | undefined;
afterEach(() => server?.close());
async function serve(options: ServerOptions = {}): Promise<Server> {
  server = await createServer({ port: 0, data: 'memory', ...options });
  return server;
}
const ask = (url: string, headers: Record<string, string> = {}) => fetch(`${url}/metrics`, { headers });

/** Every line of the format, as name with labels and value. */
async function figures(url: string): Promise<Map<string, number>> {
  const response = await ask(url);
  expect(response.headers.get('content-type')).toContain('version=0.0.4');
  const lines = (await response.text()).trimEnd().split('\n');
  const found = new Map<string, number>();
  for (const line of lines.filter((line) => !line.startsWith('#'))) {
    const [, name, value] = /^([a-z_]+(?:\{[a-z]+="[^"]*"(?:,[a-z]+="[^"]*")*\})?) (-?[\d.e+-]+)$/.exec(line) ?? [];
    expect(name, line).toBeDefined();
    found.set(name ?? '', Number(value));
  }
  return found;
}

describe('[operation: metrics] figures for Prometheus', () => {
  it('count messages, pushes, flushes, refusals, connections and bytes of media, and name nobody', async () => {
    const { url } = await serve();
    const before = await figures(url);
    expect(before.get('palaver_messages_total')).toBe(0);
    const bobby = await loggedIn(url, 'bobby-canary');
    const alice = await mediaPerson(url, 'alice-canary');
    await alice.client.ask('send', { to: { user: 'bobby-canary' }, message: message(1, 'text-canary') });
    const media = await alice.uploaded(picture);
    await alice.send({ user: 'bobby-canary' }, image(media));
    await (await alice.get(media.mediaId)).arrayBuffer();
    await alice.client.ask('send', { to: { user: 'nobody' }, message: message(2) });
    await expect.poll(() => bobby.pushes.filter(({ t }) => t === 'entry').length).toBe(2);

    const now = await figures(url);
    expect(now.get('palaver_messages_total')).toBe(2);
    expect(now.get('palaver_connections')).toBe(2);
    expect(now.get('palaver_sessions')).toBe(2);
    expect(now.get('palaver_pushes_total')).toBeGreaterThanOrEqual(2);
    expect(now.get('palaver_requests_total{operation="send"}')).toBe(3);
    expect(now.get('palaver_refused_total{code="NOT_FOUND"}')).toBe(1);
    expect(now.get('palaver_media_bytes_total{direction="received"}')).toBe(picture.length);
    expect(now.get('palaver_media_bytes_total{direction="sent"}')).toBe(picture.length);
    expect(now.get('palaver_queue_depth{queue="batch"}')).toBe(0);
    const commits = now.get('palaver_commits_total') ?? 0;
    expect(commits).toBeGreaterThanOrEqual(2);
    expect(now.get('palaver_flush_seconds_count')).toBe(commits);
    expect(now.get('palaver_flush_seconds_bucket{le="+Inf"}')).toBe(commits);
    expect(now.get('palaver_event_loop_delay_seconds{quantile="0.99"}')).toBeGreaterThan(0);
    expect(now.get('process_resident_memory_bytes')).toBeGreaterThan(1e6);

    bobby.socket.close();
    await bobby.closed;
    await expect.poll(async () => (await figures(url)).get('palaver_connections_closed_total{reason="gone"}')).toBe(1);
    const text = await (await ask(url)).text();
    expect(text).not.toContain('canary');
  });

  it('tell how much room there is, where something is kept', async () => {
    const data = mkdtempSync(join(tmpdir(), 'palaver-metrics-'));
    onTestFinished(() => rmSync(data, { recursive: true, force: true }));
    const { url } = await serve({ data });
    const now = await figures(url);
    expect(now.get('palaver_disk_free_bytes')).toBeGreaterThan(0);
    expect(now.get('palaver_database_bytes')).toBeGreaterThanOrEqual(statSync(join(data, 'palaver.db')).size);
    await server?.close();
  });

  it('are for this machine alone, and not for whom a proxy on it hands on', async () => {
    const { url } = await serve();
    expect((await ask(url)).status).toBe(200);
    for (const headers of [{ 'x-forwarded-for': '127.0.0.1' }, { forwarded: 'for=127.0.0.1' }])
      expect((await ask(url, headers)).status).toBe(404);
  });

  it('are for everybody, or for nobody, where the configuration says so', async () => {
    const { url } = await serve({ metrics: 'all' });
    expect((await ask(url, { 'x-forwarded-for': '203.0.113.1' })).status).toBe(200);
    await server?.close();
    const none = await serve({ metrics: 'off' });
    expect((await ask(none.url)).status).toBe(404);
  });
});
