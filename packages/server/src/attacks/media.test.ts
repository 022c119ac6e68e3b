import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverLimits } from '@palaver/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createServer, type Server } from '../server.js';
import {
  announced,
  hashOf,
  image,
  type MediaPerson,
  mediaPerson,
  newMediaId,
  picture,
  piece,
} from '../testing/media-person.js';

let data: string;
let server: Server;
let alice: MediaPerson;
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'palaver-media-'));
  server = await createServer({ port: 0, data: join(data, 'inside', 'data') });
  alice = await mediaPerson(server.url, 'alice');
  await mediaPerson(server.url, 'bobby');
});
afterAll(async () => {
  await server.close();
  rmSync(data, { recursive: true, force: true });
});

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));
const big = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
const small = (value: number) => [value & 255, (value >>> 8) & 255];
const png = (width: number, height: number) =>
  bytes('\x89PNG\r\n\x1a\n', big(13), 'IHDR', big(width), big(height), [1, 0, 0, 0, 0], big(0), big(0), 'IEND', big(0));
const gif = (width: number, height: number) => bytes('GIF89a', small(width), small(height), [0, 0, 0], ';');
const bmp = (width: number, height: number) =>
  bytes(
    'BM',
    [0, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0],
    big(width).reverse(),
    big(height).reverse(),
    [1, 0, 24, 0],
  );
/** With as much before its size as cameras write. */
const jpeg = (width: number, height: number) =>
  bytes(
    [0xff, 0xd8],
    ...[1, 2].map(() => bytes([0xff, 0xe2, 0xff, 0xff], 'x'.repeat(0xfffd)).toString('latin1')),
    [0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3, 1, 17, 0, 2, 17, 0, 3, 17, 0],
    [0xff, 0xd9],
  );
const side = Math.ceil(Math.sqrt(serverLimits.picturePixels)) + 1;

it.each([
  ['PNG', png(side, side)],
  ['PNG of the largest sides', png(0x7fffffff, 0x7fffffff)],
  ['GIF', gif(65_535, 65_535)],
  ['BMP', bmp(side, side)],
  ['JPEG', jpeg(65_500, 65_500)],
])('[Media] a few bytes that say to be more pixels than anybody can show are no picture: %s', async (_, bomb) => {
  for (const kind of ['image', 'avatar', 'thumbnail']) {
    if (kind === 'thumbnail' && bomb.length > 64 * 1024) continue;
    const id = newMediaId();
    const answer = await alice.put(bomb, { id, kind });
    expect([kind, answer.status, await answer.json()]).toMatchObject([kind, 413, { code: 'TOO_LARGE' }]);
    expect((await alice.get(id)).status).toBe(404);
    const inPieces = newMediaId();
    const begun = await alice.tus('POST', undefined, announced(bomb, inPieces, { kind, mime: 'image/png' }));
    expect(begun.status).toBe(201);
    const last = await alice.tus('PATCH', inPieces, piece(0), new Uint8Array(bomb));
    expect([kind, last.status]).toEqual([kind, 413]);
    expect((await alice.get(inPieces)).status).toBe(404);
    // Nothing of it is kept.
    const whole = join(data, 'inside', 'data', 'media', hashOf(bomb).slice(0, 2), hashOf(bomb));
    expect(existsSync(whole)).toBe(false);
  }
  // As a file it is bytes, that nobody is shown.
  expect((await alice.put(bomb, { kind: 'file', mime: 'application/octet-stream' })).status).toBe(201);
});

it('[Media] the largest pictures that cameras take are pictures', async () => {
  for (const real of [png(12_032, 9_024), jpeg(12_032, 9_024)]) expect((await alice.put(real)).status).toBe(201);
});

it('[Media] names that lead elsewhere, hold NUL or are too long are nobody’s', async () => {
  const reference = await alice.uploaded(picture, { kind: 'file', mime: 'image/png' });
  const names = [
    ...[
      '../x',
      '..',
      '.',
      '/etc/passwd',
      'C:\\x',
      'a/b',
      'a\u0000b',
      '\u0000',
      '',
      'a\nb',
      'x'.repeat(256),
      'x'.repeat(300),
    ],
    ...['é'.repeat(150), '\ud800', '\u009b'],
  ];
  for (const fileName of names)
    expect([fileName, await alice.send({ user: 'bobby' }, { type: 'file', media: reference, fileName })]).toMatchObject(
      [fileName, { code: 'INVALID' }],
    );
  expect(
    await alice.send({ user: 'bobby' }, { type: 'file', media: reference, fileName: 'x'.repeat(255) }),
  ).toMatchObject({ t: 'ok' });
  const ids = [
    '..',
    '../../inside',
    'x/../../../x',
    'a\u0000bbbbbbbbbbbbbbbb',
    'x'.repeat(300),
    'short',
    'ünicode-is-not-an-id',
  ];
  for (const id of ids) {
    for (const path of [id, encodeURIComponent(id), encodeURIComponent(encodeURIComponent(id))])
      expect([path, [400, 404].includes(await rawPut(path))]).toEqual([path, true]);
    const begun = await alice.tus('POST', undefined, announced(picture, id));
    expect([id, begun.status]).toEqual([id, 400]);
    expect([id, await alice.send({ user: 'bobby' }, image({ ...reference, mediaId: id }))]).toMatchObject([
      id,
      { code: 'INVALID' },
    ]);
  }
  // Nothing was written beside the data.
  expect([readdirSync(data), readdirSync(join(data, 'inside'))]).toEqual([['inside'], ['data']]);
});

it('[Media] lengths that lie end one upload, and leave nothing', async () => {
  const lies = [
    'content-length: -1',
    'content-length: 1e9',
    'content-length: 99999999999999999999',
    'content-length: 3\r\ncontent-length: 5',
    'content-length: 3\r\ntransfer-encoding: chunked',
    'transfer-encoding: chunked',
  ];
  for (const lie of lies) {
    const id = newMediaId();
    const head = `PUT /media/${id} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer ${alice.token}\r\n`;
    const said = await rawAnswer(
      `${head}${lie}\r\npalaver-kind: file\r\npalaver-sha256: ${hashOf(Buffer.from('abc'))}\r\n\r\n3\r\nabc\r\n0\r\n\r\n`,
    );
    expect([lie, said.slice(0, 12)]).toEqual([lie, expect.stringMatching(/^(HTTP\/1\.1 4\d\d|)$/)]);
    expect([lie, (await alice.get(id)).status]).toEqual([lie, 404]);
  }
  for (const length of ['-1', '1e3', '0x10', '99999999999999999999', 'NaN', '']) {
    const { 'upload-length': _, ...metadata } = announced(picture, newMediaId());
    const begun = await alice.tus('POST', undefined, { ...metadata, 'upload-length': length });
    expect([length, begun.status]).toEqual([length, expect.toBeOneOf([400, 413])]);
  }
  // Where an upload is, the server knows.
  const id = newMediaId();
  expect((await alice.tus('POST', undefined, announced(picture, id))).status).toBe(201);
  for (const offset of [-1, 1, 10 ** 15, picture.length])
    expect((await alice.tus('PATCH', id, piece(offset), new Uint8Array(picture))).status).toBeOneOf([400, 409]);
  expect((await alice.tus('HEAD', id)).headers.get('upload-offset')).toBe('0');
});

it('[Media] strange ranges get the whole, one part or 416, and never more than the whole', async () => {
  const { mediaId } = await alice.uploaded(picture);
  const all = picture.length;
  const many = `bytes=${Array.from({ length: 1_000 }, (_, at) => `${at}-`).join(',')}`;
  for (const range of [
    many,
    'bytes=0-0,0-0',
    'bytes=-',
    'bytes=1-0',
    'bytes=--1',
    'items=0-1',
    'bytes=0x1-2',
    'bytes= 0-1',
  ])
    expect([range.slice(0, 20), await length(mediaId, range)]).toEqual([range.slice(0, 20), [200, all]]);
  for (const range of [`bytes=${all}-`, 'bytes=999999999999999-', 'bytes=-0'])
    expect([range, (await alice.get(mediaId, { range })).status]).toEqual([range, 416]);
  expect(await length(mediaId, 'bytes=0-999999999999999')).toEqual([206, all]);
  expect(await length(mediaId, 'bytes=-999999999999999')).toEqual([206, all]);
  expect(await length(mediaId, `bytes=0-${'9'.repeat(400)}`)).toEqual([200, all]);
});

async function length(mediaId: string, range: string): Promise<[number, number]> {
  const answer = await alice.get(mediaId, { range });
  return [answer.status, (await answer.arrayBuffer()).byteLength];
}

/** As it stands: a client of HTTP would tidy the address up. */
const rawPut = async (path: string): Promise<number> => {
  const clean = path.replaceAll('\u0000', '%00');
  const said = await rawAnswer(
    `PUT /media/${clean} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer ${alice.token}\r\ncontent-length: 3\r\n` +
      `palaver-kind: file\r\npalaver-sha256: ${hashOf(Buffer.from('abc'))}\r\n\r\nabc`,
  );
  return Number(said.slice(9, 12));
};

function rawAnswer(request: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    let said = '';
    socket.on('error', () => {});
    socket.on('data', (part) => {
      said += part.toString('latin1');
    });
    socket.on('close', () => resolve(said));
    socket.end(Buffer.from(request, 'utf8'));
  });
}
