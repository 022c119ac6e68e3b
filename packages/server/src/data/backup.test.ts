import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createServer, type Server } from '../server.js';
import { openDatabase } from '../store/sqlite/driver.js';
import {
  announced,
  hashOf,
  image,
  type MediaPerson,
  mediaPerson,
  newMediaId,
  picture,
} from '../testing/media-person.js';
import { account, loggedIn, message, rawClient } from '../testing/raw-client.js';
import { makeBackup } from './backup.js';
import { BackupError, type BackupProgress } from './backup-files.js';
import { restoreBackup, verifyBackup } from './restore.js';

let home: string;
let data: string;
const at = (...names: string[]) => join(home, ...names);
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'palaver-backup-'));
  data = at('data');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

async function serve(directory = data): Promise<Server> {
  const server = await createServer({ port: 0, data: directory });
  onTestFinished(() => server.close());
  return server;
}
const refusal = async (work: Promise<unknown>): Promise<BackupError> => {
  const error: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(error instanceof BackupError)) throw new Error(`expected a BackupError, not ${String(error)}`);
  return error;
};
const pictureOf = (text: string) => Buffer.concat([picture, Buffer.from(text)]);
async function sendsPicture(person: MediaPerson, text: string) {
  const media = await person.uploaded(pictureOf(text));
  const id = newMediaId();
  const said = { id, content: image(media) };
  const sent = await person.client.ask('send', { to: { user: 'bobby' }, message: said });
  if (sent['t'] !== 'ok') throw new Error(JSON.stringify(sent));
  return { mediaId: media.mediaId, id };
}
async function withPictures(...texts: string[]) {
  const server = await serve();
  const bobby = await loggedIn(server.url, 'bobby');
  const alice = await mediaPerson(server.url, 'alice');
  const sent = [];
  for (const text of texts) sent.push(await sendsPicture(alice, text));
  return { server, alice, bobby, sent };
}

describe('a backup', () => {
  it('[F17 D1 D6] of a server under load is one moment of it: all that was acknowledged before is there, in its place', async () => {
    const server = await serve();
    await server.admin.changeSettings('default', { limits: { sendsPerSecond: 100_000, sendsBurst: 100_000 } });
    const people = ['alice', 'cindy', 'david'];
    await loggedIn(server.url, 'bobby');
    const clients = await Promise.all(people.map((name) => loggedIn(server.url, name)));
    const acknowledged: { seq: number; id: string }[] = [];
    let isOver = false;
    const writing = clients.map(async (client, who) => {
      for (let n = 1; !isOver; n++) {
        const said = { ...message(n), id: `${people[who]}-${String(n).padStart(20, '0')}` };
        const answer = await client.ask('send', { to: { user: 'bobby' }, message: said });
        expect(answer).toMatchObject({ t: 'ok' });
        acknowledged.push({ seq: Number(answer['seq']), id: said.id });
      }
    });
    await expect.poll(() => acknowledged.length).toBeGreaterThan(30);
    const before = [...acknowledged];
    const { path, manifest } = await makeBackup({ data, out: at('backup') });
    isOver = true;
    await Promise.all(writing);
    expect(acknowledged.length).toBeGreaterThan(before.length);
    expect(manifest.counts.entries).toBeGreaterThanOrEqual(before.length);
    expect(manifest.counts.entries).toBeLessThanOrEqual(acknowledged.length);

    await restoreBackup({ from: path, data: at('again') });
    const again = await serve(at('again'));
    const bobby = await rawClient(again.url);
    await bobby.login({ kind: 'password', ...account('bobby') });
    const { conversations } = (await bobby.ask('sync')) as unknown as { conversations: { c: number; head: number }[] };
    expect(conversations.reduce((sum, { head }) => sum + head, 0)).toBe(manifest.counts.entries);
    const found = new Map<string, number>();
    for (const { c, head } of conversations) {
      for (let seen = 0; seen < head; ) {
        const to = Math.min(head, seen + 100);
        const page = (await bobby.ask('entries', { c, from: seen + 1, to })) as unknown as {
          entries: { seq: number; body: { message: { id: string } } }[];
        };
        for (const { seq, body } of page.entries) {
          expect(seq).toBe(++seen);
          found.set(body.message.id, seq);
        }
        expect(seen).toBe(to);
      }
    }
    expect(before.filter(({ id, seq }) => found.get(id) !== seq)).toEqual([]);
  });

  it('[F17 D21] brings media with it, and not those that are not whole or that nobody may see any more', async () => {
    const { server, alice, sent } = await withPictures('one', 'two', 'taken back');
    expect((await alice.tus('POST', undefined, announced(Buffer.alloc(999), newMediaId()))).status).toBe(201);
    expect(await alice.client.ask('retract', { to: { user: 'bobby' }, id: sent[2]?.id })).toMatchObject({ t: 'ok' });
    const { path, manifest } = await makeBackup({ data, out: at('backup') });
    expect(manifest).toMatchObject({ counts: { media: 2 }, files: { count: 2 }, missing: [] });
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(statSync(join(path, 'palaver.db')).mode & 0o777).toBe(0o600);
    await server.close();

    const restored = await restoreBackup({ from: path, data: at('again') });
    expect(restored.epoch).not.toBe(manifest.epoch);
    const again = await serve(at('again'));
    const response = await fetch(`${again.url}/media/${sent[1]?.mediaId}`, {
      headers: { authorization: `Bearer ${alice.token}` },
    });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(pictureOf('two'));
  });

  it('[F17 D16] cuts a later moment where media went while it copied, and keeps nothing of them', async () => {
    const texts = ['one', 'two', 'three'];
    const { server } = await withPictures(...texts);
    await server.close();
    const hashes = texts.map((text) => hashOf(pictureOf(text))).sort();
    const [first = '', second = '', third = ''] = hashes;
    const database = await openDatabase(join(data, 'palaver.db'));
    let goes = [first, third];
    const onProgress = ({ stage, done }: BackupProgress) => {
      if (stage !== 'media' || done === 0) return;
      // What a retraction and the sweep do: the first had been copied, the third not yet.
      for (const hash of goes) {
        database.exec(`delete from media where sha256 = '${hash}'`);
        rmSync(join(data, 'media', hash.slice(0, 2), hash));
      }
      goes = [];
    };
    const { path, manifest } = await makeBackup({ data, out: at('backup'), onProgress });
    database.close();
    expect(manifest).toMatchObject({ counts: { media: 1 }, files: { count: 1 }, missing: [] });
    const kept = readdirSync(join(path, 'media'), { recursive: true }).map(String);
    expect(kept.filter((name) => name.includes(second))).toHaveLength(1);
    expect(kept.filter((name) => name.includes(first) || name.includes(third))).toEqual([]);
  });

  it('says which media are damaged or gone, and passes over them only when it is told to', async () => {
    const { server } = await withPictures('whole', 'damaged', 'gone');
    await server.close();
    const file = (text: string) => {
      const hash = hashOf(pictureOf(text));
      return join(data, 'media', hash.slice(0, 2), hash);
    };
    appendFileSync(file('damaged'), 'x');
    rmSync(file('gone'));
    const error = await refusal(makeBackup({ data, out: at('backup') }));
    expect(error).toMatchObject({ reason: 'damaged', message: expect.stringContaining('2 of the files') });
    expect(readdirSync(home)).toEqual(['data']);
    const { path, manifest } = await makeBackup({ data, out: at('backup'), skipsDamaged: true });
    expect([...manifest.missing].sort()).toEqual([hashOf(pictureOf('damaged')), hashOf(pictureOf('gone'))].sort());
    expect(manifest.files.count).toBe(1);
    await restoreBackup({ from: path, data: at('again') });
  });

  it('gets a name of its own in a directory that is there, and takes the place of nothing', async () => {
    await (await serve()).close();
    mkdirSync(at('all'));
    const first = await makeBackup({ data, out: at('all') });
    const second = await makeBackup({ data, out: at('all') });
    expect(first.path).not.toBe(second.path);
    expect(first.path).toMatch(/all\/palaver-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/);
    expect(readdirSync(at('all'))).toHaveLength(2);
    writeFileSync(at('file'), '');
    for (const out of [first.path, at('file')])
      expect(await refusal(makeBackup({ data, out }))).toMatchObject({ reason: 'in_the_way' });
    for (const out of [at('file'), at('backup.tar.gz'), at('all.ZIP')])
      expect(await refusal(makeBackup({ data, out }))).toMatchObject({
        message: expect.stringContaining('names a file'),
      });
    expect(existsSync(at('backup.tar.gz'))).toBe(false);
    expect(await refusal(makeBackup({ data: home, out: at('none') }))).toMatchObject({ reason: 'no_data' });
    expect(existsSync(at('none'))).toBe(false);
  });

  it('says which place cannot be written, and leaves nothing', async () => {
    await (await serve()).close();
    writeFileSync(at('file'), '');
    const error = await refusal(makeBackup({ data, out: at('file', 'below', 'backup') }));
    expect(error).toMatchObject({ reason: 'unwritable', message: expect.stringContaining('Name another place') });
    expect(readdirSync(home).sort()).toEqual(['data', 'file']);
  });

  it('is taken of what a server left that was killed', async () => {
    const { server } = await withPictures('one');
    // As `kill -9` leaves it: the log of changes beside the file.
    cpSync(data, at('killed'), { recursive: true, filter: (path) => !path.endsWith('-shm') });
    expect(statSync(at('killed', 'palaver.db-wal')).size).toBeGreaterThan(0);
    await server.close();
    const { manifest } = await makeBackup({ data: at('killed'), out: at('backup') });
    expect(manifest.counts).toMatchObject({ users: 2, entries: 1, media: 1 });
  });
});

describe('verifying a backup', () => {
  it('[F17] finds a byte that changed, a file that is gone, and a backup that was not finished', async () => {
    const { server } = await withPictures('one');
    await server.close();
    const { path } = await makeBackup({ data, out: at('backup') });
    await verifyBackup(path);
    const hash = hashOf(pictureOf('one'));
    const media = join('media', hash.slice(0, 2), hash);
    const flip = (file: string, place: number) => {
      const bytes = readFileSync(file);
      bytes[place] = (bytes[place] ?? 0) ^ 1;
      writeFileSync(file, bytes);
    };
    const faults: [string, (copy: string) => void, BackupError['reason']][] = [
      ['database', (copy) => flip(join(copy, 'palaver.db'), 5_000), 'damaged'],
      ['media', (copy) => flip(join(copy, media), 3), 'damaged'],
      ['gone', (copy) => rmSync(join(copy, media)), 'damaged'],
      ['no database', (copy) => rmSync(join(copy, 'palaver.db')), 'damaged'],
      ['manifest', (copy) => writeFileSync(join(copy, 'palaver-backup.json'), '{"format":"other"}'), 'damaged'],
      ['unfinished', (copy) => rmSync(join(copy, 'palaver-backup.json')), 'no_backup'],
      ['newer', (copy) => writeFileSync(join(copy, 'palaver-backup.json'), '{"version":99}'), 'newer'],
    ];
    for (const [name, harm, reason] of faults) {
      const copy = at(name);
      cpSync(path, copy, { recursive: true });
      harm(copy);
      expect(await refusal(verifyBackup(copy)), name).toMatchObject({ reason });
      expect(await refusal(restoreBackup({ from: copy, data: at('again') })), name).toMatchObject({ reason });
      expect(existsSync(at('again')), name).toBe(false);
    }
  });
});

describe('restoring a backup', () => {
  it('[F17 D23] begins another history: a client that knows the old one is told to begin anew', async () => {
    const { server, bobby } = await withPictures('one');
    const { cursor } = await bobby.ask('sync');
    const { path } = await makeBackup({ data, out: at('backup') });
    await server.close();
    const epochs = new Set<string>();
    for (const name of ['first', 'second']) {
      epochs.add((await restoreBackup({ from: path, data: at(name) })).epoch);
      const again = await serve(at(name));
      const client = await rawClient(again.url);
      await client.login({ kind: 'password', ...account('bobby') });
      expect(await client.ask('sync', { cursor })).toMatchObject({ t: 'ok', isReset: true, isFull: true });
      await again.close();
    }
    expect(epochs.size).toBe(2);
  });

  it('refuses a directory that is not empty, and leaves it as it is', async () => {
    await (await serve()).close();
    const { path } = await makeBackup({ data, out: at('backup') });
    const before = readdirSync(data);
    for (const full of [data, home, path]) {
      const error = await refusal(restoreBackup({ from: path, data: full }));
      expect(error).toMatchObject({ reason: 'in_the_way', message: expect.stringContaining('not empty') });
    }
    expect(readdirSync(data)).toEqual(before);
  });

  it('[F17] leaves no directory that a server would start on before it is whole; begun anew, it starts over', async () => {
    const { server } = await withPictures('one', 'two');
    await server.close();
    const { path } = await makeBackup({ data, out: at('backup') });
    let seen = 0;
    const onProgress = ({ stage, done }: BackupProgress) => {
      if (stage === 'media' && done > 0 && ++seen === 1) throw new Error('the process ends here');
    };
    await expect(restoreBackup({ from: path, data: at('again'), onProgress })).rejects.toThrow('ends here');
    await expect(createServer({ port: 0, data: at('again') })).rejects.toMatchObject({ reason: 'data_unfinished' });
    await restoreBackup({ from: path, data: at('again') });
    await serve(at('again'));
  });
});
