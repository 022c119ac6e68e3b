import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createServer } from '../server.js';
import { openDatabase } from '../store/sqlite/driver.js';
import { hashOf, image, mediaPerson, picture } from '../testing/media-person.js';
import { account, loggedIn, message, rawClient } from '../testing/raw-client.js';

it('[P73 D21] what expired is gone from the files of a real server: texts, the index of the search, bytes of media', async () => {
  const home = mkdtempSync(join(tmpdir(), 'palaver-retention-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const data = join(home, 'data');
  const first = await createServer({ port: 0, data });
  await loggedIn(first.url, 'bobby');
  const alice = await mediaPerson(first.url, 'alice');
  const to = { user: 'bobby' };
  await alice.client.ask('send', { to, message: message(1, 'marzipan') });
  await alice.send(to, image(await alice.uploaded(picture)));
  const sent = await alice.client.ask('send', { to, message: message(3, 'marzipan and rye') });
  const places = async (client: Pick<typeof alice.client, 'ask'>) => {
    const { hits = [] } = (await client.ask('search', { text: 'marzipan' })) as { hits?: { entry: { seq: number } }[] };
    return hits.map(({ entry }) => entry.seq);
  };
  expect(await places(alice.client)).toEqual([3, 1]);
  await first.admin.changeSettings('default', { retentionDays: 2 });
  await first.close();

  // The first two were sent days ago.
  const database = await openDatabase(join(data, 'palaver.db'));
  database.exec(`update entries set at = at - ${4 * 24 * 3_600_000} where seq < 3`);
  database.close();
  const hash = hashOf(picture);
  const file = join(data, 'media', hash.slice(0, 2), hash);
  expect(existsSync(file)).toBe(true);

  const second = await createServer({ port: 0, data });
  await expect.poll(() => existsSync(file)).toBe(false);
  const again = await rawClient(second.url);
  await again.login({ kind: 'password', ...account('alice') });
  await expect.poll(() => places(again)).toEqual([3]);
  expect(await again.ask('entries', { c: sent['c'], from: 1, to: 9 })).toMatchObject({ entries: [{ seq: 3 }] });
  const words = async () => {
    const index = await openDatabase(join(data, 'search.db'), { isReader: true });
    try {
      return index
        .prepare("select seq from words where word like 'marzipan%'")
        .all()
        .map(({ seq }) => seq);
    } finally {
      index.close();
    }
  };
  await expect.poll(words).toEqual([3]);
  await second.close();
});
