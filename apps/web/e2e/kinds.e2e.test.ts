import { describe, expect, it } from 'vitest';
import { video } from './made-files.js';
import { bubble, composer, openChat, type Person, row, stageOfTests } from './stage.js';

const stage = stageOfTests();

const attach = async ({ page }: Person, item: string) => {
  await page.getByRole('button', { name: 'Attach' }).click();
  await page.getByRole('menuitem', { name: item }).click();
};
const leave = (...people: Person[]) => Promise.all(people.map(({ context }) => context.close()));

describe('what one sends', () => {
  it('[web: images] a video stands with its first picture and its length, and plays in its place', async () => {
    const [anna, bert] = [await stage.enter('anna'), await stage.enter('bert')];
    await openChat(anna, 'bert');
    await anna.page.locator('.pv-composer input[type=file]').setInputFiles([await video(stage, 'ball.webm')]);
    await anna.page.locator('.pv-attachments li[aria-busy=false]').waitFor();
    await anna.page.locator('.pv-send').click();
    await row(bert, 'anna').click();
    const cover = bert.page.locator('[data-status=received] .pv-video-cover');
    await expect.poll(() => cover.locator('.pv-lasts').textContent()).toMatch(/^0:0[1-9]$/);
    await cover.locator('img').waitFor();
    expect(await cover.locator('img').boundingBox()).toMatchObject({ width: 320, height: 180 });
    await cover.getByRole('button', { name: 'Play the video' }).click();
    const playing = bert.page.locator('video.pv-video');
    await expect
      .poll(() => playing.evaluate((element) => (element as HTMLVideoElement).currentTime))
      .toBeGreaterThan(0);
    expect(await playing.boundingBox()).toMatchObject({ width: 320, height: 180 });
    await leave(anna, bert);
  });

  it('[web: cards] a file has name, size and type; a place has a map and coordinates, from where one is or as one writes them', async () => {
    const at = { latitude: 59.9127, longitude: 10.7461 };
    const anna = await stage.enter('carla', { geolocation: at, permissions: ['geolocation'] });
    const bert = await stage.enter('dirk');
    await openChat(anna, 'dirk');
    const chosen = anna.page.waitForEvent('filechooser');
    await attach(anna, 'File');
    await (await chosen).setFiles([
      { name: 'plan.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(250_000, 7) },
    ]);
    await anna.page.locator('.pv-attachments li[aria-busy=false]').waitFor();
    await anna.page.locator('.pv-send').click();
    await row(bert, 'carla').click();
    const file = bert.page.locator('[data-status=received] .pv-card', { hasText: 'plan.pdf' });
    await file.getByText('250 kB · PDF').waitFor();

    await attach(anna, 'Location');
    await anna.page.getByRole('button', { name: 'Where I am' }).click();
    const field = anna.page.getByRole('textbox', { name: 'Coordinates, or the address of a map' });
    await expect.poll(() => field.inputValue()).toBe('59.912700, 10.746100');
    await anna.page.getByRole('textbox', { name: /^Name of the place/ }).fill('By the harbour');
    await anna.page.getByRole('button', { name: 'Send', exact: true }).click();
    const place = bert.page.locator('[data-status=received] .pv-card', { hasText: 'By the harbour' });
    await place.getByText('59.91270° N, 10.74610° E').waitFor();
    const map = place.getByRole('link', { name: 'Open in a map' });
    expect(await map.getAttribute('href')).toContain('mlat=59.9127&mlon=10.7461');

    // With the keyboard alone, by coordinates.
    await composer(anna).focus();
    await anna.page.keyboard.press('Shift+Tab');
    for (const key of ['Enter', 'ArrowDown', 'ArrowDown', 'Enter']) await anna.page.keyboard.press(key);
    await field.waitFor();
    await anna.page.keyboard.type('nowhere');
    await anna.page.getByRole('alert').waitFor();
    expect(await anna.page.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);
    await anna.page.keyboard.press('Control+a');
    await anna.page.keyboard.type('-33.8568, 151.2153');
    await anna.page.keyboard.press('Enter');
    await bert.page.getByText('33.85680° S, 151.21530° E').waitFor();
    await expect.poll(() => composer(anna).evaluate((element) => element === document.activeElement)).toBe(true);
    await leave(anna, bert);
  });

  it('[web: cards] a kind of one’s own is a card of its fields, and one that nobody knows a placeholder', async () => {
    const [anna, bert] = [await stage.enter('erna'), await stage.enter('falk')];
    await openChat(anna, 'falk');
    const post = (content: object) =>
      stage.backEnd('POST', '/messages', { from: 'erna', to: { user: 'falk' }, message: { content } });
    await post({ type: 'custom', kind: 'order', data: { number: 4711, state: 'on its way' } });
    await post({ type: 'hologram', depth: 3 });
    await row(bert, 'erna').click();
    for (const person of [anna, bert]) {
      const card = person.page.locator('.pv-card-custom', { hasText: 'order' });
      for (const text of ['number', '4711', 'state', 'on its way'])
        await card.getByText(text, { exact: true }).waitFor();
      await bubble(person, 'This version cannot show this message.').waitFor();
    }
    await leave(anna, bert);
  });
});
