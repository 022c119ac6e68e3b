import { beforeAll, describe, expect, it } from 'vitest';
import { attach, inTurn, keep, landscape, makeGroup, openAlbum, setUp, window } from './album.js';
import { video } from './made-files.js';
import { png } from './png.js';
import { bubble, type Person, row, say, stageOfTests } from './stage.js';

const stage = stageOfTests();
beforeAll(openAlbum);

const phone = { width: 390, height: 844 };
const open = ({ page }: Person, title: string) => page.getByRole('button', { name: title, exact: true }).click();
/** The server has answered as well. */
const searched = ({ page }: Person) => page.getByText('Searching…').waitFor({ state: 'detached' });
const inLine = (person: Person, text: string) => person.page.locator('[data-message]', { hasText: text });

/** Everything that can be said, one after the other, so that it stands in one order. */
async function sayEverything(mara: Person, niko: Person, olaf: Person) {
  await inTurn([mara, niko, 'The house stands right at the water:']);
  await attach(mara, { name: 'lake.png', mimeType: 'image/png', buffer: await landscape(stage) });
  await niko.page.locator('.pv-picture[data-state=ready]').waitFor();
  await attach(niko, await video(stage, 'ferry.webm'));
  await mara.page.locator('[data-status=received] .pv-video-cover img').waitFor();
  await attach(mara, { name: 'directions.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(248_000, 7) });
  await niko.page.locator('[data-status=received] .pv-file-name').waitFor();
  await open(mara, 'Record a voice message');
  await mara.page.locator('.pv-levels rect').nth(30).waitFor();
  await keep(mara, 'recording-light');
  await open(mara, 'Send');
  await niko.page.locator('[data-status=received] .pv-voice').waitFor();
  await open(niko, 'Attach');
  await niko.page.getByRole('menuitem', { name: 'Location' }).click();
  await niko.page.keyboard.type('59.9070, 10.7530');
  await niko.page.keyboard.press('Tab');
  await niko.page.keyboard.type('Ferry pier, quay 4');
  await niko.page.keyboard.press('Enter');
  await inLine(mara, 'quay 4').waitFor();
  const data = { from: 'Central station', leaves: 'Sat 7:05', seats: 4 };
  const target = { group: await groupOf(mara) };
  await stage.backEnd('POST', '/messages', {
    from: 'olaf',
    to: target,
    message: { content: { type: 'custom', kind: 'Ticket', data } },
  });
  await mara.page.locator('.pv-card-custom').waitFor();
  await say(olaf, 'Wrong chat, sorry');
  await inLine(olaf, 'Wrong chat').click({ button: 'right' });
  await olaf.page.getByRole('menuitem', { name: 'Take back' }).click();
  await mara.page.locator('.pv-notice', { hasText: 'taken back' }).waitFor();
}
const groupOf = ({ page }: Person) =>
  page.evaluate(() => /#\/g\/(\d+)/.exec(location.hash)?.[1] ?? Promise.reject(new Error(location.hash)));

describe('pictures of every kind', () => {
  it('of every kind of message, of writing, finding and looking, in light, dark and on a phone', async () => {
    const mara = await stage.enter('mara', { ...window, permissions: ['microphone'] });
    const niko = await stage.enter('niko', { ...window, colorScheme: 'dark' });
    const olaf = await stage.enter('olaf');
    for (const { page } of [mara, niko]) await page.getByRole('button', { name: 'I have it' }).click();
    await setUp(mara, 'Mara', 'Tea, maps and early trains', png(160, 160));
    await makeGroup(mara, 'Lake house', ['niko', 'olaf']);
    await row(niko, 'Lake house').click();
    await row(olaf, 'Lake house').click();
    await sayEverything(mara, niko, olaf);

    await inTurn([mara, niko, 'There is a pier as well.']);
    await inLine(niko, 'There is a pier').click({ button: 'right' });
    await keep(niko, 'menu-dark');
    await niko.page.getByRole('menuitem', { name: 'Reply' }).click();
    await niko.page.keyboard.type('Wonderful. Is there a boat, @');
    await niko.page.getByRole('listbox').waitFor();
    await expect.poll(() => niko.page.getByRole('option').count()).toBe(2);
    await keep(niko, 'mention-dark');
    await niko.page.keyboard.type('mar');
    await niko.page.keyboard.press('Enter');
    await niko.page.keyboard.type('?');
    await niko.page.keyboard.press('Enter');
    await inLine(mara, 'Is there a boat').waitFor();
    await say(olaf, '有船！我带钓鱼竿 🎣');
    for (const person of [mara, niko]) await bubble(person, '有船！我带钓鱼竿 🎣').waitFor();

    for (const { page } of [mara, niko]) await page.setViewportSize({ width: 1200, height: 1520 });
    for (const person of [mara, niko]) {
      await person.page.locator('.pv-scroll').evaluate((list) => list.scrollTo(0, list.scrollHeight));
      await inLine(person, 'right at the water').first().waitFor();
      await person.page.locator('.pv-picture[data-state=ready]').waitFor();
    }
    await niko.page.locator('.pv-message-avatar img').first().waitFor();
    await keep(mara, 'kinds-light');
    await keep(niko, 'kinds-dark');
    for (const { page } of [mara, niko]) await page.setViewportSize({ width: 1200, height: 760 });
    await open(mara, 'Emoji');
    await mara.page
      .getByRole('button', { name: 'monkey face' })
      .or(mara.page.locator('.pv-emoji-grid button'))
      .first()
      .waitFor();
    await keep(mara, 'emoji-light');
    await mara.page.keyboard.press('Escape');
    await mara.page.keyboard.press('Control+k');
    await mara.page.getByRole('combobox').fill('boat');
    await mara.page.locator('.hit mark').waitFor();
    await searched(mara);
    await keep(mara, 'search-light');
    await open(mara, 'Close');
    await niko.page.keyboard.press('Control+k');
    await niko.page.getByRole('combobox').fill('船');
    await niko.page.locator('.hit mark').waitFor();
    await searched(niko);
    await keep(niko, 'search-dark');
    await open(niko, 'Close');
    await open(mara, 'Details');
    await mara.page.locator('.members .person').nth(2).waitFor();
    await keep(mara, 'group-light');
    await open(mara, 'Close');
    const picture = mara.page.locator('.pv-picture[data-state=ready]').first();
    await picture.scrollIntoViewIfNeeded();
    await picture.click();
    const isLarge = () =>
      mara.page.waitForFunction(
        () => (document.querySelector<HTMLImageElement>('.pv-lightbox img')?.naturalWidth ?? 0) > 1000,
      );
    await isLarge();
    await keep(mara, 'lightbox');
    await mara.page.setViewportSize(phone);
    await isLarge();
    await keep(mara, 'phone-lightbox');
    await mara.page.keyboard.press('Escape');
    await mara.page.locator('.pv-lightbox').waitFor({ state: 'detached' });
    await mara.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await keep(mara, 'phone-kinds-above');
    await mara.page.locator('.pv-scroll').evaluate((list) => list.scrollTo(0, list.scrollHeight));
    await bubble(mara, '有船！我带钓鱼竿 🎣').waitFor();
    await keep(mara, 'phone-kinds');
    await open(mara, 'Details');
    await mara.page.locator('.members .person').nth(2).waitFor();
    await keep(mara, 'phone-group');
    await open(mara, 'Close');
    await mara.page.keyboard.press('Control+k');
    await mara.page.getByRole('combobox').fill('boat');
    await mara.page.locator('.hit mark').waitFor();
    await searched(mara);
    await keep(mara, 'phone-search');
    await open(mara, 'Close');
    await mara.page.getByRole('link', { name: 'Back to the chats' }).click();
    await open(mara, 'Settings');
    await mara.page.getByText('Devices').waitFor();
    await keep(mara, 'phone-settings');
    expect(stage.faults).toEqual([]);
  });
});
