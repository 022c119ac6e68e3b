// Many raw clients in one process, which come back as clients of ours do: `storm.ts` starts it.
import { once } from 'node:events';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { limits } from '@palaver/protocol';
import { reconnectDelayMs } from '@palaver/sdk/testing';
import { RawClient } from '../network/raw-client.js';

/** What the process is to do: be these users. */
export interface Crowd {
  readonly url: string;
  /** Login tokens, one for each client. */
  readonly tokens: readonly string[];
}

/** What it says of them, ever again. */
export interface Counted {
  /** How many are logged in and have caught up. */
  readonly inside: number;
  /** How often one came in. */
  readonly comings: number;
}

const [{ url, tokens }] = (await once(process, 'message')) as [Crowd];
const inside = new Set<RawClient>();
let comings = 0;
/** So many logins of the first time at once: it is not they that are measured. */
const doors = 20;

/** Comes in, and comes back whenever it was put out. */
async function lives(credentials: { kind: string; token: string }, entered: () => void): Promise<void> {
  let [attempt, since] = [0, performance.now()];
  let known = credentials;
  for (;;) {
    const client = await enters(known).catch(() => undefined);
    if (client) {
      known = { kind: 'session', token: client.token };
      inside.add(client.raw);
      comings += 1;
      entered();
      await new Promise((resolve) => client.raw.socket.once('close', resolve));
      inside.delete(client.raw);
      attempt = 0;
      since = performance.now();
    }
    const spentMs = performance.now() - since;
    await sleep(reconnectDelayMs({ attempt, spentMs, isHidden: false, fraction: Math.random() }));
    attempt += 1;
    since = performance.now();
  }
}

/** Undefined where it was refused, or the connection was gone before it had caught up. */
async function enters(credentials: {
  kind: string;
  token: string;
}): Promise<{ raw: RawClient; token: string } | undefined> {
  const raw = await RawClient.connect(url, false);
  const { t, token = credentials.token } = await raw.login(credentials);
  if (t === 'ok' && (await raw.ask('sync')).t === 'ok' && raw.closeCode === undefined) return { raw, token };
  raw.close();
  return undefined;
}

process.on('message', () => {
  for (const raw of [...inside]) raw.close();
});
process.on('disconnect', () => process.exit(0));
setInterval(() => process.send?.({ inside: inside.size, comings } satisfies Counted), 100);
setInterval(() => {
  for (const raw of inside) void raw.ask('ping');
}, limits.heartbeatMs);

const waiting = [...tokens];
const comesIn = async () => {
  for (let token = waiting.pop(); token !== undefined; token = waiting.pop()) {
    const first = { kind: 'token', token };
    await new Promise<void>((entered) => void lives(first, entered));
  }
};
await Promise.all(Array.from({ length: doors }, comesIn));
