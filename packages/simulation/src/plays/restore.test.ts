import { content } from '@palaver/sdk';
import { expect, it } from 'vitest';
import { bytesNamed } from '../checker/media.js';
import { lists, Stage, unreadOf } from './stage.js';

const alice = { user: 'alice' };
const bobby = { user: 'bobby' };

it('[D23] after a restore devices drop what is no longer history, keep what waits to leave, and agree anew', async () => {
  const stage = await Stage.open();
  const { server, checker } = stage.world;
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  await stage.says(a, bobby, 'in the backup');
  await stage.rests(8_000);
  server.disk.backUp();
  await stage.says(a, bobby, 'after the backup');
  await stage.says(b, alice, 'after the backup as well');
  await stage.rests();
  expect(await lists(stage, b, alice)).toHaveLength(3);

  await stage.loses(a);
  const waiting = stage.hands(a, bobby, 'waited');
  stage.serverCrashes();
  server.disk.restore();
  checker.restored(server.disk.store.epoch);
  server.start();
  await stage.returns(a);
  expect((await stage.does(waiting)).seq).toBe(2);
  await stage.rests(10_000);
  for (const device of [a, b])
    expect(await lists(stage, device, device === a ? bobby : alice)).toEqual(['in the backup', 'waited']);
  expect(unreadOf(b.client, alice)).toBe(2);
  await stage.agrees();
});

it('[D23] a device that was away during a restore starts anew as well, and keeps what it removed', async () => {
  const stage = await Stage.open();
  const { server, checker } = stage.world;
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  await stage.says(a, bobby, 'removed here');
  await stage.rests(8_000);
  await stage.does(b.client.conversations.remove(alice));
  await stage.rests();
  server.disk.backUp();
  await stage.says(a, bobby, 'lost by the restore');
  await stage.rests();
  await stage.quits(b);
  stage.serverCrashes();
  server.disk.restore();
  checker.restored(server.disk.store.epoch);
  server.start();
  await stage.rests(10_000);
  await stage.says(a, bobby, 'after the restore');
  await stage.restarts(b);
  await stage.rests();
  expect(await lists(stage, b, alice)).toEqual(['after the restore']);
  expect(await lists(stage, a, bobby)).toEqual(['removed here', 'after the restore']);
});

it('[D21 D23] a file that was uploaded before a restore, and whose message waits, goes up again', async () => {
  const stage = await Stage.open();
  const { server, checker, network } = stage.world;
  const b = await stage.enters('bobby');
  const a = await stage.enters('alice');
  await stage.says(a, bobby, 'in the backup');
  await stage.rests(8_000);
  server.disk.backUp();

  const fileName = 'plan';
  const bytes = new Blob([bytesNamed(fileName)], { type: 'text/plain' });
  // The upload has a connection of its own; the message that follows it is swallowed.
  for (const link of network.links(a.name)) link.silence('up');
  const waiting = a.client.send(bobby, content.file(bytes, { fileName }));
  stage.records(a, waiting, bobby, fileName, { hasMedia: true });
  await stage.until(() => waiting.progress.get() === 1, 'the upload');
  await stage.rests(1_000);
  expect((await a.client.conversations.peek(bobby)?.messages.byId(waiting.id))?.status).toBe('sending');
  stage.serverCrashes();
  server.disk.restore();
  checker.restored(server.disk.store.epoch);
  server.start();
  expect((await stage.does(waiting)).seq).toBe(2);
  await stage.rests(10_000);
  const [received] = (await stage.does(b.client.conversations.peek(alice)?.messages.all() ?? Promise.reject())) ?? [];
  if (!received) throw new Error('nothing was received');
  await checker.media.downloaded(b.name, fileName, await stage.does(received.download()));
  await stage.agrees();
});
