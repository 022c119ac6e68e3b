import { expect, it } from 'vitest';
import { Chance } from '../world/chance.js';
import { report, scale } from './figures.js';
import { Ground } from './ground.js';
import { FrameLine, honest } from './network/frame-line.js';
import { Mischief } from './network/mischief.js';
import { Talk, until } from './talk.js';
import { broken, kept } from './verdict.js';

const users = ['alice', 'bobby', 'carol', 'david'];
const messages = scale(1_500, 20_000);

it(`[F8 D4 D6 D10] frames doubled, reordered, dropped and cut on their way, while ${messages} messages are acknowledged`, async () => {
  const chance = new Chance(800);
  await using ground = await Ground.open();
  const line = await FrameLine.open(ground.server.url, honest);
  const talk = await Talk.open(ground, { users, chance, urlOf: () => line.url });
  const mischief = new Mischief(chance);
  line.meddler = mischief;
  talk.starts({ open: 40, pauseMs: [0, 10] });
  await until(() => talk.acknowledged > messages, `${messages} acknowledgements`, scale(300_000, 1_800_000));
  line.meddler = honest;
  // Frames that are still held back or dropped leave with their connections.
  line.breakAll();
  await talk.ends();
  const verdict = await talk.verdict();
  line.close();
  report('F8', { ...mischief.frames, ...kept(verdict, ['D8']) });
  expect(Object.entries(mischief.frames).filter(([, times]) => times < 5)).toEqual([]);
  // Who reorders a device's frames gives its messages another order, of which the server cannot know.
  expect(broken(verdict, ['D8'])).toEqual([]);
});
