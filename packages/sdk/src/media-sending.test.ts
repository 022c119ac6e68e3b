import { ImError, limits } from '@palaver/protocol';
import { describe, expect, it } from 'vitest';
import type { Message } from './api.js';
import { content } from './content.js';
import { memoryStore } from './store/memory-store.js';
import { answer } from './testing/fake-media.js';
import { MediaStage } from './testing/media-stage.js';
import { listen } from './testing/stage.js';
import { words } from './testing/words.js';

const bobby = { user: 'bobby' };
const code = (promise: PromiseLike<unknown>) =>
  promise.then(
    () => 'resolved',
    (error) => (ImError.is(error) ? error.code : String(error)),
  );
const bytesOf = (count: number) => Uint8Array.from({ length: count }, (_, n) => (n * 7 + (n >> 8)) % 256);
const large = () => bytesOf(limits.plainUploadBytes + 1000);
const voice = (count = 1000) => content.voice(bytesOf(count), { duration: 2.5 });
const png = () => {
  const head = [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 40, 0, 0, 0, 30];
  return Uint8Array.from([...head, 8, 6, 0, 0, 0, ...bytesOf(200)]);
};

describe('content', () => {
  const invalid = (make: () => unknown) => {
    try {
      make();
    } catch (error) {
      return ImError.is(error) ? error.code : String(error);
    }
    return 'made';
  };

  it('[S16 S17 S18 S20] is refused when it is made, where it is no content', () => {
    const empty = new Uint8Array();
    const data = new Uint8Array([1]);
    for (const make of [
      () => content.image(empty),
      () => content.image(new Blob([])),
      () => content.image(undefined as never),
      () => content.image({ uri: '' }),
      () => content.voice(empty, { duration: 1 }),
      ...[0, -1, Number.NaN, Number.POSITIVE_INFINITY].map((duration) => () => content.voice(data, { duration })),
      () => content.voice(data, undefined as never),
      () => content.video(data, { duration: 0 }),
      () => content.video(data, { duration: 1, thumbnail: empty }),
      () => content.file(data, { fileName: '' }),
      () => content.file(data, { fileName: '../etc/passwd' }),
      () => content.file(data, { fileName: 'x'.repeat(256) }),
      () => content.file(empty, { fileName: 'x' }),
    ])
      expect(invalid(make)).toBe('INVALID');
    expect(invalid(() => content.image(new Uint8Array(limits.imageBytes + 1)))).toBe('TOO_LARGE');
    expect(invalid(() => content.voice(new Uint8Array(limits.voiceBytes + 1), { duration: 1 }))).toBe('TOO_LARGE');
    expect(
      invalid(() => content.video(data, { duration: 1, thumbnail: new Uint8Array(limits.thumbnailBytes + 1) })),
    ).toBe('TOO_LARGE');
  });

  it('is what it was when it was made, whatever its maker does with his bytes', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const alice = await stage.online('alice');
    const bytes = bytesOf(50);
    const made = content.file(bytes, { fileName: 'f.bin' });
    bytes.fill(0);
    await stage.until(alice.send(bobby, made));
    expect([...stage.media.kept.values()][0]?.bytes).toEqual(bytesOf(50));
  });
});

describe('sending media', () => {
  it('[S16 S20 D21] uploads first and sends then; what is sent is what the server has', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const alice = await stage.online('alice');
    const handle = alice.send(bobby, content.image(png()));
    const shown = await stage.until(handle.message);
    expect(shown).toMatchObject({
      status: 'sending',
      content: { type: 'image', width: 40, height: 30, media: { mime: 'image/png', bytes: png().length } },
    });
    expect((shown.content as { media: object }).media).not.toHaveProperty('mediaId');
    expect(stage.server.count('send')).toBe(0);
    const sent = await stage.until(handle);
    const { media } = sent.content as { media: { mediaId: string; sha256: string } };
    expect(stage.media.kept.get(media.mediaId)).toMatchObject({ sha256: media.sha256, kind: 'image', bytes: png() });
    expect(stage.media.asked).toEqual(['PUT image']);
    expect(sent).toMatchObject({ status: 'sent', seq: 1 });
  });

  it('[S17 S18] voices, videos with the thumbnail that was given, and files', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const alice = await stage.online('alice');
    const video = content.video(bytesOf(500), { duration: 3, thumbnail: png() });
    expect(await stage.until(alice.send(bobby, voice()))).toMatchObject({ content: { type: 'voice', duration: 2.5 } });
    expect(await stage.until(alice.send(bobby, video))).toMatchObject({
      content: { type: 'video', duration: 3, thumbnail: { mime: 'image/png', bytes: png().length } },
    });
    const file = new File([bytesOf(9)], 'ignored', { type: 'Text/Plain; charset=utf-8' });
    const sent = await stage.until(alice.send(bobby, content.file(file, { fileName: 'a b.txt' })));
    expect(sent).toMatchObject({ content: { fileName: 'a b.txt', media: { mime: 'text/plain', bytes: 9 } } });
    expect(stage.media.asked).toEqual(['PUT voice', 'PUT thumbnail', 'PUT video', 'PUT file']);
  });

  it('goes by what the server takes a picture for', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const alice = await stage.online('alice');
    stage.media.intercept = ({ method, url }) =>
      method === 'PUT' ? answer(201, { mediaId: url.split('/').at(-1), mime: 'application/octet-stream' }) : undefined;
    const sent = await stage.until(alice.send(bobby, content.image(new Blob(['no picture'], { type: 'image/png' }))));
    expect(sent).toMatchObject({ content: { media: { mime: 'application/octet-stream' } } });
    expect(stage.server.asked.at(-1)?.frame).toMatchObject({
      message: { content: { media: { mime: 'application/octet-stream' } } },
    });
  });

  it('[D8] a text does not wait behind the upload of what was made before it', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const alice = await stage.online('alice');
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    stage.media.intercept = async () => void (await held);
    const slow = alice.send(bobby, voice());
    await stage.until(slow.message);
    const text = await stage.until(alice.send(bobby, 'quick'));
    expect(text.seq).toBe(1);
    release();
    expect((await stage.until(slow)).seq).toBe(2);
  });

  it('[B8] tells how far it is, from 0 to 1 and never back', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const alice = await stage.online('alice');
    const told: number[] = [];
    const shown: number[] = [];
    const handle = alice.send(bobby, voice(4000), { onProgress: (fraction) => told.push(fraction) });
    handle.progress.subscribe(() => shown.push(handle.progress.get()));
    expect(handle.progress.get()).toBe(0);
    await stage.until(handle);
    expect(told).toEqual([0.25, 0.5, 0.75, 1]);
    expect(shown).toEqual(told);
  });

  it('[B8] tries again after failures, without a second upload of what is complete', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const alice = await stage.online('alice');
    let failures = 3;
    stage.media.intercept = (_, name) => {
      if (name !== 'PUT video' || failures-- <= 0) return undefined;
      return failures === 1 ? answer(507, { code: 'SERVER_FULL' }) : new ImError('OFFLINE');
    };
    const handle = alice.send(bobby, content.video(bytesOf(500), { duration: 3, thumbnail: png() }));
    expect(await stage.until(handle)).toMatchObject({ status: 'sent' });
    expect(stage.media.asked).toEqual(['PUT thumbnail', 'PUT video', 'PUT video', 'PUT video', 'PUT video']);
  });

  it('[B8] a large file goes on where its upload was broken off', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const alice = await stage.online('alice');
    stage.media.cutAfter = 3_000_000;
    const sent = await stage.until(alice.send(bobby, content.file(large(), { fileName: 'large.bin' })));
    const { media } = sent.content as { media: { mediaId: string } };
    expect(Buffer.compare(stage.media.kept.get(media.mediaId)?.bytes ?? new Uint8Array(), large())).toBe(0);
    expect(stage.media.asked).toEqual([
      ...['HEAD upload', 'POST upload', 'PATCH upload'],
      ...['HEAD upload', 'PATCH upload'],
    ]);
  });

  it('[S26 B8] made offline it is shown, waits, and goes with the next connection', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const alice = await stage.online('alice');
    stage.server.isUp = false;
    stage.server.cut();
    await stage.pass(10);
    const handle = alice.send(bobby, voice());
    expect(await stage.until(handle.message)).toMatchObject({ status: 'sending', error: { code: 'OFFLINE' } });
    await stage.pass(5000);
    expect(stage.media.asked).toEqual([]);
    stage.server.isUp = true;
    expect(await stage.until(handle)).toMatchObject({ status: 'sent' });
  });

  it('[B8 S23] uploads and drafts with their bytes survive a restart; the upload goes on under the same id', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const store = memoryStore();
    const before = await stage.online('alice', store);
    const conversation = await stage.until(before.conversations.open(bobby));
    const draft = await stage.until(conversation.createMessage(voice(700)));
    expect(draft).toMatchObject({ status: 'draft', content: { type: 'voice', media: { bytes: 700 } } });
    stage.media.intercept = (_, name) => (name === 'PUT voice' ? new ImError('OFFLINE') : undefined);
    const handle = before.send(bobby, voice(800));
    await stage.until(handle.message);
    await stage.when(() => stage.media.asked.length > 1);
    await stage.until(before[Symbol.asyncDispose]());
    expect(await code(handle)).toBe('CANCELLED');

    stage.media.intercept = () => undefined;
    const after = stage.device(store);
    const sent = new Promise<Message>((resolve) => after.on('message.sent', ({ message }) => resolve(message)));
    await stage.until(after.resume());
    expect((await stage.until(sent)).id).toBe(handle.id);
    expect(stage.media.kept.size).toBe(1);
    const found = await after.conversations.peek(bobby)?.messages.byId(draft.id);
    expect(await stage.until((found as Message).download())).toHaveProperty('size', 700);
    expect(await stage.until(after.send(bobby, found as never))).toMatchObject({ id: draft.id, status: 'sent' });
    expect([...stage.media.kept.values()].map(({ size }) => size)).toEqual([800, 700]);
  });

  it('[S25 S29] a final refusal fails the message and keeps the bytes; sent again it uploads only what is missing', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const alice = await stage.online('alice');
    const heard = listen(alice);
    let refusal = 'FORBIDDEN';
    stage.media.intercept = (_, name) =>
      name === 'PUT video' ? answer(403, { code: refusal, detail: 'Not today.' }) : undefined;
    const handle = alice.send(bobby, content.video(bytesOf(500), { duration: 3, thumbnail: png() }));
    await expect(stage.until(handle)).rejects.toMatchObject({ code: 'UPLOAD_FAILED', message: 'Not today.' });
    const messages = alice.conversations.peek(bobby)?.messages;
    const failed = (await messages?.byId(handle.id)) as Message;
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'UPLOAD_FAILED' } });
    refusal = 'TOO_LARGE';
    expect(await stage.until(code(alice.send(bobby, failed as never)))).toBe('TOO_LARGE');
    stage.media.intercept = () => undefined;
    const again = (await messages?.byId(handle.id)) as Message;
    expect(await stage.until(alice.send(bobby, again as never))).toMatchObject({ id: handle.id, status: 'sent' });
    expect(stage.media.asked).toEqual(['PUT thumbnail', 'PUT video', 'PUT video', 'PUT video']);
    expect(heard.filter((line) => line.startsWith('failed'))).toHaveLength(2);
  });

  it('uploads anew where the server has lost what it had', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const alice = await stage.online('alice');
    stage.server.intercept = (request) => (request.t === 'send' ? 'NOT_FOUND' : undefined);
    const handle = alice.send(bobby, voice());
    expect(await stage.until(code(handle))).toBe('NOT_FOUND');
    stage.server.intercept = () => undefined;
    const failed = await alice.conversations.peek(bobby)?.messages.byId(handle.id);
    await stage.until(alice.send(bobby, failed as never));
    expect(stage.media.asked).toEqual(['PUT voice', 'PUT voice']);
    expect(stage.media.kept.size).toBe(1);
  });

  it('[S29] cancel ends the upload with CANCELLED; nothing of it stays on the server, and nobody gets it', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const alice = await stage.online('alice');
    const heard = listen(alice);
    const handle = alice.send(bobby, content.file(large(), { fileName: 'large.bin' }));
    handle.progress.subscribe(() => handle.cancel());
    expect(await stage.until(code(handle))).toBe('CANCELLED');
    await stage.when(() => stage.media.kept.size === 0);
    expect(stage.media.asked.at(-1)).toBe('DELETE upload');
    expect([stage.server.count('send'), heard.length]).toEqual([0, 1]);
    const kept = await alice.conversations.peek(bobby)?.messages.byId(handle.id);
    expect(kept).toMatchObject({ status: 'failed', error: { code: 'CANCELLED' } });
    expect(await stage.until(alice.send(bobby, kept as never))).toMatchObject({ id: handle.id, status: 'sent' });
  });

  it('[S29] cancel at once, by a signal too, stores and uploads nothing', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const alice = await stage.online('alice');
    const handle = alice.send(bobby, voice());
    handle.cancel();
    const controller = new AbortController();
    const other = alice.send(bobby, voice(), { signal: controller.signal });
    controller.abort();
    expect(await stage.until(code(handle))).toBe('CANCELLED');
    expect(await stage.until(code(other))).toBe('CANCELLED');
    expect([stage.media.asked, alice.conversations.get()]).toEqual([[], []]);
  });

  it('[S6] a removed conversation takes its uploads and its bytes along', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const alice = await stage.online('alice');
    stage.media.intercept = (_, name) => (name === 'PUT voice' ? new ImError('OFFLINE') : undefined);
    const handle = alice.send(bobby, voice());
    const shown = await stage.until(handle.message);
    expect(await stage.until(alice.conversations.remove(bobby))).toBe(true);
    expect(await stage.until(code(handle))).toBe('CANCELLED');
    await stage.until(alice.conversations.open(bobby));
    expect(await stage.until(code(shown.download()))).toBe('NOT_FOUND');
  });

  it('a picture without whole sides is INVALID, and nothing of it is stored or sent', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const alice = await stage.online('alice');
    for (const size of [
      { width: -1, height: 2 },
      { width: 1, height: 0.5 },
      { width: 1, height: Number.NaN },
    ])
      expect(await stage.until(code(alice.send(bobby, content.image(png(), size))))).toBe('INVALID');
    expect([stage.media.asked, alice.conversations.get()]).toEqual([[], []]);
  });

  it('a file that is not there, or vanishes before it was read, fails as UPLOAD_FAILED', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const alice = await stage.online('alice');
    const missing = content.file({ uri: '/no/such/file' }, { fileName: 'x' });
    await expect(alice.send(bobby, missing)).rejects.toMatchObject({ code: 'UPLOAD_FAILED' });
    expect(alice.conversations.get()).toEqual([]);
  });

  it('bytes are taken from an address, and content of a message is sent on without them', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const alice = await stage.online('alice');
    const uri = `data:image/png;base64,${Buffer.from(png()).toString('base64')}`;
    const sent = await stage.until(alice.send(bobby, content.image({ uri })));
    expect(sent).toMatchObject({ content: { width: 40, media: { mime: 'image/png' } } });
    const again = await stage.until(alice.send(bobby, sent.content));
    expect(again.content).toEqual(sent.content);
    expect(stage.media.asked).toEqual(['PUT image']);
    expect(words([sent]).length).toBe(1);
  });

  it('[D23] what waits with its bytes stays when the server has another history', async () => {
    const stage = new MediaStage('alice', 'bobby');
    const alice = await stage.online('alice');
    await stage.until(alice.send(bobby, 'before'));
    stage.media.intercept = () => new ImError('OFFLINE');
    const handle = alice.send(bobby, voice());
    await stage.until(handle.message);
    stage.server.logs.length = 0;
    stage.server.epoch = 2;
    stage.server.cut();
    await stage.pass(20_000);
    stage.media.intercept = () => undefined;
    expect(await stage.until(handle)).toMatchObject({ status: 'sent' });
  });
});
