import { ImError, type WireMessage } from '@palaver/protocol';
import { describe, expect, it } from 'vitest';
import type { Client, Message, User } from './api.js';
import type { LocalStorePort } from './store/local-store.js';
import { memoryStore } from './store/memory-store.js';
import { answer } from './testing/fake-media.js';
import { MediaStage } from './testing/media-stage.js';

const alice = { user: 'alice' };
const code = (promise: PromiseLike<unknown>) =>
  promise.then(
    () => 'resolved',
    (error) => (ImError.is(error) ? error.code : String(error)),
  );
const bytesOf = (count: number) => Uint8Array.from({ length: count }, (_, n) => (n * 13) % 251);
const idOf = (name: string) => `media-of-the-test-${name}`;

/** A message of alice's with media that the server has. */
function said(stage: MediaStage, type: 'voice' | 'image' | 'file', name: string, bytes = 3000) {
  const mime = { voice: 'audio/ogg', image: 'image/jpeg', file: 'application/zip' }[type];
  const media = stage.media.add(idOf(name), bytesOf(bytes), mime, type);
  const thumbnail = stage.media.add(idOf(`${name}-small`), bytesOf(100), 'image/jpeg', 'thumbnail');
  const more = { voice: { duration: 3 }, image: { thumbnail, width: 4, height: 3 }, file: { fileName: name } }[type];
  const log = stage.server.single('alice', 'bobby');
  const message = { id: `message-of-the-test-${name}`, content: { type, media, ...more } } as unknown as WireMessage;
  return stage.server.append(log, 'alice', message);
}
async function received(stage: MediaStage, client: Client, name: string): Promise<Message> {
  let found: Message | undefined;
  for (let turns = 0; turns < 100 && !found; turns++) {
    await stage.pass(10);
    found = await client.conversations.peek(alice)?.messages.byId(`message-of-the-test-${name}`);
  }
  return found as Message;
}
const isIn = async (blob: Blob, count: number) =>
  expect(Buffer.compare(new Uint8Array(await blob.arrayBuffer()), bytesOf(count))).toBe(0);
const statusOf = (client: Client) => client.conversations.peek(alice)?.lastMessage?.status;

describe('downloading', () => {
  it('[S16 S20 S35] gives the bytes, with progress, and keeps them: the next time asks no server', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const bobby = await stage.online('bobby');
    said(stage, 'file', 'a');
    const message = await received(stage, bobby, 'a');
    expect(message).toMatchObject({ status: 'received', content: { type: 'file', fileName: 'a' } });
    const told: number[] = [];
    const blob = await stage.until(message.download('original', { onProgress: (fraction) => told.push(fraction) }));
    await isIn(blob, 3000);
    expect(blob.type).toBe('application/zip');
    expect(told).toEqual([0.25, 0.5, 0.75, 1]);
    const faulty = () => {
      throw new Error('of the caller');
    };
    await isIn(await stage.until(message.download('original', { onProgress: faulty })), 3000);
    expect(stage.errors.map(String)).toEqual(['Error: of the caller']);
    expect(stage.media.asked).toEqual(['GET 0-']);
    expect(await stage.until(code(message.download('thumbnail')))).toBe('NOT_FOUND');
  });

  it('[S36] concurrent calls share one transfer; aborting one does not end it for the others', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const bobby = await stage.online('bobby');
    said(stage, 'file', 'a');
    const message = await received(stage, bobby, 'a');
    const controller = new AbortController();
    const one = message.download('original', { signal: controller.signal, onProgress: () => controller.abort() });
    const other = message.download();
    expect(await stage.until(code(one))).toBe('CANCELLED');
    await isIn(await stage.until(other), 3000);
    expect(stage.media.asked).toEqual(['GET 0-']);
  });

  it('[S36] ends with CANCELLED when nobody waits any more, and later goes on from there', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const store = memoryStore();
    const bobby = await stage.online('bobby', store);
    const size = 5 * 1024 * 1024;
    said(stage, 'file', 'a', size);
    const message = await received(stage, bobby, 'a');
    const aborted = new AbortController();
    aborted.abort();
    expect(await code(message.download('original', { signal: aborted.signal }))).toBe('CANCELLED');
    const controller = new AbortController();
    const onProgress = (fraction: number) => fraction >= 0.5 && controller.abort();
    expect(await stage.until(code(message.download('original', { signal: controller.signal, onProgress })))).toBe(
      'CANCELLED',
    );
    await stage.pass(100);
    await stage.until(bobby[Symbol.asyncDispose]());
    // [B8] after a restart, too.
    const again = stage.device(store);
    await stage.until(again.resume());
    await stage.until(again.synced());
    await isIn(await stage.until((await received(stage, again, 'a')).download()), size);
    expect(stage.media.asked).toEqual(['GET 0-', `GET ${size / 2}-`]);
  });

  it('[B8] goes on by itself after an interruption', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const bobby = await stage.online('bobby');
    said(stage, 'file', 'a');
    const message = await received(stage, bobby, 'a');
    stage.media.cutAfter = 1500;
    await isIn(await stage.until(message.download()), 3000);
    expect(stage.media.asked).toEqual(['GET 0-', 'GET 1500-']);
  });

  it('[D21] what is not equal by length and hash is asked for once more, and then fails with DOWNLOAD_FAILED', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const bobby = await stage.online('bobby');
    said(stage, 'file', 'a');
    const message = await received(stage, bobby, 'a');
    stage.media.forge = (bytes) => bytes.map((byte, at) => (at === 7 ? byte + 1 : byte));
    expect(await stage.until(code(message.download()))).toBe('DOWNLOAD_FAILED');
    expect(stage.media.asked).toEqual(['GET 0-', 'GET 0-']);
    stage.media.forge = (bytes) => new Uint8Array([...bytes, 1]);
    expect(await stage.until(code(message.download()))).toBe('DOWNLOAD_FAILED');
    let answers = 0;
    stage.media.forge = (bytes) => (answers++ === 0 ? bytes.map(() => 0) : bytes);
    await isIn(await stage.until(message.download()), 3000);
  });

  it('says OFFLINE without a connection, and DOWNLOAD_FAILED where the server has it not', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const bobby = await stage.online('bobby');
    said(stage, 'file', 'a');
    const message = await received(stage, bobby, 'a');
    stage.media.intercept = () => answer(404, { code: 'NOT_FOUND' });
    expect(await stage.until(code(message.download()))).toBe('DOWNLOAD_FAILED');
    stage.server.isUp = false;
    stage.server.cut();
    await stage.pass(10);
    expect(await stage.until(code(message.download()))).toBe('OFFLINE');
  });

  it('[S6] ends when its message is removed here, and keeps nothing', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const store = memoryStore();
    const bobby = await stage.online('bobby', store);
    said(stage, 'file', 'a');
    const message = await received(stage, bobby, 'a');
    const download = message.download('original', {
      onProgress: () => void bobby.conversations.remove(alice).catch(() => {}),
    });
    expect(await stage.until(code(download))).toBe('CANCELLED');
    await stage.pass(100);
    expect(await stage.until(code(message.download()))).toBe('NOT_FOUND');
  });
});

describe('what comes by itself', () => {
  it('[S16 S17 S35] thumbnails and voices of what arrives, and of own messages from elsewhere; no originals', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const bobby = await stage.online('bobby');
    said(stage, 'image', 'picture');
    said(stage, 'voice', 'voice', 500);
    said(stage, 'file', 'file');
    await stage.when(() => stage.media.asked.length === 2);
    await stage.pass(200);
    expect(stage.media.asked).toEqual(['GET 0-', 'GET 0-']);
    const picture = await received(stage, bobby, 'picture');
    const voice = await received(stage, bobby, 'voice');
    expect([picture.status, voice.status]).toEqual(['received', 'received']);
    stage.server.isUp = false;
    stage.server.cut();
    await stage.pass(10);
    await isIn(await stage.until(picture.download('thumbnail')), 100);
    await isIn(await stage.until(voice.download()), 500);
  });

  it('shows as downloading while it is under way, and goes on with the next connection', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const bobby = await stage.online('bobby');
    stage.media.intercept = () => {
      stage.server.isUp = false;
      stage.server.cut();
      return new ImError('OFFLINE');
    };
    said(stage, 'voice', 'voice');
    await stage.when(() => statusOf(bobby) === 'downloading');
    await stage.pass(2000);
    expect(statusOf(bobby)).toBe('downloading');
    stage.media.intercept = () => undefined;
    stage.server.isUp = true;
    await stage.when(() => statusOf(bobby) === 'received');
    await isIn(await stage.until((await received(stage, bobby, 'voice')).download()), 3000);
  });

  it('[B8] goes on after a restart', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const store = memoryStore();
    const before = await stage.online('bobby', store);
    stage.media.intercept = () => new Promise(() => {});
    said(stage, 'voice', 'voice');
    await stage.when(() => statusOf(before) === 'downloading');
    await stage.until(before[Symbol.asyncDispose]());
    stage.media.intercept = () => undefined;
    const after = stage.device(store);
    await stage.until(after.resume());
    await stage.when(() => statusOf(after) === 'received');
  });

  it('[S35] a failure is told once and shows; asking again downloads again', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const bobby = await stage.online('bobby');
    const told: string[] = [];
    bobby.on('message.download_failed', ({ message, error }) => told.push(`${message.status} ${error.code}`));
    bobby.addDelegate({ onReceiveMessageDownloadFailed: (message) => void told.push(`delegate ${message.status}`) });
    stage.media.intercept = () => answer(404, { code: 'NOT_FOUND' });
    said(stage, 'voice', 'voice');
    await stage.when(() => statusOf(bobby) === 'download_failed');
    expect(told).toEqual(['download_failed DOWNLOAD_FAILED', 'delegate download_failed']);
    const message = await received(stage, bobby, 'voice');
    expect(await stage.until(code(message.download()))).toBe('DOWNLOAD_FAILED');
    stage.media.intercept = () => undefined;
    await isIn(await stage.until(message.download()), 3000);
    expect([statusOf(bobby), told.length]).toEqual(['received', 2]);
  });

  it('comes for what is missed and then reported, and for what is looked at', async () => {
    const stage = new MediaStage('alice', 'bobby');
    said(stage, 'voice', 'missed');
    const bobby = await stage.online('bobby');
    await stage.when(() => statusOf(bobby) === 'received' && stage.media.asked.length === 1);
    await stage.pass(100);
    // A second device of the user gets it as roaming: nothing comes until somebody looks.
    stage.server.cut();
    const other = await stage.online('bobby');
    await stage.pass(1000);
    expect(stage.media.asked).toHaveLength(1);
    const conversation = await stage.until(other.conversations.open(alice));
    conversation.messages.subscribe(() => {});
    await stage.when(() => stage.media.asked.length === 2);
  });

  it('[S39] with a retracted message go its bytes, held or on their way', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const store = memoryStore() as LocalStorePort;
    const database = await store.open('ws://server.example/socket default bobby');
    const isHeld = async (name: string) =>
      (await database.blob('single_default_alice', `message-of-the-test-${name}~1`, idOf(name))) !== undefined;
    const bobby = await stage.online('bobby', store);
    const log = stage.server.single('alice', 'bobby');
    said(stage, 'voice', 'voice');
    await stage.when(() => statusOf(bobby) === 'received');
    expect(await isHeld('voice')).toBe(true);
    stage.server.retract(log, 1);
    await stage.when(() => bobby.conversations.peek(alice)?.lastMessage?.content.type === 'prompt');
    expect(await isHeld('voice')).toBe(false);
    said(stage, 'file', 'file', 4_000_000);
    const file = await received(stage, bobby, 'file');
    stage.media.between = () => new Promise(() => {});
    const download = file.download('original', {
      onProgress: () => stage.server.retract(log, 3),
    });
    expect(await stage.until(code(download))).toBe('CANCELLED');
    expect(await database.blob('single_default_alice', file.id, `${idOf('file')}#0`)).toBeUndefined();
  });

  it('leaves a client alone that moves no media, and keeps what it does not understand', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const bobby = await stage.online('bobby');
    const log = stage.server.single('alice', 'bobby');
    const broken = { type: 'image', media: 'nothing of ours', width: 1, height: 1 };
    stage.server.append(log, 'alice', { id: 'message-of-the-test-broken', content: broken } as never);
    expect((await received(stage, bobby, 'broken')).content).toEqual({ type: 'unknown', raw: broken });
    expect(stage.errors).toEqual([]);
  });
});

describe('avatars', () => {
  it('[S12 S13] come from the server once, are kept, and have an address from then on', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const avatar = stage.media.add(idOf('avatar'), bytesOf(200), 'image/png', 'avatar');
    stage.server.users.set('alice', { username: 'alice', appKey: 'default', avatarMediaId: avatar.mediaId });
    const store = memoryStore();
    const bobby = await stage.online('bobby', store);
    const conversation = await stage.until(bobby.conversations.open(alice));
    expect([conversation.avatarId, conversation.avatarUrl]).toEqual(['alice_default_single', undefined]);
    const [one, other] = await stage.until(Promise.all([conversation.avatar(), conversation.avatar()]));
    await isIn(one as Blob, 200);
    expect(other?.type).toBe('image/png');
    const address = `data:image/png;base64,${Buffer.from(bytesOf(200)).toString('base64')}`;
    expect(bobby.conversations.peek(alice)?.avatarUrl).toBe(address);
    expect(bobby.conversations.peek(alice)).not.toBe(conversation);
    await stage.until(bobby[Symbol.asyncDispose]());
    const again = stage.device(store);
    await stage.until(again.resume());
    await stage.when(() => again.conversations.peek(alice)?.avatarUrl === address);
    expect(stage.media.asked).toEqual(['GET 0-']);
  });

  it("[O7 (part)] one's own is uploaded and shown; anybody's comes from the server, and is kept nowhere", async () => {
    const stage = new MediaStage('alice', 'bobby');
    const client = await stage.online('alice');
    const me = await stage.until(client.users.setAvatar(new Blob([bytesOf(90)], { type: 'image/png' })));
    expect(me.avatarMediaId).toBeDefined();
    expect(client.me.get()?.avatarMediaId).toBe(me.avatarMediaId);
    expect(stage.media.kept.get(me.avatarMediaId ?? '')?.kind).toBe('avatar');
    const bobby = await stage.online('bobby');
    const [user] = await stage.until(bobby.users.getMany(['alice']));
    await isIn((await stage.until(bobby.users.avatar(user as User))) as Blob, 90);
    expect(
      await stage.until(client.users.avatar((await stage.until(client.users.get('bobby'))) as User)),
    ).toBeUndefined();
    expect(await code(stage.until(client.users.setAvatar(new Blob([]))))).toBe('INVALID');
  });

  it('[S12] is undefined without an error where the peer has none', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const bobby = await stage.online('bobby');
    const conversation = await stage.until(bobby.conversations.open(alice));
    expect(await stage.until(conversation.avatar())).toBeUndefined();
    expect([conversation.avatarUrl, stage.media.asked]).toEqual([undefined, []]);
  });
});
