import { access, mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
});
