import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { limits } from '@palaver/protocol';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createServer, type Server } from '../../server.js';
import {
  announced,
  hashOf,
  type MediaPerson,
  mediaPerson,
  newMediaId,
  picture,
  piece,
} from '../../testing/media-person.js';

const film = Buffer.alloc(300_000);
for (let at = 0; at < film.length; at++) film[at] = at % 251;

let data: string;
let server: Server;
let alice: MediaPerson;
beforeEach(async () => {
  const directory = mkdtempSync(join(tmpdir(), 'palaver-resumable-'));
  data = join(directory, 'data');
  server = await createServer({ port: 0, data });
  alice = await mediaPerson(server.url, 'alice');
  onTestFinished(async () => {
    await server.close();
    rmSync(directory, { recursive: true });
  });
});

async function expectProblem(response: Response, status: number, code: string): Promise<void> {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toMatchObject({ code, status });
}
const begun = async (bytes: Uint8Array = film, id = newMediaId()) => {
  const response = await alice.tus('POST', undefined, announced(bytes, id));
  expect(response.status).toBe(201);
  expect(response.headers.get('location')).toBe(`/media/uploads/${id}`);
  return id;
};
const offsetOf = async (id: string) => (await alice.tus('HEAD', id)).headers.get('upload-offset');

describe('media in pieces', () => {
  it('[S18 (part) B8 (part) P43] come in any number of requests, over a restart, and are whole', async () => {
    const id = await begun();
    const first = await alice.tus('PATCH', id, piece(0), film.subarray(0, 100_000));
    expect([first.status, first.headers.get('upload-offset')]).toEqual([204, '100000']);
    await server.close();
    server = await createServer({ port: 0, data });
    alice = await mediaPerson(server.url, 'alice');
    const head = await alice.tus('HEAD', id);
    expect(Object.fromEntries(head.headers)).toMatchObject({
      'upload-offset': '100000',
      'upload-length': '300000',
      'cache-control': 'no-store',
    });
    const last = await alice.tus('PATCH', id, piece(100_000), film.subarray(100_000));
    expect([last.status, last.headers.get('upload-offset')]).toEqual([200, '300000']);
    const reference = { mediaId: id, bytes: film.length, mime: 'video/mp4', sha256: hashOf(film) };
    expect(await last.json()).toEqual(reference);
    expect(Buffer.from(await (await alice.get(id)).arrayBuffer()).equals(film)).toBe(true);
    const content = { type: 'video', media: reference, duration: 2 };
    await mediaPerson(server.url, 'bobby');
    expect(await alice.send({ user: 'bobby' }, content)).toMatchObject({ t: 'ok' });
    expect(await offsetOf(id)).toBe('300000');
    expect(readdirSync(join(data, 'media', 'uploads'))).toEqual([]);
  });

  it('[P43] begun again are the upload that is under way; complete, what stands', async () => {
    const id = await begun();
    await alice.tus('PATCH', id, piece(0), film.subarray(0, 1_000));
    await begun(film, id);
    expect(await offsetOf(id)).toBe('1000');
    const behind = await alice.tus('PATCH', id, piece(0), film.subarray(0, 1_000));
    await expectProblem(behind, 409, 'INVALID');
    await expectProblem(await alice.tus('POST', undefined, announced(picture, id)), 409, 'ID_REUSED');
    await alice.tus('PATCH', id, piece(1_000), film.subarray(1_000));
    await begun(film, id);
    expect(await offsetOf(id)).toBe('300000');
  });

  it('[P43] may begin with their bytes', async () => {
    const id = newMediaId();
    const response = await alice.tus('POST', undefined, { ...announced(film, id), ...piece(0) }, film);
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ mediaId: id, sha256: hashOf(film) });
    expect((await alice.get(id)).status).toBe(200);
  });

  it('[D21] that are not what was announced leave nothing', async () => {
    const id = await begun();
    const wrong = Buffer.from(film);
    wrong[5] = 99;
    await expectProblem(await alice.tus('PATCH', id, piece(0), wrong), 400, 'INVALID');
    await expectProblem(await alice.tus('PATCH', id, piece(0), film), 404, 'NOT_FOUND');
    expect((await alice.get(id)).status).toBe(404);
    await begun(film, id);
    expect((await alice.tus('PATCH', id, piece(0), film)).status).toBe(200);
  });

  it('[P43] are bounded before and while they come', async () => {
    const large = { ...announced(film, newMediaId()), 'upload-length': String(limits.fileBytes + 1) };
    await expectProblem(await alice.tus('POST', undefined, large), 413, 'TOO_LARGE');
    const voice = {
      ...announced(film, newMediaId(), { kind: 'voice' }),
      'upload-length': String(limits.voiceBytes + 1),
    };
    await expectProblem(await alice.tus('POST', undefined, voice), 413, 'TOO_LARGE');
    const id = await begun(film.subarray(0, 10));
    await expectProblem(await alice.tus('PATCH', id, piece(0), film), 413, 'TOO_LARGE');
    expect(await offsetOf(id)).toBe('0');
  });

  it('[P43 P45] are refused where something is strange, and belong to who began them', async () => {
    const good = announced(film, newMediaId());
    const meta = (fields: Record<string, string>) =>
      Object.entries(fields)
        .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
        .join(',');
    const all = { id: newMediaId(), kind: 'video', mime: 'video/mp4', sha256: hashOf(film) };
    for (const headers of [
      { 'upload-length': '10' },
      { 'upload-metadata': meta(all) },
      { ...good, 'upload-length': '-1' },
      { ...good, 'upload-length': '0' },
      { ...good, 'upload-length': '1e3' },
      { ...good, 'upload-metadata': 'id !!!' },
      { ...good, 'upload-metadata': meta({ ...all, id: '../../etc/passwd0000' }) },
      { ...good, 'upload-metadata': meta({ ...all, id: `x\u0000${'y'.repeat(20)}` }) },
      { ...good, 'upload-metadata': meta({ ...all, kind: '__proto__' }) },
      { ...good, 'upload-metadata': meta({ ...all, sha256: 'zz' }) },
      { ...good, 'tus-resumable': '0.1' },
      { 'upload-metadata': meta(all), 'upload-defer-length': '1' },
      { ...good, 'upload-concat': 'partial' },
    ]) {
      const response = await alice.tus('POST', undefined, headers);
      expect(response.status, JSON.stringify(headers)).toBeGreaterThanOrEqual(400);
      expect(await response.json()).toMatchObject({ code: expect.any(String) });
    }
    const id = await begun();
    const bobby = await mediaPerson(server.url, 'bobby');
    for (const method of ['HEAD', 'PATCH', 'DELETE'])
      expect((await bobby.tus(method, id, piece(0), method === 'PATCH' ? film : undefined)).status).toBe(404);
    expect((await alice.get(id)).status).toBe(404);
    for (const path of ['..%2f..%2fpalaver.db', 'x'.repeat(300), '%00', 'uploads'])
      await expectProblem(await alice.tus('PATCH', path, piece(0), 'x'), 404, 'NOT_FOUND');
    const stranger = await fetch(`${server.url}/media/uploads/${id}`, { method: 'PATCH', body: 'x' });
    await expectProblem(stranger, 401, 'UNAUTHENTICATED');
  });

  it('[S29 (part) P43] can be given up until they are complete', async () => {
    const id = await begun();
    await alice.tus('PATCH', id, piece(0), film.subarray(0, 1_000));
    expect((await alice.tus('DELETE', id)).status).toBe(204);
    await expectProblem(await alice.tus('PATCH', id, piece(1_000), film.subarray(1_000)), 404, 'NOT_FOUND');
    expect(readdirSync(join(data, 'media', 'uploads'))).toEqual([]);
    await begun(film, id);
    await alice.tus('PATCH', id, piece(0), film);
    expect((await alice.tus('DELETE', id)).status).toBe(400);
    expect((await alice.get(id)).status).toBe(200);
  });

  it('[B8 (part)] go on at once where a connection died unseen, with what came', async () => {
    const id = await begun();
    // Nothing comes after these, and the connections stay. Whoever asks gets the upload; one that ended too early came too early.
    const offset = async () => {
      dieUnseen(id, film.subarray(0, 50_000));
      return Number(await offsetOf(id));
    };
    await expect.poll(offset, { timeout: 30_000 }).toBeGreaterThan(0);
    const came = Number(await offsetOf(id));
    const rest = await alice.tus('PATCH', id, piece(came), film.subarray(came));
    expect(rest.status).toBe(200);
  });

  /** A piece whose sender says nothing more after its beginning. */
  function dieUnseen(id: string, beginning: Buffer): void {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.on('error', () => {});
    onTestFinished(() => void socket.destroy());
    const headers = Object.entries({ ...piece(0), 'tus-resumable': '1.0.0', 'content-length': film.length });
    const head = `PATCH /media/uploads/${id} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${alice.token}\r\n${headers
      .map(([name, value]) => `${name}: ${value}`)
      .join('\r\n')}\r\n\r\n`;
    socket.write(Buffer.concat([Buffer.from(head), beginning]));
  }
});

it('[B1 (part) D21] media stand after a restart', async () => {
  const reference = await alice.uploaded(picture);
  await mediaPerson(server.url, 'bobby');
  const content = { type: 'image', media: reference, width: 1, height: 1 };
  expect(await alice.send({ user: 'bobby' }, content)).toMatchObject({ seq: 1 });
  await server.close();
  server = await createServer({ port: 0, data });
  const bobby = await mediaPerson(server.url, 'bobby');
  const given = await bobby.get(reference.mediaId);
  expect(Buffer.from(await given.arrayBuffer()).equals(picture)).toBe(true);
});
