import { randomBytes } from 'node:crypto';
import { content } from '@palaver/sdk';
import { expect, it } from 'vitest';
import { Chance } from '../world/chance.js';
import { report, scale } from './figures.js';
import { Ground } from './ground.js';
import { Line } from './network/line.js';
import { conversationOf } from './history.js';
import { Talk, until } from './talk.js';
import { failures, kept } from './verdict.js';

const users = ['alice', 'bobby', 'carol'];
const uploadBytes = scale(6, 40) * 1024 * 1024;
const uploads = 2;
const quality = { latencyMs: [20, 60], bytesPerSecond: 1_000_000, loss: 0.002 } as const;

it('[F7 D1 D8 D21] over a line of 1 MB/s with latency and loss nothing is lost, and text goes on beside uploads', async () => {
  const chance = new Chance(700);
  await using ground = await Ground.open();
  const line = await Line.open(ground.server.url, quality, chance);
  const talk = await Talk.open(ground, { users, chance, urlOf: () => line.url });
  talk.starts({ open: 10, pauseMs: [30, 120] });

  let under = uploads;
  const texts: number[] = [];
  for (let upload = 0; upload < uploads; upload++) {
    const before = talk.acknowledged;
    const bytes = randomBytes(uploadBytes);
    const handle = talk.client('alice').send({ user: 'bobby' }, content.file(bytes, { fileName: `large ${upload}.bin` }));
    void handle;
  }
});
