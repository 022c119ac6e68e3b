import { ImError } from '@palaver/protocol';
import { describe, expect, it } from 'vitest';
import { answer } from '../testing/fake-media.js';
import type { HttpAnswer, HttpRequest } from '../transport/http.js';
import { uploadInParts } from './tus.js';

const sha256 = 'a'.repeat(64);
const file = { mediaId: 'media', kind: 'video', mime: 'video/mp4', bytes: 10, sha256, isUploaded: false } as const;

interface Heard {
  readonly asked: string[];
  readonly progress: number[];
}

/** What a server of these answers is asked, one after the other, and what comes of the upload. */
async function upload(answers: readonly HttpAnswer[]): Promise<Heard & { outcome: string }> {
  const left = [...answers];
  const [asked, progress]: [string[], number[]] = [[], []];
  const request = async ({ method, url, headers, body, onSent }: HttpRequest) => {
    const bytes = body instanceof Blob ? ` ${headers['upload-offset']}: ${await body.text()}` : '';
    asked.push(`${method} ${url}${bytes}`);
    onSent?.(body?.size ?? 0);
    return left.shift() ?? answer(500);
  };
  const server = { endpoint: '/uploads', address: '/uploads/media', request };
  const { signal } = new AbortController();
  const hooks = { signal, onProgress: (bytes: number) => progress.push(bytes) };
  const outcome = await uploadInParts(file, new Blob(['0123456789']), hooks, server).catch((error: unknown) =>
    ImError.is(error) ? error.code : String(error),
  );
  return { asked, progress, outcome };
}

const has = (offset: number | string) => ({ 'upload-offset': String(offset) });

describe('an upload in parts', () => {
  it('[S29] begins where the server knows nothing of it, and answers what the server says of it', async () => {
    const { asked, outcome } = await upload([answer(404), answer(201), answer(200, { mime: 'video/mp4' }, has(10))]);
    expect(asked).toEqual(['HEAD /uploads/media', 'POST /uploads', 'PATCH /uploads/media 0: 0123456789']);
    expect(JSON.parse(outcome)).toEqual({ mime: 'video/mp4' });
  });

  it('[D21] goes on from what the server has, as often as it takes less than all', async () => {
    const { asked, progress } = await upload([
      answer(200, undefined, has(4)),
      answer(204, undefined, has(7)),
      answer(204, undefined, has(10)),
    ]);
    expect(asked.slice(1)).toEqual(['PATCH /uploads/media 4: 456789', 'PATCH /uploads/media 7: 789']);
    expect(progress).toEqual([10, 10]);
  });

  it('sends nothing where it was complete before', async () => {
    expect(await upload([answer(200, undefined, has(10))])).toMatchObject({ asked: { length: 1 }, outcome: '' });
  });

  it.each([
    ['no number', [answer(200)]],
    ['more than there is', [answer(200, undefined, has(11))]],
    ['words', [answer(200, undefined, has('all'))]],
    ['no progress', [answer(200, undefined, has(4)), answer(204, undefined, has(4))]],
  ])('ends as UPLOAD_FAILED where the server tells %s', async (_what, answers) => {
    expect((await upload(answers)).outcome).toBe('UPLOAD_FAILED');
  });

  it.each([
    ['at the look', [answer(423)], 'BUSY'],
    ['at the beginning', [answer(404), answer(413, { code: 'TOO_LARGE' })], 'TOO_LARGE'],
    ['at the bytes', [answer(200, undefined, has(0)), answer(409)], 'BUSY'],
  ])('ends with what the server refuses %s', async (_when, answers, code) => {
    expect((await upload(answers)).outcome).toBe(code);
  });
});
