import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { limits } from '@palaver/protocol';
import { createServer, type Server } from '@palaver/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client, LocalStore, Message } from '../api.js';
import { content } from '../content.js';
import { createClient } from '../create-client.js';
import { memoryStore } from '../store/memory-store.js';
import { type Cuttable, cuttable } from '../testing/cuttable.js';
import { sqliteStore } from './sqlite-store.js';

const password = 'a long password';
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAEklEQVR42mNk+M/wn4GBgYEBAA4EAgFpVZgIAAAAAElFTkSuQmCC',
  'base64',
);
let directory: string;
let server: Server;
let way: Cuttable;
let people = 0;
const clients = new Set<Client>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'palaver-media-'));
  server = await createServer({ port: 0, data: join(directory, 'server') });
  way = await cuttable(() => Number(new URL(server.url).port));
});
afterAll(async () => {
  for (const client of clients) await client[Symbol.asyncDispose]();
  await way.close();
  await server.close();
  await rm(directory, { recursive: true });
});

function device(store: LocalStore = memoryStore()): Client {
  const client = createClient({ url: way.url, store });
  clients.add(client);
  return client;
}
async function enter(store?: LocalStore): Promise<{ client: Client; username: string; target: { user: string } }> {
  people += 1;
  const username = `person${people}`;
  const client = device(store);
  await client.register({ username, password });
  await client.login({ username, password });
  return { client, username, target: { user: username } };
}
const next = (client: Client) =>
  new Promise<Message>((resolve) => client.on('message.new', ({ message }) => resolve(message), { once: true }));
const bytesOf = async (blob: Blob) => Buffer.from(await blob.arrayBuffer());
const status = (client: Client, of: Message, wanted: string) =>
  new Promise<void>((resolve) => {
    const look = async () => {
      const found = await client.conversations.peek(of.target)?.messages.byId(of.id);
      if (found?.status === wanted) resolve();
    };
    client.on('conversation.changed', () => void look());
    void look();
  });

describe('media between two devices and a server', () => {
  it('[S16 S17 S18 S20 S36 D21] every kind arrives as it was given', async () => {
    const [alice, bobby] = [await enter(), await enter()];
    const path = join(directory, 'large.bin');
    const large = randomBytes(limits.plainUploadBytes + 12_345);
    await writeFile(path, large);
    const voice = randomBytes(2_000);
    const cases = [
      [content.image(png), png, { type: 'image', media: { mime: 'image/png' } }],
      [content.voice(voice, { duration: 1.5 }), voice, { type: 'voice', duration: 1.5 }],
      [
        content.video(voice, { duration: 2, thumbnail: png }),
        voice,
        { type: 'video', thumbnail: { mime: 'image/png' } },
      ],
      [content.file({ uri: path }, { fileName: 'large.bin' }), large, { type: 'file', fileName: 'large.bin' }],
      [content.file({ uri: String(pathToFileURL(path)) }, { fileName: 'ünï.bin' }), large, { fileName: 'ünï.bin' }],
    ] as const;
    for (const [made, bytes, shown] of cases) {
      const received = next(bobby.client);
      const progress: number[] = [];
      const sent = await alice.client.send(bobby.target, made, { onProgress: (fraction) => progress.push(fraction) });
      expect(progress.at(-1)).toBe(1);
      const message = await received;
      for (const one of [sent, message]) expect(one.content).toMatchObject(shown);
      expect((await bytesOf(await message.download())).equals(bytes)).toBe(true);
      expect((await bytesOf(await sent.download())).equals(bytes)).toBe(true);
    }
    const { messages } = bobby.client.conversations.peek(alice.target) ?? {};
    const video = (await messages?.all())?.find(({ content: { type } }) => type === 'video');
    expect((await bytesOf(await (video as Message).download('thumbnail'))).equals(png)).toBe(true);
    expect(video?.status).toBe('received');
  });

  it('[S35] a voice comes by itself and is there without the server', async () => {
    const [alice, bobby] = [await enter(), await enter()];
    const received = next(bobby.client);
    await alice.client.send(bobby.target, content.voice(randomBytes(500), { duration: 1 }));
    const message = await received;
    await status(bobby.client, message, 'received');
    expect((await message.download()).size).toBe(500);
  });

  it('[S16 S20] a picture that is none is sent as what it is', async () => {
    const [alice, bobby] = [await enter(), await enter()];
    const large = new Blob([randomBytes(limits.plainUploadBytes + 1)], { type: 'image/png' });
    for (const data of [new Blob(['<svg/>'], { type: 'image/svg+xml' }), large]) {
      const sent = await alice.client.send(bobby.target, content.image(data));
      expect(sent.content).toMatchObject({ media: { mime: 'application/octet-stream' }, width: 0, height: 0 });
    }
  });

  it('[S29] cancel ends an upload, and the server keeps nothing of it', async () => {
    const [alice, bobby] = [await enter(), await enter()];
    const received = next(bobby.client);
    const file = content.file(randomBytes(4 * limits.plainUploadBytes), { fileName: 'x' });
    const handle = alice.client.send(bobby.target, file);
    handle.progress.subscribe(() => handle.cancel());
    await expect(handle).rejects.toMatchObject({ code: 'CANCELLED' });
    await alice.client.send(bobby.target, 'after it');
    expect(await received).toMatchObject({ seq: 1, content: { text: 'after it' } });
    const kept = await alice.client.conversations.peek(bobby.target)?.messages.byId(handle.id);
    expect(kept).toMatchObject({ status: 'failed', error: { code: 'CANCELLED' } });
    if (kept) expect(await alice.client.send(bobby.target, kept as never)).toMatchObject({ status: 'sent' });
  });

  it('[S23 B8] drafts and downloads go on after a restart, with a store on the disk', async () => {
    const path = join(directory, 'restarted');
    const [alice, bobby] = [await enter(), await enter(sqliteStore(path))];
    const large = randomBytes(12 * 1024 * 1024);
    const received = next(bobby.client);
    await alice.client.send(bobby.target, content.file(large, { fileName: 'large.bin' }));
    const message = await received;
    const conversation = await bobby.client.conversations.open(alice.target);
    const draft = await conversation.createMessage(content.image(png));
    const controller = new AbortController();
    const onProgress = (fraction: number) => fraction > 0.4 && controller.abort();
    const first = message.download('original', { signal: controller.signal, onProgress });
    await expect(first).rejects.toMatchObject({ code: 'CANCELLED' });
    clients.delete(bobby.client);
    await bobby.client[Symbol.asyncDispose]();

    const again = device(sqliteStore(path));
    await again.resume();
    await again.synced();
    const found = again.conversations.peek(alice.target);
    const fractions: number[] = [];
    const file = await found?.messages.byId(message.id);
    const blob = await file?.download('original', { onProgress: (fraction) => fractions.push(fraction) });
    expect((await bytesOf(blob as Blob)).equals(large)).toBe(true);
    expect(fractions[0]).toBeGreaterThan(0.3);
    const kept = await found?.messages.byId(draft.id);
    expect(kept).toMatchObject({ status: 'draft', content: { type: 'image', width: 2, height: 3 } });
    expect((await bytesOf((await kept?.download()) as Blob)).equals(png)).toBe(true);
    expect(await found?.send(kept as never)).toMatchObject({ id: draft.id, status: 'sent' });
  });

  it('[S12 S13 O6 O7] avatars of people and groups are shown to the others, and are known from then on', async () => {
    const [alice, bobby] = [await enter(), await enter()];
    const before = await bobby.client.conversations.open(alice.target);
    expect([await before.avatar(), before.avatarUrl, before.avatarId]).toEqual([
      undefined,
      undefined,
      `${alice.username}_default_single`,
    ]);
    await alice.client.send(bobby.target, 'hello');
    for (const [bad, code] of [
      [new Uint8Array(), 'INVALID'],
      [new Uint8Array(limits.imageBytes + 1), 'TOO_LARGE'],
      [{ uri: '/no/such/file' }, 'UPLOAD_FAILED'],
    ] as const)
      await expect(alice.client.users.setAvatar(bad)).rejects.toMatchObject({ code });
    const me = await alice.client.users.setAvatar(png);
    expect(alice.client.me.get()).toMatchObject({ avatarMediaId: me.avatarMediaId });
    expect(await bobby.client.users.get(alice.username)).toMatchObject({ avatarMediaId: me.avatarMediaId });
    const carol = await enter();
    const single = await carol.client.conversations.open(alice.target);
    expect((await bytesOf((await single.avatar()) as Blob)).equals(png)).toBe(true);
    const address = `data:image/png;base64,${png.toString('base64')}`;
    expect(carol.client.conversations.peek(alice.target)?.avatarUrl).toBe(address);

    const { id } = await alice.client.groups.create({ name: 'us', members: [bobby.username] });
    expect(await alice.client.groups.setAvatar(id, png)).toMatchObject({ avatarMediaId: expect.any(String) });
    const group = () => bobby.client.conversations.peek({ group: id });
    await new Promise<void>((resolve) => {
      const look = () => group()?.peer && 'avatarMediaId' in (group()?.peer ?? {}) && resolve();
      bobby.client.on('conversation.changed', look);
      look();
    });
    expect((await bytesOf((await group()?.avatar()) as Blob)).equals(png)).toBe(true);
    expect(group()).toMatchObject({
      avatarUrl: address,
      avatarId: `${id}_group`,
    });
  });

  it('a large file that vanishes before its upload fails as UPLOAD_FAILED; so does one that has changed', async () => {
    const [alice, bobby] = [await enter(), await enter()];
    const size = limits.plainUploadBytes + 100;
    for (const [spoil, message] of [
      [(path: string) => rm(path), 'The file can no longer be read.'],
      [(path: string) => writeFile(path, randomBytes(size)), expect.stringContaining('hash')],
      [(path: string) => writeFile(path, randomBytes(size - 1)), expect.any(String)],
    ] as const) {
      const path = join(directory, 'vanishing.bin');
      await writeFile(path, randomBytes(size));
      const draft = await (await alice.client.conversations.open(bobby.target)).createMessage(
        content.file({ uri: path }, { fileName: 'x' }),
      );
      await spoil(path);
      const sending = alice.client.send(bobby.target, draft as never);
      await expect(sending).rejects.toMatchObject({ code: 'UPLOAD_FAILED', message });
      expect(await alice.client.conversations.peek(bobby.target)?.messages.byId(draft.id)).toMatchObject({
        status: 'failed',
      });
    }
  });

  it('[B8] goes on after the connection was cut, up and down', async () => {
    const [alice, bobby] = [await enter(), await enter()];
    const large = randomBytes(20 * 1024 * 1024);
    const handle = alice.client.send(bobby.target, content.file(large, { fileName: 'large.bin' }));
    let isCut = false;
    handle.progress.subscribe(() => {
      if (!isCut && handle.progress.get() > 0.3) way.cut();
      isCut ||= handle.progress.get() > 0.3;
    });
    const received = next(bobby.client);
    await handle;
    const message = await received;
    let isCutAgain = false;
    const blob = await message
      .download('original', {
        onProgress(fraction) {
          if (!isCutAgain && fraction > 0.3) way.cut();
          isCutAgain ||= fraction > 0.3;
        },
      })
      // Where the loss of the connection was noticed first.
      .catch(async () => {
        await bobby.client.synced();
        return message.download();
      });
    expect((await bytesOf(blob)).equals(large)).toBe(true);
    expect([isCut, isCutAgain]).toEqual([true, true]);
  });
});
