import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from './accessible.js';
import { png } from './png.js';
import { bubble, composer, openChat, openDetails, openStage, row, type Stage, say } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
afterEach(() => expect(stage.faults.splice(0)).toEqual([]));

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();
const choose = (page: Page, name: string) => page.getByRole('menuitem', { name }).click();

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Opens one screen after another, and has each looked at. */
async function walk(page: Page, look: (screen: string) => Promise<void>): Promise<void> {
  for (const [name, screen] of [
    ['New chat', 'new chat'],
    ['New group', 'new group'],
    ['Chatrooms', 'chatrooms'],
    ['Settings', 'settings'],
  ] as const) {
    await press(page, name);
    await page.getByRole('dialog').waitFor();
    await look(screen);
    await closeDialog(page);
  }
  for (const name of ['Edit the profile', 'Notifications', 'Devices', 'Change the password', 'Blocked people']) {
    await press(page, 'Settings');
    await page.getByRole('button', { name }).click();
    await page.getByRole('heading', { name: name === 'Edit the profile' ? 'Profile' : name }).waitFor();
    await look(`settings: ${name}`);
    await closeDialog(page);
  }
  await press(page, 'Search');
  await page.getByRole('combobox').fill('hello');
  await page.getByRole('option').first().waitFor();
  await look('search');
  await closeDialog(page);

  await row({ page }, 'bert').click();
  await composer({ page }).waitFor();
  await bubble({ page }, 'hello from bert').waitFor();
  await look('chat');
  await openDetails({ page });
  await page.getByRole('dialog').waitFor();
  await look('details of a person');
  await closeDialog(page);
  await bubble({ page }, 'hello to bert').click({ button: 'right' });
  await page.getByRole('menu').waitFor();
  await look('menu of a message');
  await choose(page, 'Forward');
  await page.getByRole('dialog').waitFor();
  await look('forward');
  await closeDialog(page);
  await page.locator('.pv-picture').click();
  await page.getByRole('dialog').waitFor();
  await look('lightbox');
  await closeDialog(page);

  await row({ page }, 'Lake').click();
  await page.locator('.chat-title', { hasText: 'Lake' }).waitFor();
  await look('group');
  await openDetails({ page });
  await page.locator('.members .person').nth(1).waitFor();
  await look('details of a group');
  await press(page, 'More about bert');
  await page.getByRole('menu').waitFor();
  await look('menu of a member');
  await page.keyboard.press('Escape');
  await closeDialog(page);
}

describe('accessibility', () => {
  it('[web: accessibility] axe finds nothing on any screen, in light and dark, in English and Chinese', async () => {
    const found: string[] = [];
    const looked: string[] = [];
    const at = (page: Page) => async (screen: string) => {
      looked.push(screen);
      found.push(...(await faultsOf(page)).map((fault) => `${screen}: ${fault}`)); console.log(looked.length, screen, found.length);
    };
    const visitor = await stage.visit();
    await visitor.page.getByRole('heading', { name: 'Choose a name' }).waitFor();
    await at(visitor.page)('first visit');
    await press(visitor.page, 'I have a name already');
    await at(visitor.page)('log in');
    await visitor.context.close();

    await stage.operate('room', 'add', 'Lobby');
    const anna = await stage.enter('anna');
    const bert = await stage.enter('bert');
    const { page } = anna;
    await at(page)('no chats');
    await page.getByRole('button', { name: 'I have it' }).click();
    await openChat(bert, 'anna');
    await say(bert, 'hello from bert');
    await openChat(anna, 'bert');
    await at(page)('chat with one message');
    await say(anna, 'hello to bert');
    const picture = { name: 'lake.png', mimeType: 'image/png', buffer: png(640, 480) };
    await page.locator('.pv-composer input[type=file]').setInputFiles([picture]);
    await page.locator('.pv-attachments li').waitFor();
    await at(page)('attachments');
    await page.locator('.pv-send').click();
    await page.locator('[data-status=sent] .pv-picture').waitFor();
    const notes = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('a line') };
    await page.locator('.pv-composer input[type=file]').setInputFiles([notes]);
    await page.locator('.pv-send').click();
    await page.locator('[data-status=sent] .pv-file-name').waitFor();
    await press(page, 'New group');
    await page.getByRole('textbox', { name: 'Name of the group' }).fill('Lake');
    await page.getByRole('textbox', { name: 'Add by name' }).fill('bert');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove bert', exact: true }).waitFor();
    await press(page, 'Create group');
    await page.locator('.chat-title', { hasText: 'Lake' }).waitFor();

    await walk(page, at(page));
    await press(page, 'Chatrooms');
    await page.getByRole('dialog').getByRole('button', { name: 'Lobby' }).click();
    await composer(anna).waitFor();
    await at(page)('chatroom');
    await page.goto(`${stage.url}/#/u/nobody-of-this-name`);
    await page.getByText('There is nobody called').waitFor();
    await at(page)('nobody of this name');
    await page.goto(`${stage.url}/#/`);
    await page.getByText('Choose a chat').waitFor();
    await at(page)('no chat chosen');
    process.stdout.write(`axe looked at ${looked.length} screens: ${looked.join(', ')}\n`);
    (await import('node:fs')).writeFileSync('/tmp/axe.txt', found.join('\n'));    expect(found).toEqual([]);
    for (const person of [anna, bert]) await person.context.close();
  }, 600_000);
});
