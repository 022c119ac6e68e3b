import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { content } from '@palaver/sdk';
import { expect, it } from 'vitest';
import { Chance } from '../world/chance.js';
import { report, scale } from './figures.js';
import { Ground } from './ground.js';
import { Line } from './network/line.js';
import { Talk, until } from './talk.js';
import { broken, kept } from './verdict.js';

const users = ['alice', 'bobby', 'carol'];
const uploads = scale(1, 8);
const uploadBytes = scale(6, 24) * 1024 * 1024;
const quality = { latencyMs: [20, 60], bytesPerSecond: 1_000_000, loss: 0.002 } as const;

it('[F7 D1 D8 D21] over a line of 1 MB/s with latency and loss nothing is lost, and text goes on beside uploads', async () => {
  const chance = new Chance(700);
  await using ground = await Ground.open();
  const line = await Line.open(ground.server.url, quality, chance);
  const talk = await Talk.open(ground, { users, chance, urlOf: () => line.url });
  talk.starts({ open: 10, pauseMs: [30, 120] });

  const beside: number[] = [];
  for (let upload = 0; upload < uploads; upload++) {
    const bytes = randomBytes(uploadBytes);
    const file = content.file(bytes, { fileName: `large ${upload}.bin` });
    const handle = talk.says('alice', { user: 'bobby' }, file, { waits: true, media: sha256(bytes) });
    await until(() => handle.progress.get() > 0, 'the beginning of the upload');
    const before = talk.acknowledgedOf('alice');
    const { id } = await handle;
    beside.push(talk.acknowledgedOf('alice') - before);
    await downloads(talk, id);
  }
  await talk.ends();
  const verdict = await talk.verdict();
  line.close();
  report('F7', {
    uploads,
    'texts beside an upload, at least': Math.min(...beside),
    standstills: line.standstills,
    ...kept(verdict),
  });
  expect(line.standstills).toBeGreaterThan(0);
  // Text that waited behind the upload would come with its end.
  expect(Math.min(...beside)).toBeGreaterThan(10);
  expect(broken(verdict)).toEqual([]);
});

/** The one who got it has the same bytes. */
async function downloads(talk: Talk, id: string): Promise<void> {
  const found = () => talk.client('bobby').conversations.peek({ user: 'alice' })?.messages.byId(id);
  for (;;) {
    const message = await found();
    if (!message) {
      await sleep(50);
      continue;
    }
    const blob = await message.download();
    const bytes = new Uint8Array(await blob.arrayBuffer());
    talk.history.add({ type: 'media', device: 'bobby talks', id, sha256: sha256(bytes) });
    return;
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
