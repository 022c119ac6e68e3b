// A client as a process of its own, which ends where it is told to: `life.ts` starts it. What it sees goes to standard output.
import { writeSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { lineOf, now, type Observation, Watched } from '@palaver/checker';
import { webSocketTransport } from '@palaver/sdk';
import { sqliteStore } from '@palaver/sdk/node';
import { createClient, type LocalStorePort, type TransportPort } from '@palaver/sdk/testing';
import { createFate, type Death, dyingStore, dyingTransport } from './points.js';

/** What one life of the client is. */
export interface Life {
  readonly url: string;
  readonly user: string;
  readonly token: string;
  readonly store: string;
  readonly peers: readonly string[];
  readonly number: number;
  /** None: it lives until it is let go. */
  readonly death?: Death;
}

const life = JSON.parse(process.argv[2] ?? '') as Life;
const { user, peers, number, death } = life;
const device = `${user} dies`;
const pass = createFate(death);
const client = createClient(
  { url: life.url, platform: 'node', onError: () => {} },
  {
    store: dyingStore(sqliteStore(life.store) as LocalStorePort, pass),
    transport: dyingTransport(webSocketTransport() as TransportPort, pass),
  },
);
// What was seen before death is written.
const recorder = { add: (seen: object) => void writeSync(1, lineOf({ at: now(), ...seen } as Observation)) };
const watched = new Watched(recorder, { device, user, client });
if (!(await watched.resumes())) {
  watched.add({ type: 'device', user });
  await client.login({ token: life.token });
}
if (death) await talks();
else await rests();

/** Until death. */
async function talks(): Promise<void> {
  for (let count = 1; ; count++) {
    const peer = peers[count % peers.length] as string;
    void watched.send({ user: peer }, `${user} says ${number}.${count}`);
    await sleep(5);
    // Death comes at the point, however long that takes; the outbox must not fill meanwhile.
    if (count % 50 === 0) await sleep(500);
  }
}

/** Everything of the lives before goes out and comes in; then it tells what it has. */
async function rests(): Promise<void> {
  await client.synced();
  while (watched.open.size > 0) await sleep(20);
  process.on('message', async () => {
    await client.synced();
    await watched.list();
    process.send?.('listed');
    process.disconnect();
    await client[Symbol.asyncDispose]();
  });
  process.send?.('calm');
}
