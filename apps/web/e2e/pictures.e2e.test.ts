import { access, mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { png } from './png.js';
import { sideBySide } from './side-by-side.js';
import { bubble, composer, openChat, openStage, type Person, row, type Stage, say } from './stage.js';

/**
 * Taken by each run; those of the documents are replaced where one is missing or PALAVER_PICTURES is set, so that a run
 * of the tests leaves the repository as it was.
 */
const ofDocuments = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url));
const ofThisRun = fileURLToPath(new URL('../../../.reports/pictures/', import.meta.url));

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  for (const directory of [ofDocuments, ofThisRun]) await mkdir(directory, { recursive: true });
});
afterAll(() => stage.close());

const window = { viewport: { width: 860, height: 640 }, deviceScaleFactor: 1.5 } satisfies BrowserContextOptions;
const keep = async ({ page }: Person, name: string) => {
  await page.evaluate(() => document.fonts.ready);
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  await put(name, picture);
};
async function put(name: string, picture: Uint8Array) {
  expect(picture.length).toBeGreaterThan(10_000);
  await writeFile(`${ofThisRun}${name}.png`, picture);
  const isThere = await access(`${ofDocuments}${name}.png`).then(
    () => true,
    () => false,
  );
  if (!isThere || process.env.PALAVER_PICTURES) await writeFile(`${ofDocuments}${name}.png`, picture);
}

async function inTurn(...lines: readonly (readonly [from: Person, to: Person, text: string])[]) {
  for (const [from, to, text] of lines) {
    await say(from, text);
    await bubble(to, text).waitFor();
    await bubble(from, text, 'sent').waitFor();
  }
}

async function makeGroup({ page }: Person, title: string, members: readonly string[]) {
  await page.getByRole('button', { name: 'New group' }).click();
  await page.getByRole('textbox', { name: 'Name of the group' }).fill(title);
  for (const name of members) {
    await page.getByRole('textbox', { name: 'Add by name' }).fill(name);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `Remove ${name}` }).waitFor();
  }
  await page.getByRole('button', { name: 'Create group' }).click();
  await composer({ page }).waitFor();
}

async function setUp({ page }: Person, nickname: string, signature: string, picture: Buffer) {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.locator('.person-button').click();
  await page.getByRole('textbox', { name: 'Name that others see' }).fill(nickname);
  await page.getByRole('textbox', { name: 'Signature' }).fill(signature);
  await page
    .locator('dialog input[type=file]')
    .setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: picture });
  await page.locator('dialog .pv-avatar img').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(signature).waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
}

async function attach({ page }: Person, file: { name: string; mimeType: string; buffer: Buffer }) {
  await page.locator('.pv-composer input[type=file]').setInputFiles([file]);
  await page.locator('.pv-attachments li', { hasText: file.name }).waitFor();
  await page.locator('.pv-send').click();
  await page.locator('.pv-attachments').waitFor({ state: 'detached' });
}

/** A lake in the evening, drawn by the browser: nobody else's picture. */
async function landscape(stage: Stage): Promise<Buffer> {
  const { page, context } = await stage.visit({ viewport: { width: 1280, height: 860 } });
  await page.goto('about:blank');
  await page.setContent(`<style>body{margin:0}</style><svg width="1280" height="860" viewBox="0 0 1280 860">
    <defs>
      <linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#3d6a93"/><stop offset=".7" stop-color="#f2b98c"/><stop offset="1" stop-color="#f7dcae"/></linearGradient>
      <linearGradient id="w" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#e6b48f"/><stop offset="1" stop-color="#24506b"/></linearGradient>
    </defs>
    <rect width="1280" height="520" fill="url(#s)"/><circle cx="900" cy="430" r="58" fill="#fff2d2"/>
    <path d="M0 430 L180 300 L340 410 L560 250 L800 440 L1000 340 L1280 460 V540 H0Z" fill="#4c6a78"/>
    <path d="M0 490 L240 400 L520 500 L820 430 L1280 510 V560 H0Z" fill="#2c4d52"/>
    <rect y="530" width="1280" height="330" fill="url(#w)"/><rect x="845" y="540" width="110" height="200" fill="#fff2d2" opacity=".35"/>
    <path d="M90 560 v-90 l70 -50 l70 50 v90Z" fill="#5b2f24"/><rect x="145" y="490" width="32" height="34" fill="#ffd98a"/>
  </svg>`);
  const picture = await page.screenshot({ type: 'png' });
  await context.close();
  return picture;
}

describe('pictures', () => {
  it('of two people in conversation, of list and chat in light and dark, and of a phone', async () => {
    const anna = await stage.enter('anna', window);
    const bert = await stage.enter('bert', { ...window, colorScheme: 'dark' });
    const li = await stage.enter('李梅');
    const clara = await stage.enter('clara');
    for (const { page } of [anna, bert]) await page.getByRole('button', { name: 'I have it' }).click();

    await openChat(clara, 'anna');
    await say(clara, 'The tickets are in your mailbox.');
    await row(anna, 'clara').waitFor();
    await openChat(li, 'bert');
    await say(li, '明天见！');
    await row(bert, '李梅').waitFor();
    await makeGroup(li, 'Lake hikers', ['anna', 'bert', 'clara']);
    await row(clara, 'Lake hikers').click();
    await row(anna, 'Lake hikers').click();
    await inTurn([li, clara, '我带茶叶和水果 🍊'], [clara, li, 'I can take two in the car.']);
    await openChat(anna, 'bert');
    await openChat(bert, 'anna');
    await inTurn(
      [anna, bert, 'Still on for Saturday? It stays dry.'],
      [bert, anna, 'Yes! I packed the tent and the small stove.'],
      [bert, anna, 'Who brings the map?'],
      [anna, bert, 'I do. The hills have not moved 😄'],
      [bert, anna, '👍'],
      [anna, bert, '李梅 comes too. 她说她带茶。'],
      [bert, anna, 'Then we are four. Seven at the station?'],
      [anna, bert, 'Seven it is. See you there!'],
    );
    await say(li, '七点，车站见。');
    await row(anna, 'Lake hikers').getByText('1 unread message').waitFor();
    await row(bert, 'Lake hikers').getByText('unread messages').waitFor();
    await composer(bert).fill('I will be');

    const picture = await sideBySide(stage, [await anna.page.screenshot(), await bert.page.screenshot()], window);
    await put('two-people', picture);

    await anna.page.setViewportSize({ width: 1200, height: 760 });
    await bert.page.setViewportSize({ width: 1200, height: 760 });
    await row(anna, 'Lake hikers').click();
    await bubble(anna, '七点，车站见。').waitFor();
    await row(anna, 'bert').click();
    await bubble(anna, 'Seven it is. See you there!').waitFor();
    await keep(anna, 'chat-light');
    await row(bert, 'Lake hikers').click();
    await bubble(bert, '七点，车站见。').waitFor();
    await keep(bert, 'chat-dark');
    await bert.page.getByRole('button', { name: 'Details' }).click();
    await bert.page.locator('.members .person').nth(3).waitFor();
    await keep(bert, 'group-dark');
    await anna.page.setViewportSize({ width: 390, height: 780 });
    await keep(anna, 'phone-chat');
    await anna.page.getByRole('link', { name: 'Back to the chats' }).click();
    await keep(anna, 'phone-list');
    const visitor = await stage.visit({ viewport: { width: 390, height: 780 }, deviceScaleFactor: 1.5 });
    await visitor.page.getByRole('heading', { name: 'Choose a name' }).waitFor();
    await keep(visitor, 'first-visit');
  });

  it('of every kind of message, of a message’s menu, a quote, the details of a group and a picture over everything', async () => {
    const mara = await stage.enter('mara', { ...window, permissions: ['microphone'] });
    const niko = await stage.enter('niko', { ...window, colorScheme: 'dark' });
    const olaf = await stage.enter('olaf');
    for (const { page } of [mara, niko]) await page.getByRole('button', { name: 'I have it' }).click();
    await setUp(mara, 'Mara', 'Tea, maps and early trains', png(160, 160));
    await makeGroup(mara, 'Lake house', ['niko', 'olaf']);
    await row(niko, 'Lake house').click();
    await row(olaf, 'Lake house').click();
    await inTurn([mara, niko, 'The house stands right at the water:']);
    await attach(mara, { name: 'lake.png', mimeType: 'image/png', buffer: await landscape(stage) });
    await niko.page.locator('.pv-picture[data-state=ready]').waitFor();
    await attach(mara, { name: 'directions.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(248_000, 7) });
    await mara.page.locator('[data-status=sent] .pv-file-name').waitFor();
    await mara.page.getByRole('button', { name: 'Record a voice message' }).click();
    await mara.page.locator('.pv-levels rect').nth(20).waitFor();
    await keep(mara, 'recording-light');
    await mara.page.getByRole('button', { name: 'Stop recording' }).click();
    await mara.page.getByRole('button', { name: 'Send' }).click();
    await niko.page.locator('[data-status=received] .pv-voice').waitFor();
    await niko.page.locator('[data-message]', { hasText: 'right at the water' }).click({ button: 'right' });
    await keep(niko, 'menu-dark');
    await niko.page.getByRole('menuitem', { name: 'Reply' }).click();
    await niko.page.keyboard.type('Wonderful. Is there a boat?');
    await niko.page.keyboard.press('Enter');
    await bubble(mara, 'Wonderful. Is there a boat?').waitFor();
    await say(olaf, '有船！我带钓鱼竿 🎣');
    await bubble(mara, '有船！我带钓鱼竿 🎣').waitFor();
    await bubble(niko, '有船！我带钓鱼竿 🎣').waitFor();
    for (const { page } of [mara, niko]) await page.setViewportSize({ width: 1200, height: 980 });
    await keep(mara, 'kinds-light');
    await keep(niko, 'kinds-dark');
    await mara.page.getByRole('button', { name: 'Details' }).click();
    await mara.page.locator('.members .person').nth(2).waitFor();
    await keep(mara, 'group-light');
    await mara.page.getByRole('button', { name: 'Close' }).click();
    await mara.page.locator('.pv-picture').click();
    await mara.page.waitForFunction(
      () => (document.querySelector<HTMLImageElement>('.pv-lightbox img')?.naturalWidth ?? 0) > 1000,
    );
    await keep(mara, 'lightbox');
    await mara.page.keyboard.press('Escape');
    await mara.page.setViewportSize({ width: 390, height: 844 });
    await keep(mara, 'phone-kinds');
    await mara.page.getByRole('button', { name: 'Details' }).click();
    await mara.page.locator('.members .person').nth(2).waitFor();
    await keep(mara, 'phone-group');
    await mara.page.getByRole('button', { name: 'Close' }).click();
    await mara.page.getByRole('link', { name: 'Back to the chats' }).click();
    await mara.page.getByRole('button', { name: 'Settings' }).click();
    await mara.page.getByText('Devices').waitFor();
    await keep(mara, 'phone-settings');
  });
});
