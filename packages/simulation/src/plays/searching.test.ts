import { expect, it } from 'vitest';
import { RawDevice } from './raw-device.js';
import { Stage } from './stage.js';

const bobby = { user: 'bobby' };

/** What a user finds on the server, by a device that says frames: virtual time does not wait for modules to load. */
async function finds(stage: Stage, username: string, text: string): Promise<string[]> {
  const device = await RawDevice.enters(stage, username, 'windows');
  await stage.rests();
  const answer = await device.asks('search', { text });
  const hits = answer['hits'] as { entry: { body: { message: { content: { text: string } } } } }[];
  return hits.map(({ entry }) => entry.body.message.content.text);
}

it('[B6 B11 O4] after a crash of the server everything acknowledged is found, and nothing that was taken back', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  await stage.enters('bobby');
  const regretted = await stage.says(a, bobby, '明天 of regret');
  await stage.says(a, bobby, '明天见');
  await stage.does(regretted.retract());
  expect(await finds(stage, 'bobby', '明')).toEqual(['明天见']);
  const late = await stage.says(a, bobby, '后天见');
  stage.serverCrashes();
  await stage.rests();
  stage.world.server.start();
  await stage.until(() => a.status === 'online');
  expect(await finds(stage, 'bobby', '天')).toEqual(['后天见', '明天见']);
  await stage.does(late.retract());
  expect(await finds(stage, 'bobby', '天')).toEqual(['明天见']);
  expect(await finds(stage, 'alice', 'regret')).toEqual([]);
  await stage.agrees();
});
