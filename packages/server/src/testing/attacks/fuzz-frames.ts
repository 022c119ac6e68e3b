import { type Operation, requests } from '@palaver/protocol';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { account, type Frame, rawClient } from '../raw-client.js';
import { garbage, randomFrames } from './random-frames.js';

type Client = Awaited<ReturnType<typeof rawClient>>;

/** How the frames were answered: by code, and the codes with which connections were closed. */
export interface Answers {
  frames: number;
  readonly codes: Record<string, number>;
  readonly closed: Record<string, number>;
}

const batchFrames = 50;
const batchesPerSeed = 40;
/** Logging out and in costs a hash of a password each time. */
const inside = (Object.keys(requests) as Operation[]).filter((operation) => operation !== 'logout');
const outside: readonly Operation[] = ['login', 'register', 'ping', 'logout', 'send', 'sync'];
const people = ['robert', 'alice', 'carol', 'david'];

/** Sends so many random frames over several connections at once, the same for the same seed, and counts the answers. */
export async function fuzzFrames(url: string, frames: number, seed: number): Promise<Answers> {
  const answers: Answers = { frames: 0, codes: {}, closed: {} };
  const members = people.map((username) => ({ username }));
  for (const username of people) {
    const client = await rawClient(url);
    await client.ask('register', account(username));
    client.socket.close();
  }
  const [first] = await Promise.all(people.slice(0, 1).map((username) => connected(url, username)));
  await first?.client.ask('groups.create', { name: 'All', members });
  first?.client.socket.close();
  const share = Math.ceil(frames / people.length / batchFrames) * batchFrames;
  await Promise.all([
    ...people.map((username, at) => bombard(url, { username, count: share, seed: seed + 1_000_000 * at, answers })),
    // Those who have not logged in: fewer, since each name that is registered is hashed for.
    bombard(url, { count: Math.ceil(share / 20), seed: seed + 90_000_000, answers }),
  ]);
  return answers;
}

interface Share {
  /** Logged in as him; else not logged in. */
  readonly username?: string;
  readonly count: number;
  readonly seed: number;
  readonly answers: Answers;
}

async function bombard(url: string, { username, count, seed, answers }: Share): Promise<void> {
  const frame = randomFrames(username === undefined ? outside : inside);
  let here = await connected(url, username);
  for (let sent = 0; sent < count; ) {
    const numRuns = batchFrames * batchesPerSeed;
    const texts = fc.sample(frame, { seed: seed + sent, numRuns });
    const wild = fc.sample(garbage, { seed: seed + sent, numRuns: batchesPerSeed });
    for (let batch = 0; batch < batchesPerSeed && sent < count; batch++) {
      if (!here.isOpen()) here = await connected(url, username, here.token);
      for (const text of texts.slice(batch * batchFrames, (batch + 1) * batchFrames)) here.send(text);
      await here.answered(answers);
      // What is none ends a connection, so it stands at the end.
      sent += batchFrames;
      answers.frames += batchFrames;
      if (batch % 8 !== 0 || !here.isOpen()) continue;
      here.client.send(wild[batch] ?? '');
      answers.frames++;
      const { t, code } = await here.client.ask('ping');
      if (t === 'closed') add(answers.closed, String(code));
    }
  }
  here.client.socket.close();
}

async function connected(url: string, username: string | undefined, known = '') {
  const client = await rawClient(url);
  const token = username === undefined ? '' : await enter(client, username, known);
  const open = new Map<unknown, string>();
  let closedWith: number | undefined;
  void client.closed.then((code) => {
    closedWith = code;
  });
  let r = 1_000_000;
  return {
    client,
    token,
    isOpen: () => client.socket.readyState === WebSocket.OPEN,
    send(text: string) {
      open.set(++r, text);
      client.send(`${text.slice(0, -1)},"r":${r}}`);
    },
    /** Until each has its answer, or the connection is closed. */
    async answered(answers: Answers): Promise<void> {
      for (const begunAt = performance.now(); open.size > 0; ) {
        for (const { t, r, code } of client.pushes.splice(0))
          if ((t === 'error' || t === 'ok') && open.delete(r)) add(answers.codes, String(code ?? 'ok'));
        if (closedWith !== undefined) return add(answers.closed, String(closedWith));
        const [waits] = open.values();
        if (waits !== undefined && performance.now() - begunAt > patienceMs) throw new Error(`no answer to ${waits}`);
        if (waits !== undefined) await new Promise((resolve) => setTimeout(resolve, 2));
      }
    },
  };
}
/** A guard against waiting for ever. */
const patienceMs = 60_000;

async function enter(client: Client, username: string, token: string): Promise<string> {
  const reopened: Frame = token === '' ? {} : await client.login({ kind: 'session', token });
  if (reopened['t'] === 'ok') return token;
  const answer = await client.login({ kind: 'password', ...account(username) });
  if (answer['t'] !== 'ok') throw new Error(`${username} is not let in: ${JSON.stringify(answer)}`);
  return String(answer['token']);
}

function add(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
