import { play, type Theme } from '../case.js';
import { Broken, equal, holds } from '../check.js';
import { MediaDoor, randomBytes, sha256 } from '../world/media.js';
import { textMessage } from '../world/raw-device.js';

const fileRef = async (bytes: Uint8Array<ArrayBuffer>, mediaId: string) => ({
  mediaId,
  bytes: bytes.length,
  mime: 'application/octet-stream',
  sha256: await sha256(bytes),
});
const fileMessage = (media: object) => textMessage('', { content: { type: 'file', media, fileName: 'a.bin' } });

export const mediaDoor: Theme = {
  name: 'media by bare HTTP',
  cases: [
    play('D21', '201, then 200 for a repetition, and the same media', async (world) => {
      const door = await MediaDoor.of(world, await world.person('anna'));
      const bytes = randomBytes(1_000);
      const first = await door.put(bytes);
      equal([first.status, JSON.parse(first.text)], [201, first.ref], 'the first');
      const again = await door.put(bytes, { id: first.ref.mediaId });
      equal([again.status, JSON.parse(again.text)], [200, first.ref], 'the second');
      const other = await door.put(randomBytes(1_000), { id: first.ref.mediaId });
      holds(other.status >= 400 && other.status < 500, `other bytes under the same id: ${other.status}`);
      equal(await sha256(await (await door.get(first.ref.mediaId)).blob()), first.ref.sha256, 'the bytes');
    }),
    play('D21', 'a wrong hash, a missing header, an unknown kind are refused and leave nothing', async (world) => {
      const door = await MediaDoor.of(world, await world.person('anna'));
      const bytes = randomBytes(1_000);
      for (const bad of [
        { sha256: '0'.repeat(64) },
        { sha256: 'x' },
        { kind: 'program' },
        { kind: '' },
        { id: 'short' },
        { id: 'x'.repeat(65) },
        { id: '..%2F..%2Fetc%2Fpasswd' },
      ]) {
        const { status, ref } = await door.put(bytes, bad);
        holds(status >= 400 && status < 500, `${JSON.stringify(bad)} was answered ${status}`);
        if (!bad.id) equal(await door.status(ref.mediaId), 404, `what ${JSON.stringify(bad)} left`);
      }
    }),
    play('D21 P40', 'errors are problem+json with a code', async (world) => {
      const door = await MediaDoor.of(world, await world.person('anna'));
      const { status, type, text } = await door.put(randomBytes(10), { sha256: '0'.repeat(64) });
      holds(status >= 400, 'not refused');
      holds(type.startsWith('application/problem+json'), `its type is ${type}`);
      holds((JSON.parse(text) as { code?: string }).code, 'it has no code');
    }),
    play('D21', 'only who has a session, and never by a token in the address', async (world) => {
      const door = await MediaDoor.of(world, await world.person('anna'));
      const { ref } = await door.put(randomBytes(100));
      for (const token of ['', 'nonsense', `${door.token}x`])
        equal(await new MediaDoor(world.url, token).status(ref.mediaId), 401, `with the token ${token.slice(0, 8)}`);
      const inAddress = await fetch(`${world.url}/media/${ref.mediaId}?token=${door.token}&access_token=${door.token}`);
      equal(inAddress.status, 401, 'with a token in the address');
      equal((await new MediaDoor(world.url, 'nonsense').put(randomBytes(10))).status, 401, 'an upload');
    }),
    play('D21 D17', 'who may read the message may read its media; others, and who guesses, get 404', async (world) => {
      const { anna, bert, eve } = await world.cast('anna', 'bert', 'eve');
      const [a, b, e] = await Promise.all([anna, bert, eve].map((device) => MediaDoor.of(world, device.person)));
      if (!a || !b || !e) throw new Broken('no doors');
      const { ref } = await a.put(randomBytes(1_000));
      equal(
        [await a.status(ref.mediaId), await b.status(ref.mediaId)],
        [200, 404],
        'before it is sent: the uploader only',
      );
      const raw = await world.rawOf(anna, { platform: 'ios' });
      await raw.ok('send', { to: bert.target, message: fileMessage(ref) });
      equal(
        [await a.status(ref.mediaId), await b.status(ref.mediaId), await e.status(ref.mediaId)],
        [200, 200, 404],
        'sender, receiver, stranger',
      );
      equal(await e.status(crypto.randomUUID()), 404, 'a guessed id');
    }),
    play('D21', 'a message with media that is missing, not mine, or not as it says is refused', async (world) => {
      const { anna, bert, eve } = await world.cast('anna', 'bert', 'eve');
      const door = await MediaDoor.of(world, anna.person);
      const foreign = await (await MediaDoor.of(world, eve.person)).put(randomBytes(100));
      const { ref } = await door.put(randomBytes(100));
      const raw = await world.rawOf(anna, { platform: 'ios' });
      const never = await fileRef(randomBytes(50), crypto.randomUUID());
      for (const bad of [
        never,
        foreign.ref,
        { ...ref, bytes: 99 },
        { ...ref, sha256: '0'.repeat(64) },
        { ...ref, mime: 'text/html' },
      ])
        equal(
          await raw.refusal('send', { to: bert.target, message: fileMessage(bad) }),
          'NOT_FOUND',
          JSON.stringify(bad).slice(0, 90),
        );
      const asImage = textMessage('', { content: { type: 'image', media: ref, width: 1, height: 1 } });
      holds(
        ['NOT_FOUND', 'INVALID'].includes(await raw.refusal('send', { to: bert.target, message: asImage })),
        'a file sent as an image',
      );
      for (const bad of [null, {}, 'x', { ...ref, mediaId: 5 }, { ...ref, bytes: -1 }, { ...ref, bytes: 1.5 }])
        equal(
          await raw.refusal('send', { to: bert.target, message: fileMessage(bad as object) }),
          'INVALID',
          JSON.stringify(bad),
        );
      equal(bert.client.conversations.get().length, 0, 'conversations of Bert');
    }),
    play('D21', 'ranges, and a range that cannot be', async (world) => {
      const door = await MediaDoor.of(world, await world.person('anna'));
      const bytes = randomBytes(1_000);
      const { ref } = await door.put(bytes);
      const part = await door.get(ref.mediaId, { range: 'bytes=100-199' });
      equal([part.status, part.headers.get('content-range')], [206, 'bytes 100-199/1000'], 'a part');
      equal([...new Uint8Array(await part.arrayBuffer())], [...bytes.slice(100, 200)], 'its bytes');
      const tail = await door.get(ref.mediaId, { range: 'bytes=-10' });
      equal([...new Uint8Array(await tail.arrayBuffer())], [...bytes.slice(990)], 'the tail');
      equal((await door.get(ref.mediaId, { range: 'bytes=5000-' })).status, 416, 'beyond the end');
      for (const range of ['bytes=9-1', 'bytes=x-y', 'bytes=0-1,3-4,6-7', `bytes=${'0-0,'.repeat(1_000)}0-0`]) {
        const response = await door.get(ref.mediaId, { range });
        const size = (await response.arrayBuffer()).byteLength;
        holds(response.status < 500 && size <= 1_000, `${range.slice(0, 20)}: ${response.status}, ${size} bytes`);
      }
    }),
    play('D21', 'what is given back runs nowhere: attachment, nosniff, sandbox', async (world) => {
      const door = await MediaDoor.of(world, await world.person('anna'));
      const html = new TextEncoder().encode('<script>alert(1)</script>') as Uint8Array<ArrayBuffer>;
      for (const [mime, kind] of [
        ['text/html', 'file'],
        ['image/svg+xml', 'file'],
      ] as const) {
        const { status, ref } = await door.put(html, { mime, kind });
        if (status >= 400) continue;
        const { headers } = await door.get(ref.mediaId);
        // A page of another origin is not shown these headers.
        if ('location' in globalThis && location.origin !== new URL(world.url).origin) continue;
        equal(headers.get('x-content-type-options'), 'nosniff', 'nosniff');
        holds(headers.get('content-disposition')?.startsWith('attachment'), 'it is no attachment');
        holds(headers.get('content-security-policy')?.includes('sandbox'), 'it has no sandbox');
      }
    }),
  ],
};
