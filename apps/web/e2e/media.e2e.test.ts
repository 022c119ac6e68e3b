import { describe, expect, it } from 'vitest';
import { png } from './png.js';
import { composer, openChat, type Person, row, stageOfTests } from './stage.js';

const stage = stageOfTests();

const choose = (person: Person, files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  person.page.locator('.pv-composer input[type=file]').setInputFiles(files);

describe('pictures and files', () => {
  it('[S16 S20 (part)] chosen together, seen before they go, sent at once, and there on the other side', async () => {
    const anna = await stage.enter('anna');
    const bert = await stage.enter('bert');
    await openChat(anna, 'bert');
    await choose(anna, [
      { name: 'sunset.png', mimeType: 'image/png', buffer: png(640, 480) },
      { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('a line to keep') },
      { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
    ]);
    await anna.page.locator('.pv-attachments li', { hasText: 'sunset.png' }).locator('img').waitFor();
    await anna.page
      .locator('.pv-attachments li[data-failed=true]', { hasText: 'empty.txt' })
      .getByRole('button')
      .click();
    await anna.page.locator('.pv-send').click();
    await anna.page.locator('.pv-attachments').waitFor({ state: 'detached' });
    await anna.page.locator('[data-status=sent] .pv-picture img').waitFor();

    await row(bert, 'anna').click();
    const picture = bert.page.locator('[data-status=received] .pv-picture[data-state=ready] img');
    await picture.waitFor();
    await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
    // The room was kept before the bytes came: 640 × 480 in at most 320 × 360.
    expect(await picture.boundingBox()).toMatchObject({ width: 320, height: 240 });

    await bert.page.locator('.pv-picture').click();
    const large = bert.page.locator('.pv-lightbox img');
    await large.waitFor();
    await bert.page.waitForFunction(
      () => document.querySelector<HTMLImageElement>('.pv-lightbox img')?.naturalWidth === 640,
    );
    await bert.page.keyboard.press('Escape');
    await large.waitFor({ state: 'detached' });

    const download = bert.page.waitForEvent('download');
    await bert.page.getByRole('button', { name: 'Download notes.txt' }).click();
    const stream = await (await download).createReadStream();
    expect(Buffer.concat(await stream.toArray()).toString()).toBe('a line to keep');
    for (const person of [anna, bert]) await person.context.close();
  });

  it('[S26 (part)] a pasted picture waits without a server, and leaves once', async () => {
    const carl = await stage.enter('carl');
    const dora = await stage.enter('dora');
    await openChat(carl, 'dora');
    await stage.killServer();
    await carl.page.locator('.pv-composer textarea').evaluate(
      (field, bytes) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], 'pasted.png', { type: 'image/png' }));
        field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
      },
      [...png(40, 30)],
    );
    await carl.page.locator('.pv-attachments img').waitFor();
    await carl.page.locator('.pv-send').click();
    await carl.page.locator('[data-status=sending] .pv-picture').waitFor();
    await stage.startServer();
    await carl.page.locator('[data-status=sent] .pv-picture').waitFor();
    await row(dora, 'carl').click();
    await dora.page.locator('[data-status=received] .pv-picture[data-state=ready]').waitFor();
    expect(await dora.page.locator('.pv-picture').count()).toBe(1);
    for (const person of [carl, dora]) await person.context.close();
  });

  it('[S17 (part)] a voice is recorded, listened to, thrown away, recorded again and sent', async () => {
    const emil = await stage.enter('emil', { permissions: ['microphone'] });
    const fine = await stage.enter('fine');
    await openChat(emil, 'fine');
    const button = (name: string | RegExp) => emil.page.getByRole('button', { name, exact: true });
    await button('Record a voice message').click();
    await button('Stop recording').click();
    await button(/^Play the voice message/).waitFor();
    await button('Discard the recording').click();
    await composer(emil).waitFor();
    await button('Record a voice message').click();
    await emil.page.locator('.pv-levels rect').nth(8).waitFor();
    await button('Stop recording').click();
    await button(/^Play the voice message/).click();
    await button('Send').click();
    await emil.page.locator('[data-status=sent] .pv-voice').waitFor();
    await row(fine, 'emil').click();
    const voice = fine.page.locator('[data-status=received] .pv-voice');
    await voice.getByRole('button', { name: /^Play the voice message/ }).click();
    await voice.getByRole('button', { name: 'Pause' }).waitFor();
    for (const person of [emil, fine]) await person.context.close();
  });
});
