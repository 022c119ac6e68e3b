import { type Content, content, ImError, type Message } from '@palaver/sdk';
import { play, type Theme } from '../case.js';
import { Broken, equal, holds, refused } from '../check.js';
import type { Device } from '../world/device.js';
import { MediaDoor, randomBytes, sha256, tinyPng } from '../world/media.js';
import { until } from '../world/until.js';

function throwsInvalid(what: string, make: () => unknown) {
  try {
    make();
  } catch (error) {
    if (ImError.is(error, 'INVALID')) return;
    throw new Broken(`${what}: ${String(error)} where INVALID was promised`);
  }
  throw new Broken(`${what} was taken`);
}
type MediaContent = Extract<Content, { media: unknown }>;
const mediaOf = (message: Message) => (message.content as MediaContent).media;

/** Sends media and answers the message as the other side has it. */
async function across(from: Device, to: Device, what: Content) {
  const sent = await from.send(to, what);
  const { message } = await to.hears('message.new', (event) => event.message.id === sent.id);
  return { sent, message };
}

export const media: Theme = {
  name: 'media',
  cases: [
    play('S20 D21', 'a file arrives equal by length and hash, with its name', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const bytes = randomBytes(200_000);
      const { sent, message } = await across(anna, bert, content.file(bytes, { fileName: '报告 2024.pdf' }));
      equal(
        [message.content.type, message.content.type === 'file' && message.content.fileName, mediaOf(message).bytes],
        ['file', '报告 2024.pdf', bytes.length],
        'the content',
      );
      equal(
        [mediaOf(message).sha256, mediaOf(message).mediaId],
        [await sha256(bytes), mediaOf(sent).mediaId],
        'hash and id',
      );
      equal(await sha256(await message.download()), await sha256(bytes), 'the bytes');
    }),
    play('S16', 'an image arrives with its size; what is given is the large image', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const { message } = await across(anna, bert, content.image(tinyPng, { width: 640, height: 480 }));
      const { content: image } = message;
      holds(image.type === 'image', 'no image');
      equal(
        [image.width, image.height, image.media.bytes, image.media.mime],
        [640, 480, tinyPng.length, 'image/png'],
        'the content',
      );
      equal(await sha256(await message.download('original')), await sha256(tinyPng), 'the bytes');
    }),
    play('S16', 'an image needs data, and sides that can be', async (world) => {
      throwsInvalid('no bytes', () => content.image(new Uint8Array()));
      throwsInvalid('an empty blob', () => content.image(new Blob([])));
      throwsInvalid('nothing', () => content.image(undefined as unknown as Uint8Array));
      throwsInvalid('a text', () => content.image('bytes' as unknown as Uint8Array));
      const { anna, bert } = await world.cast('anna', 'bert');
      await refused(async () => anna.send(bert, content.image(tinyPng, { width: -1, height: 5 })), 'INVALID');
      equal(bert.client.conversations.get().length, 0, 'conversations of Bert');
    }),
    play('S17', 'a voice message arrives with its duration', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const bytes = randomBytes(3_000);
      const { message } = await across(anna, bert, content.voice(bytes, { duration: 2.5 }));
      equal(
        [message.content.type, message.content.type === 'voice' && message.content.duration],
        ['voice', 2.5],
        'the content',
      );
      equal(await sha256(await message.download()), await sha256(bytes), 'the bytes');
    }),
    play('S17 S18', 'voice and video need data and a duration above 0', async () => {
      for (const make of [content.voice, content.video]) {
        for (const duration of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, '1' as unknown as number])
          throwsInvalid(`a duration of ${duration}`, () => make(randomBytes(5), { duration }));
        throwsInvalid('no bytes', () => make(new Uint8Array(), { duration: 1 }));
      }
    }),
    play('S18', 'a video arrives, with the thumbnail that was given or none', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const bytes = randomBytes(50_000);
      const { message } = await across(
        anna,
        bert,
        content.video(new Blob([bytes], { type: 'video/mp4' }), { duration: 12, thumbnail: tinyPng }),
      );
      const { content: video } = message;
      holds(video.type === 'video', 'no video');
      equal(
        [video.duration, video.media.mime, video.thumbnail?.bytes],
        [12, 'video/mp4', tinyPng.length],
        'the content',
      );
      equal(await sha256(await message.download('thumbnail')), await sha256(tinyPng), 'the thumbnail');
      equal(await sha256(await message.download('original')), await sha256(bytes), 'the bytes');
      const bare = await across(anna, bert, content.video(randomBytes(500), { duration: 1 }));
      holds(bare.message.content.type === 'video', 'no video');
    }),
    play('S20', 'a file needs data and a name of 1 to 255 bytes', async () => {
      throwsInvalid('no bytes', () => content.file(new Uint8Array(), { fileName: 'a' }));
      throwsInvalid('no name', () => content.file(tinyPng, { fileName: '' }));
      throwsInvalid('a name of 256 bytes', () => content.file(tinyPng, { fileName: 'x'.repeat(256) }));
      content.file(tinyPng, { fileName: 'é'.repeat(127) });
    }),
    play('S20', 'strange file names are data and nothing else', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      for (const fileName of ['../../etc/passwd', 'a/b\\c', 'nul\u0000', 'half \ud83d'])
        throwsInvalid(fileName, () => content.file(randomBytes(10), { fileName }));
      for (const fileName of ['con', 'x"y.txt', '<script>.html', '文件.txt', '-rf', 'a b']) {
        const { message } = await across(anna, bert, content.file(randomBytes(10), { fileName }));
        equal(message.content.type === 'file' && message.content.fileName, fileName, 'the name');
        equal((await message.download()).size, 10, 'its bytes');
      }
    }),
    play('B8', 'progress goes up to 1', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const told: number[] = [];
      const handle = anna.send(bert, content.file(randomBytes(3_000_000), { fileName: 'big' }), {
        onProgress: (fraction) => told.push(fraction),
      });
      const seen: number[] = [];
      handle.progress.subscribe(() => seen.push(handle.progress.get()));
      const sent = await handle;
      for (const fractions of [told, seen]) {
        equal(
          fractions,
          [...fractions].sort((a, b) => a - b),
          'the fractions',
        );
        holds(
          fractions.every((fraction) => fraction >= 0 && fraction <= 1),
          'a fraction is out of range',
        );
      }
      equal(handle.progress.get(), 1, 'progress at the end');
      const { message } = await bert.hears('message.new', (event) => event.message.id === sent.id);
      const down: number[] = [];
      await message.download('original', { onProgress: (fraction) => down.push(fraction) });
      equal(down.at(-1), 1, 'download progress at the end');
    }),
    play('B8 D21', 'a file above 5 MiB goes up and down whole', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const bytes = randomBytes(7_000_000);
      const { message } = await across(anna, bert, content.file(bytes, { fileName: 'bigger' }));
      equal(await sha256(await message.download()), await sha256(bytes), 'the bytes');
    }),
    play('S29 D21', 'cancel ends the upload: CANCELLED, and nothing reaches anyone', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const handle = anna.send(bert, content.file(randomBytes(30_000_000), { fileName: 'huge' }));
      await handle.message;
      handle.cancel();
      await refused(() => handle, 'CANCELLED');
      const next = await anna.send(bert, 'fence');
      await bert.reads('fence');
      equal([bert.news(), next.seq], [['fence'], 1], 'what came, and its place');
    }),
    play('S26 D8', 'a text does not wait behind an upload', async (world) => {
      const { bert } = await world.cast('bert');
      const anna = await world.device(await world.person('anna'));
      const upload = anna.send(bert, content.file(randomBytes(12_000_000), { fileName: 'slow' }));
      const text = await anna.send(bert, 'quick');
      const file = await upload;
      holds((text.seq ?? 0) < (file.seq ?? 0), 'the text stands behind the file');
    }),
    play(
      'S26 B8',
      'an upload that a break interrupts goes on afterwards',
      async (world) => {
        const { bert } = await world.cast('bert');
        const anna = await world.device(await world.person('anna'), { line: true });
        await anna.open(bert);
        const bytes = randomBytes(9_000_000);
        const handle = anna.send(bert, content.file(bytes, { fileName: 'interrupted' }));
        await until('it has begun', () => handle.progress.get() > 0);
        await anna.line?.cut();
        await anna.line?.mend();
        const sent = await handle;
        const { message } = await bert.hears('message.new', (event) => event.message.id === sent.id);
        equal(await sha256(await message.download()), await sha256(bytes), 'the bytes');
      },
      'line',
    ),
    play('S23 S16', 'a draft keeps its media over a restart, and can be sent then', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const bytes = randomBytes(20_000);
      const draft = await (await anna.open(bert)).createMessage(content.file(bytes, { fileName: 'kept' }));
      equal(await sha256(await draft.download()), await sha256(bytes), 'the bytes of the draft');
      await anna.restart();
      const found = await anna.with(bert).messages.byId(draft.id);
      holds(found, 'the draft is gone');
      const sent = await anna.with(bert).send(found);
      const { message } = await bert.hears('message.new', (event) => event.message.id === sent.id);
      equal(await sha256(await message.download()), await sha256(bytes), 'the bytes that came');
    }),
    play(
      'S35 O4',
      'what was downloaded is kept: it needs no network again',
      async (world) => {
        const { anna } = await world.cast('anna');
        const bert = await world.device(await world.person('bert'), { line: true });
        const bytes = randomBytes(20_000);
        const { message } = await across(anna, bert, content.file(bytes, { fileName: 'kept' }));
        await message.download();
        await bert.goOffline();
        const again = await bert.with(anna).messages.byId(message.id);
        equal(again && (await sha256(await again.download())), await sha256(bytes), 'the bytes while offline');
      },
      'line',
    ),
    play(
      'S35',
      'a download that cannot be fails typed, and asking again downloads again',
      async (world) => {
        const { anna } = await world.cast('anna');
        const bert = await world.device(await world.person('bert'), { line: true });
        const bytes = randomBytes(20_000);
        const { message } = await across(anna, bert, content.file(bytes, { fileName: 'later' }));
        await bert.goOffline();
        await refused(() => message.download(), 'OFFLINE', 'DOWNLOAD_FAILED');
        await bert.goOnline();
        equal(await sha256(await message.download()), await sha256(bytes), 'the bytes');
      },
      'line',
    ),
    play(
      'S36',
      'aborting a download: CANCELLED or, too late, all of it; then it can be asked for again',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const bytes = randomBytes(12_000_000);
        const { message } = await across(anna, bert, content.file(bytes, { fileName: 'aborted' }));
        const abort = new AbortController();
        const download = message.download('original', { signal: abort.signal });
        abort.abort();
        await download.then(
          (blob) => equal(blob.size, bytes.length, 'all of it'),
          (error: unknown) => holds(ImError.is(error, 'CANCELLED'), `ended with ${String(error)}`),
        );
        await refused(() => message.download('original', { signal: abort.signal }), 'CANCELLED');
        equal(await sha256(await message.download()), await sha256(bytes), 'once more');
      },
    ),
    play('S35', 'a text has nothing to download', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const sent = await anna.send(bert, 'only words');
      await refused(() => sent.download(), 'INVALID', 'NOT_FOUND');
    }),
    play(
      'S6',
      'removing the conversation takes its files away',
      async (world) => {
        const { anna } = await world.cast('anna');
        const bert = await world.device(await world.person('bert'), { line: true });
        const { message } = await across(anna, bert, content.file(randomBytes(20_000), { fileName: 'gone' }));
        await message.download();
        await bert.client.conversations.remove(anna.target);
        await bert.goOffline();
        await refused(() => message.download(), 'OFFLINE', 'DOWNLOAD_FAILED', 'NOT_FOUND');
      },
      'line',
    ),
    play('S16', 'an image above 20 MB is TOO_LARGE, and nothing is half done', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await refused(async () => anna.send(bert, content.image(randomBytes(21 * 1024 * 1024))), 'TOO_LARGE');
      const next = await anna.send(bert, 'fence');
      equal(next.seq, 1, 'the next place');
    }),
    play('S17', 'a voice message above 10 MB is TOO_LARGE', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await refused(
        async () => anna.send(bert, content.voice(randomBytes(11 * 1024 * 1024), { duration: 5 })),
        'TOO_LARGE',
      );
    }),
    play('D16 S39', 'after a retraction the media is not to be had any more', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const { sent, message } = await across(anna, bert, content.file(randomBytes(5_000), { fileName: 'regret' }));
      const id = mediaOf(message).mediaId ?? '';
      const door = await MediaDoor.of(world, bert.person);
      equal(await door.status(id), 200, 'before');
      await sent.retract();
      await bert.hears('message.retracted');
      await until('it is gone', async () => (await door.status(id)) === 404);
    }),
    play('D21 D17', 'a group’s media is for who was a member at its place', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert);
      const { sent } = await (async () => ({
        sent: await anna.send({ group: id }, content.file(randomBytes(500), { fileName: 'x' })),
      }))();
      const mediaId = mediaOf(sent).mediaId ?? '';
      await anna.client.groups.addMembers(id, [clara.username]);
      const [b, c] = [await MediaDoor.of(world, bert.person), await MediaDoor.of(world, clara.person)];
      equal([await b.status(mediaId), await c.status(mediaId)], [200, 404], 'a member then, and one who joined later');
    }),
  ],
};
