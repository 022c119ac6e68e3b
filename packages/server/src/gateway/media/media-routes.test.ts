import { connect } from 'node:net';
import { limits } from '@palaver/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer, type Server } from '../../server.js';
import {
  hashOf,
  image,
  type MediaPerson,
  mediaPerson,
  newMediaId,
  picture,
  type Reference,
} from '../../testing/media-person.js';

let server: Server;
let alice: MediaPerson;
let bobby: MediaPerson;
let cleo: MediaPerson;
let stranger: MediaPerson;
beforeAll(async () => {
  server = await createServer({ port: 0, data: 'memory', allowedOrigins: ['https://chat.example.com'] });
  await server.admin.createApplication({ key: 'other', name: 'Other', settings: { registration: 'open' } });
  await server.admin.createApplication({
    key: 'small',
    name: 'Small',
    settings: { registration: 'open', limits: { imageBytes: 100, mediaBytesPerDay: 250 } },
  });
  alice = await mediaPerson(server.url, 'alice');
  bobby = await mediaPerson(server.url, 'bobby');
  cleo = await mediaPerson(server.url, 'cleo');
  stranger = await mediaPerson(server.url, 'stranger', 'other');
});
afterAll(() => server.close());

const text = (words: string) => new TextEncoder().encode(words);
async function expectProblem(response: Response, status: number, code: string): Promise<void> {
  const body: unknown = await response.json();
  expect({ status: response.status, type: response.headers.get('content-type'), body }).toMatchObject({
    status,
    type: 'application/problem+json',
    body: { code, status },
  });
}
const asked = (person: MediaPerson, reference: Reference) => person.get(reference.mediaId).then(({ status }) => status);

describe('media in one go', () => {
  it('[S16 (part) P42] come back as they went, under the type that they are', async () => {
    const reference = await alice.uploaded(picture, { mime: 'image/webp' });
    expect(reference).toMatchObject({ bytes: picture.length, mime: 'image/png', sha256: hashOf(picture) });
    const given = await alice.get(reference.mediaId);
    expect(Buffer.from(await given.arrayBuffer()).equals(picture)).toBe(true);
    expect(Object.fromEntries(given.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(picture.length),
      etag: `"${reference.sha256}"`,
      'accept-ranges': 'bytes',
      'palaver-mime': 'image/png',
      'palaver-kind': 'image',
    });
  });

  it('[P41] are the same however often they come; anything else under the id is ID_REUSED', async () => {
    const id = newMediaId();
    const first = await alice.uploaded(picture, { id });
    const again = await alice.put(picture, { id });
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual(first);
    await expectProblem(await alice.put(text('other'), { id }), 409, 'ID_REUSED');
    await expectProblem(await alice.put(picture, { id, kind: 'file' }), 409, 'ID_REUSED');
    await expectProblem(await bobby.put(picture, { id }), 409, 'ID_REUSED');
    const elsewhere = await stranger.put(picture, { id });
    expect(elsewhere.status).toBe(201);
    const race = newMediaId();
    const both = await Promise.all([alice.put(picture, { id: race }), alice.put(picture, { id: race })]);
    for (const { status } of both) expect([200, 201]).toContain(status);
  });

  it('[S17 (part) S18 (part) S20 (part) P42] keep nothing that is not what was announced', async () => {
    const id = newMediaId();
    const file = { id, kind: 'file', mime: 'text/plain' };
    await expectProblem(await alice.put(text(''), file), 400, 'INVALID');
    await expectProblem(await alice.put(text('a'), { ...file, sha256: hashOf(text('b')) }), 400, 'INVALID');
    for (const wrong of [
      { kind: 'pdf' },
      { kind: '' },
      { sha256: 'x' },
      { sha256: hashOf(picture).toUpperCase() },
      { id: 'short' },
      { id: `..%2f..%2f${'x'.repeat(16)}` },
      { id: 'x'.repeat(300) },
      { id: `${'x'.repeat(16)}%00` },
    ])
      await expectProblem(await alice.put(text('a'), { ...file, ...wrong }), 400, 'INVALID');
    expect((await alice.get(id)).status).toBe(404);
    expect((await alice.put(text('a'), file)).status).toBe(201);
  });

  it('[Media P42] are refused by their length alone where they are too large', async () => {
    const headers = (length: number, kind: string) =>
      `content-length: ${length}\r\npalaver-kind: ${kind}\r\npalaver-sha256: ${'a'.repeat(64)}`;
    // Not a byte of the body is sent.
    for (const [length, kind] of [
      [limits.plainUploadBytes + 1, 'video'],
      [limits.thumbnailBytes + 1, 'thumbnail'],
      [9e14, 'file'],
    ] as const)
      expect(await rawPut(headers(length, kind)), `${length} ${kind}`).toContain('HTTP/1.1 413');
    expect(await rawPut(`palaver-kind: file\r\npalaver-sha256: ${'a'.repeat(64)}\r\ncontent-length: -5`)).toContain(
      'HTTP/1.1 400',
    );
    expect(
      await rawPut(`transfer-encoding: chunked\r\npalaver-kind: file\r\npalaver-sha256: ${'a'.repeat(64)}`),
    ).toContain('HTTP/1.1 400');
  });

  it("[P42] are bounded by the application's settings, for each and for the day", async () => {
    const dora = await mediaPerson(server.url, 'dora', 'small');
    await expectProblem(await dora.put(Buffer.alloc(101)), 413, 'TOO_LARGE');
    for (let sent = 0; sent < 2; sent++) await dora.uploaded(Buffer.alloc(100, sent));
    const over = await dora.put(Buffer.alloc(100, 3));
    expect(over.headers.get('retry-after')).toBe('3600');
    await expectProblem(over, 429, 'RATE_LIMITED');
  });

  it('[Media P42] of which fewer bytes come than announced leave nothing', async () => {
    const id = newMediaId();
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write(
      `PUT /media/${id} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${alice.token}\r\ncontent-length: 9\r\n` +
        `palaver-kind: file\r\npalaver-sha256: ${hashOf(text('whole file'))}\r\n\r\nwhole`,
    );
    socket.end();
    await new Promise((resolve) => socket.resume().once('close', resolve));
    expect((await alice.get(id)).status).toBe(404);
    expect((await alice.put(text('whole file'), { id, kind: 'file' })).status).toBe(201);
  });

  it('[Media P44] that only say they are pictures are bytes, and nothing runs anywhere', async () => {
    const svg = text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const html = text('<!doctype html><script>alert(1)</script>');
    const gifHtml = text('GIF89a\u0001\u0000\u0001\u0000/*<script>alert(1)</script>*/=1');
    for (const [bytes, kind, mime] of [
      [svg, 'image', 'image/svg+xml'],
      [svg, 'file', 'image/svg+xml'],
      [html, 'image', 'image/png'],
      [html, 'avatar', 'text/html'],
      [html, 'file', 'text/html'],
      [gifHtml, 'image', 'image/gif'],
      [text('x'), 'voice', 'text/html; charset=utf-8'],
      [text('x'), 'file', '\u007f/<script>'.replace('\u007f', 'x')],
    ] as const) {
      const reference = await alice.uploaded(bytes, { kind, mime });
      if (kind === 'image' && bytes !== gifHtml) expect(reference.mime).toBe('application/octet-stream');
      const { headers } = await alice.get(reference.mediaId);
      expect(headers.get('content-type')).toMatch(/^(application\/octet-stream|image\/gif)$/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-disposition')).toBe('attachment');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
      expect(headers.get('cache-control')).toBe('private, no-store');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    }
    const sound = await alice.uploaded(text('x'), { kind: 'voice', mime: 'Audio/WebM;codecs=opus' });
    expect(sound.mime).toBe('audio/webm');
    expect((await alice.get(sound.mediaId)).headers.get('content-type')).toBe('audio/webm');
  });
});

describe('media given out', () => {
  it('[Media P44] by one range, or whole', async () => {
    const words = 'one two three four';
    const { mediaId, sha256 } = await alice.uploaded(text(words), { kind: 'file', mime: 'text/plain' });
    const given = async (headers: Record<string, string>) => {
      const response = await alice.get(mediaId, headers);
      return [response.status, response.headers.get('content-range'), await response.text()];
    };
    expect(await given({ range: 'bytes=4-6' })).toEqual([206, 'bytes 4-6/18', 'two']);
    expect(await given({ range: 'bytes=8-' })).toEqual([206, 'bytes 8-17/18', 'three four']);
    expect(await given({ range: 'bytes=-4' })).toEqual([206, 'bytes 14-17/18', 'four']);
    expect(await given({ range: 'bytes=-999' })).toEqual([206, 'bytes 0-17/18', words]);
    expect(await given({ range: 'bytes=0-999999' })).toEqual([206, 'bytes 0-17/18', words]);
    for (const range of ['bytes=18-', 'bytes=99-100', 'bytes=-0']) {
      const response = await alice.get(mediaId, { range });
      expect(response.headers.get('content-range')).toBe('bytes */18');
      await expectProblem(response, 416, 'INVALID');
    }
    // What is no single range asks for everything, and costs no more than that.
    const abuse = [`bytes=${Array.from({ length: 500 }, (_, at) => `${at}-`).join(',')}`, 'bytes=6-4', 'bytes=-'];
    for (const range of [...abuse, 'bytes=a-b', 'lines=1-2', `bytes=${'9'.repeat(40)}-`])
      expect(await given({ range }), range).toEqual([200, null, words]);
    expect(await given({ range: 'bytes=0-2', 'if-range': `"${sha256}"` })).toEqual([206, 'bytes 0-2/18', 'one']);
    expect(await given({ range: 'bytes=0-2', 'if-range': '"another"' })).toEqual([200, null, words]);
    expect((await alice.get(mediaId, { 'if-none-match': `"${sha256}"` })).status).toBe(304);
    const head = await alice.ask(`/media/${mediaId}`, { method: 'HEAD' });
    expect(Object.fromEntries(head.headers)).toMatchObject({ 'content-length': '18', 'palaver-mime': 'text/plain' });
    expect(await head.text()).toBe('');
  });

  it('[Rights P45 D22 S40 (part)] to who may have them, and to nobody else', async () => {
    const reference = await alice.uploaded(picture);
    expect([await asked(alice, reference), await asked(bobby, reference)]).toEqual([200, 404]);
    expect(await bobby.send({ user: 'cleo' }, image(reference))).toMatchObject({ t: 'error', code: 'NOT_FOUND' });
    expect(await alice.send({ user: 'bobby' }, image(reference))).toMatchObject({ t: 'ok', seq: 1 });
    expect([await asked(alice, reference), await asked(bobby, reference)]).toEqual([200, 200]);
    expect([await asked(cleo, reference), await asked(stranger, reference)]).toEqual([404, 404]);
    expect(await bobby.send({ user: 'cleo' }, image(reference))).toMatchObject({ t: 'ok', seq: 1 });
    expect(await asked(cleo, reference)).toBe(200);
    await expectProblem(await cleo.get(newMediaId()), 404, 'NOT_FOUND');
    const guessed = await stranger.get(reference.mediaId);
    await expectProblem(guessed, 404, 'NOT_FOUND');
  });

  it('[S12 (part) P45] avatars to everybody of their application', async () => {
    const avatar = await alice.uploaded(picture, { kind: 'avatar' });
    expect([await asked(bobby, avatar), await asked(stranger, avatar)]).toEqual([200, 404]);
  });

  it('[O3 P45] media across applications, where these let their people meet', async () => {
    await using open = await createServer({ port: 0, data: 'memory' });
    for (const key of ['east', 'west'])
      await open.admin.createApplication({
        key,
        name: key,
        settings: { registration: 'open', crossApplications: 'all' },
      });
    const [eve, walt] = [await mediaPerson(open.url, 'eve-east', 'east'), await mediaPerson(open.url, 'walt', 'west')];
    const [avatar, shown] = [await eve.uploaded(picture, { kind: 'avatar' }), await eve.uploaded(picture)];
    expect([await asked(walt, avatar), await asked(walt, shown)]).toEqual([200, 404]);
    expect(await eve.send({ user: 'walt', appKey: 'west' }, image(shown))).toMatchObject({ t: 'ok' });
    expect(await asked(walt, shown)).toBe(200);
    expect(await walt.send({ user: 'eve-east', appKey: 'east' }, image(shown))).toMatchObject({ t: 'ok' });
  });

  it('[Rights P41] to a session that lasts, and to no other token', async () => {
    const { mediaId } = await alice.uploaded(picture);
    for (const authorization of ['', 'Bearer ', `Bearer ${alice.token}x`, `Basic ${alice.token}`, 'Bearer a b']) {
      const response = await fetch(`${server.url}/media/${mediaId}`, { headers: { authorization } });
      await expectProblem(response, 401, 'UNAUTHENTICATED');
    }
    for (const name of ['token', 'access_token', 'authorization'])
      expect((await fetch(`${server.url}/media/${mediaId}?${name}=${alice.token}`)).status).toBe(401);
    const dora = await mediaPerson(server.url, 'dora');
    const own = await dora.uploaded(picture);
    expect(await asked(dora, own)).toBe(200);
    await dora.client.ask('logout');
    expect(await asked(dora, own)).toBe(401);
    await expectProblem(await dora.put(picture), 401, 'UNAUTHENTICATED');
    const erin = await mediaPerson(server.url, 'erin');
    const hers = await erin.uploaded(picture);
    await server.admin.setDisabled({ appKey: 'default', username: 'erin' }, true);
    expect([401, 403]).toContain(await asked(erin, hers));
  });

  it('[Sessions P41] not any more once the session has ended, also in the middle', async () => {
    const dora = await mediaPerson(server.url, 'dora-two');
    const large = Buffer.alloc(limits.plainUploadBytes, 7);
    const { mediaId } = await dora.uploaded(large, { kind: 'file' });
    const response = await dora.get(mediaId);
    const reader = response.body?.getReader();
    await reader?.read();
    await dora.client.ask('logout');
    const rest = async () => {
      for (;;) if ((await reader?.read())?.done !== false) return 'whole';
    };
    await expect(rest()).rejects.toThrow();
  });
});

describe('pages of other origins', () => {
  const preflight = (origin: string) =>
    fetch(`${server.url}/media/${newMediaId()}`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'palaver-kind' },
    });

  it('may ask for media where they are allowed', async () => {
    const allowed = await preflight('https://chat.example.com');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://chat.example.com');
    expect(allowed.headers.get('access-control-allow-methods')).toContain('PATCH');
    expect(allowed.headers.get('access-control-allow-headers')).toMatch(/authorization.*palaver-sha256.*upload-offset/);
    const { mediaId } = await alice.uploaded(picture);
    const given = await alice.get(mediaId, { origin: 'https://chat.example.com' });
    expect(given.status).toBe(200);
    expect(given.headers.get('vary')).toContain('origin');
    expect(given.headers.get('access-control-expose-headers')).toMatch(/etag.*content-range.*upload-offset/);
    const refused = await alice.get(newMediaId(), { origin: 'https://chat.example.com' });
    expect(refused.headers.get('access-control-allow-origin')).toBe('https://chat.example.com');
    expect((await alice.get(mediaId, { origin: server.url })).status).toBe(200);
  });

  it('[Sessions] are refused where they are not', async () => {
    const { mediaId } = await alice.uploaded(picture);
    for (const origin of ['https://evil.example.com', 'null', 'https://chat.example.com.evil.org']) {
      expect((await preflight(origin)).headers.get('access-control-allow-origin'), origin).toBeNull();
      await expectProblem(await alice.get(mediaId, { origin }), 403, 'FORBIDDEN');
    }
  });
});

it('every address of media is described, and asks for a session', async () => {
  const document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { security?: unknown }>>;
  };
  const routes = Object.entries(document.paths).filter(([path]) => path.startsWith('/media'));
  const described = routes.flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
  expect(described.sort()).toEqual([
    'delete /media/uploads/{mediaId}',
    'get /media/{mediaId}',
    'head /media/uploads/{mediaId}',
    'patch /media/uploads/{mediaId}',
    'post /media/uploads',
    'put /media/{mediaId}',
  ]);
  for (const [path, methods] of routes)
    for (const [method, operation] of Object.entries(methods)) {
      expect(operation.security, path).toEqual([{ session: [] }]);
      const headers = { 'palaver-kind': 'file', 'palaver-sha256': 'a'.repeat(64), 'tus-resumable': '1.0.0' };
      const body = method === 'put' || method === 'patch' ? 'x' : undefined;
      const response = await fetch(server.url + path.replace('{mediaId}', newMediaId()), {
        method: method.toUpperCase(),
        headers,
        ...(body && { body }),
      });
      expect(response.status, `${method} ${path}`).toBe(401);
    }
});

/** What the server says to a request of which only the head comes. */
function rawPut(headers: string): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.write(
    `PUT /media/${newMediaId()} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${alice.token}\r\n${headers}\r\n\r\n`,
  );
  return new Promise((resolve) => {
    socket.once('data', (data) => {
      resolve(String(data));
      socket.destroy();
    });
    socket.once('close', () => resolve('closed'));
    socket.on('error', () => {});
  });
}
