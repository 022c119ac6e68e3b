import { expect, it } from 'vitest';
import { RawDevice } from './raw-device.js';
import { lists, Stage } from './stage.js';

const id = '0123456789abcdef';
const to = { user: 'bobby' };
const message = { id, content: { type: 'text', text: 'once' } };

async function twoDevices() {
  const stage = await Stage.open();
  await stage.enters('alice');
  const b = await stage.enters('bobby');
  const { ledger } = stage.world.checker;
  ledger.began({ id, device: 'raw', user: 'alice', to: 'alice bobby', text: 'once' });
  const one = await RawDevice.enters(stage, 'alice', 'node');
  const other = await RawDevice.enters(stage, 'alice', 'linux');
  return { stage, b, one, other };
}

it('[D4] the same id from two devices at once stands once, and both get the one acknowledgement', async () => {
  const { stage, b, one, other } = await twoDevices();
  const sends = [one, other, one].map((device) => device.says('send', { to, message }));
  const [first, ...again] = await stage.does(Promise.all(sends));
  expect(first).toMatchObject({ t: 'ok', seq: 1 });
  for (const answer of again) {
    const { c, seq, at, sid } = answer;
    expect({ c, seq, at, sid }).toEqual({ c: first?.['c'], seq: 1, at: first?.['at'], sid: first?.['sid'] });
  }
  await stage.rests();
  expect(await lists(stage, b, { user: 'alice' })).toEqual(['once']);
});

it('[D4] an id is answered as the first time after a crash and to another device; with another body it is ID_REUSED', async () => {
  const { stage, one } = await twoDevices();
  const first = await one.asks('send', { to, message });
  stage.serverCrashes();
  stage.world.server.start();
  const later = await RawDevice.enters(stage, 'alice', 'wx');
  const again = await later.asks('send', { to, message });
  expect([again['seq'], again['sid'], again['at']]).toEqual([first['seq'], first['sid'], first['at']]);
  const otherBody = { ...message, content: { type: 'text', text: 'twice' } };
  expect(await later.asks('send', { to, message: otherBody })).toMatchObject({ t: 'error', code: 'ID_REUSED' });
  const otherTarget = { to: { user: 'alice' }, message };
  expect(await later.asks('send', otherTarget)).toMatchObject({ t: 'error' });
  const entries = await stage.world.server.truth().entries(1, 1, 9, 9);
  expect(entries).toHaveLength(1);
});

it('[D8] after “again later” the later ones of the connection wait for that id', async () => {
  const { stage, one } = await twoDevices();
  const send = (text: string) => {
    const own = { id: `${text}-0123456789abcdef`, content: { type: 'text', text } };
    stage.world.checker.ledger.began({ id: own.id, device: 'raw', user: 'alice', to: 'alice bobby', text });
    return { text, message: own };
  };
  const [a, b, c] = [send('a'), send('b'), send('c')];
  stage.world.server.disk.condition = 'full';
  expect(await one.asks('send', { to, message: a.message })).toMatchObject({ code: 'SERVER_FULL' });
  stage.world.server.disk.condition = 'well';
  // Room again: but b must not overtake a.
  expect(await one.asks('send', { to, message: b.message })).toMatchObject({ t: 'error' });
  const sends = [a, b, c].map((one_) => one.says('send', { to, message: one_.message }));
  const answers = await stage.does(Promise.all(sends));
  expect(answers.map((answer) => answer['seq'])).toEqual([1, 2, 3]);
});
