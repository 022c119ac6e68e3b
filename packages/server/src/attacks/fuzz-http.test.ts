import process from 'node:process';
import { errorCodes } from '@palaver/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findRunningServer } from '../data/data-directory.js';
import { type ApiDocument, type RandomRequest, randomRequests } from '../testing/attacks/random-requests.js';
import { watchServer } from '../testing/attacks/watched.js';
import { mediaPerson } from '../testing/media-person.js';
import { rawClient } from '../testing/raw-client.js';

/** `npm run fuzz -- --requests 100000` for the long run. */
const requests = Number(process.env['PALAVER_FUZZ_REQUESTS'] ?? 500);
const seed = Number(process.env['PALAVER_FUZZ_SEED'] ?? 1);
const atOnce = 8;

it(
  '[Input] random requests to every route: each gets an answer of the document, and nothing breaks',
  async () => {
    const server = await watchServer();
    const person = await mediaPerson(server.url, 'watcher');
    const operatorToken = findRunningServer(server.data)?.operatorToken ?? '';
    // As whoever may ask it, so that it is looked at.
    const authorizationOf = ({ path }: RandomRequest) =>
      path.startsWith('/api/admin/')
        ? `Bearer ${operatorToken}`
        : path.startsWith('/media')
          ? `Bearer ${person.token}`
          : `Basic ${btoa(`default:${server.secret}`)}`;
    const document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as ApiDocument;
    // What changes the back end's own credentials comes last: after it the rest would only be refused.
    const routes = randomRequests(document);
    const numRuns = Math.ceil(requests / routes.length);
    const all = routes.flatMap((route, at) => fc.sample(route, { numRuns, seed: seed + at }));
    const isLast = ({ path }: RandomRequest) => path.includes('/secrets');
    const waiting = [...all.filter((one) => !isLast(one)), ...all.filter(isLast)].values();
    const statuses: Record<string, number> = {};
    const strange: unknown[] = [];
    const tried = new Set<string>();
    const work = async () => {
      for (const request of waiting) {
        tried.add(request.route);
        const fault = await answerTo(server.url, request, authorizationOf(request), statuses);
        if (fault !== undefined) strange.push([fault, request]);
      }
    };
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: atOnce }, work));
    const seconds = (performance.now() - startedAt) / 1_000;
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    person.client.socket.close();
    // That one may have been silent for too long.
    const late = await rawClient(server.url);
    expect(await late.ask('ping')).toMatchObject({ t: 'ok' });
    late.socket.close();
    const { longestMs, heapBytes } = await server.close();
    process.stdout.write(
      `fuzz: ${all.length} requests in ${seconds.toFixed(1)} s (seed ${seed}); answers ${JSON.stringify(statuses)}; ` +
        `event loop held up ${longestMs?.toFixed(0)} ms of the processor at most; heap ${(heapBytes / 2 ** 20).toFixed(0)} MiB\n`,
    );
    expect(strange.slice(0, 3)).toEqual([]);
    expect(server.faults).toEqual([]);
    expect(longestMs ?? 0).toBeLessThan(100);
    expect(tried.size).toBe(routes.length);
    expect(Object.keys(statuses).some((status) => status.startsWith('2'))).toBe(true);
  },
  60_000 + 50 * requests,
);

/** What is strange about the answer, where something is. */
async function answerTo(
  url: string,
  { method, path, headers, body }: RandomRequest,
  authorization: string,
  statuses: Record<string, number>,
): Promise<string | undefined> {
  const { 'content-length': _, ...others } = headers;
  const answer = await fetch(url + path, {
    method,
    headers: { ...others, authorization },
    ...(body !== undefined && { body }),
    redirect: 'manual',
  });
  statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
  const text = await answer.text();
  // The same key at the same time, as texts come up more than once.
  if (answer.status === 503 && text.includes('"BUSY"')) return undefined;
  if (answer.status >= 500) return `${answer.status} ${text}`;
  if (answer.status < 400 || method === 'HEAD') return undefined;
  const type = answer.headers.get('content-type');
  if (!type?.startsWith('application/problem+json')) return `${answer.status} is ${type}`;
  const { code } = JSON.parse(text) as { code: string };
  return (errorCodes as readonly string[]).includes(code) && code !== 'INTERNAL' ? undefined : code;
}
