import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BrowserStage, enter, openBrowserStage } from '../testing/browser-stage.js';
import type {} from '../testing/page/globals.js';

const until = (isSo: () => Promise<unknown>) => vi.waitUntil(isSo, { timeout: 30_000, interval: 50 });

describe('media in real tabs, over the real server', () => {
  let stage: BrowserStage;
  let alices: BrowserContext;
  let leader: Page;
  let follower: Page;
  let bobby: Page;
  beforeAll(async () => {
    stage = await openBrowserStage();
    alices = await stage.profile();
    leader = await stage.page(alices);
    bobby = await stage.page(await stage.profile());
    await enter(leader, 'alice');
    await enter(bobby, 'bobby');
    follower = await stage.page(alices);
    await follower.evaluate(() => client.resume());
  });
  afterAll(() => stage?.close());

  /** The newest message with that type, by what can be shown of it. */
  const newest = (page: Page, peer: string, type: string) =>
    page.evaluate(
      async ({ user, type }) => {
        const all = (await client.conversations.peek({ user })?.messages.all()) ?? [];
        const message = all.find(({ content }) => content.type === type);
        return message && { id: message.id, status: message.status, content: message.content as object };
      },
      { user: peer, type },
    );
  const download = (page: Page, peer: string, id: string, variant: 'original' | 'thumbnail') =>
    page.evaluate(
      async ({ user, id, variant }) => {
        const told: number[] = [];
        const message = await client.conversations.peek({ user })?.messages.byId(id);
        const blob = await message?.download(variant, { onProgress: (fraction) => told.push(fraction) });
        const bytes = new Uint8Array((await blob?.arrayBuffer()) ?? []);
        const digest = [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))];
        const sha256 = digest.map((byte) => byte.toString(16).padStart(2, '0')).join('');
        return { bytes: bytes.length, type: blob?.type, sha256, last: told.at(-1) };
      },
      { user: peer, id, variant },
    );

  it('[B4 B8 S16 S35 D21] a follower sends a picture: thumbnail, progress, and the other sees it', async () => {
    const sent = await follower.evaluate(async () => {
      const canvas = new OffscreenCanvas(900, 600);
      const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
      const image = context.createImageData(900, 600);
      for (let at = 0; at < image.data.length; at += 65_536)
        crypto.getRandomValues(image.data.subarray(at, at + 65_536));
      context.putImageData(image, 0, 0);
      const told: number[] = [];
      const picture = make.image(await canvas.convertToBlob({ type: 'image/png' }));
      const handle = client.send({ user: 'bobby' }, picture, { onProgress: (fraction) => told.push(fraction) });
      const message = await handle;
      return { told, status: message.status, content: message.content, progress: handle.progress.get() };
    });
    expect(sent).toMatchObject({
      status: 'sent',
      progress: 1,
      content: { width: 900, height: 600, media: { mime: 'image/png' }, thumbnail: { mime: 'image/jpeg' } },
    });
    expect(sent.told.at(-1)).toBe(1);
    expect(sent.told).toEqual([...sent.told].sort((a, b) => a - b));
    await until(async () => (await newest(bobby, 'alice', 'image'))?.status === 'received');
    const received = await newest(bobby, 'alice', 'image');
    const { media, thumbnail } = sent.content as unknown as Record<'media' | 'thumbnail', { sha256: string }>;
    expect(received?.content).toMatchObject({ media, thumbnail });
    const id = received?.id ?? '';
    expect(await download(bobby, 'alice', id, 'original')).toMatchObject({ type: 'image/png', sha256: media.sha256 });
    expect(await download(bobby, 'alice', id, 'thumbnail')).toMatchObject({ sha256: thumbnail.sha256 });
    // Each tab of the sender has it out of the store that they share.
    for (const page of [leader, follower])
      expect(await download(page, 'bobby', id, 'original')).toMatchObject({ sha256: media.sha256, last: 1 });
  });

  it('[B8 S20] a large file goes up in pieces from a page of another origin, and down into a follower', async () => {
    const sent = await bobby.evaluate(async () => {
      const bytes = new Uint8Array(7 * 1024 * 1024);
      for (let at = 0; at < bytes.length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
      const file = make.file(new File([bytes], 'x'), { fileName: 'large.bin' });
      return (await client.send({ user: 'alice' }, file)).content;
    });
    const { sha256 } = (sent as unknown as { media: { sha256: string } }).media;
    await until(() => newest(follower, 'bobby', 'file'));
    const id = (await newest(follower, 'bobby', 'file'))?.id ?? '';
    const cancelled = await follower.evaluate(async (id) => {
      const controller = new AbortController();
      const message = await client.conversations.peek({ user: 'bobby' })?.messages.byId(id);
      const asked = message?.download('original', { signal: controller.signal });
      controller.abort();
      return asked?.then(
        () => 'resolved',
        (error: { code: string }) => error.code,
      );
    }, id);
    // [S36] Too late, it completes.
    expect(['CANCELLED', 'resolved']).toContain(cancelled);
    expect(await download(follower, 'bobby', id, 'original')).toMatchObject({
      bytes: 7 * 1024 * 1024,
      sha256,
      last: 1,
    });
  });

  it('[S23] a draft with its picture outlives the page', async () => {
    const id = await follower.evaluate(async () => {
      const conversation = await client.conversations.open({ user: 'bobby' });
      return (await conversation.createMessage(make.voice(new Uint8Array([1, 2, 3]), { duration: 1 }))).id;
    });
    await leader.close();
    await follower.close();
    const again = await stage.page(alices);
    await again.evaluate(() => client.resume());
    expect(await download(again, 'bobby', id, 'original')).toMatchObject({ bytes: 3 });
    const status = await again.evaluate(async (id) => {
      const conversation = client.conversations.peek({ user: 'bobby' });
      const draft = await conversation?.messages.byId(id);
      return draft && (await conversation?.send(draft))?.status;
    }, id);
    expect(status).toBe('sent');
  });
});
