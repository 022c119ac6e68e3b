import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { faultsOf } from './accessible.js';
import { png } from './png.js';
import { bubble, composer, openChat, openDetails, type Person, say, stageOfTests } from './stage.js';

const stage = stageOfTests();

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();
const chat = (page: Page, title: string) =>
  page.locator('.pv-row').filter({ has: page.locator('.pv-row-title', { hasText: title }) });
const choose = (page: Page, name: string) => page.getByRole('menuitem', { name }).click();

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Where the chats are, on a narrow screen as well. */
const home = async (page: Page) => {
  await page.evaluate(() => {
    location.hash = '#/';
  });
  await page.locator('.pane-list').waitFor();
};

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

  await home(page);
  await chat(page, 'bert').click();
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

  await home(page);
  await chat(page, 'Lake').click();
  await page.locator('.chat-title', { hasText: 'Lake' }).waitFor();
  await look('group');
  await openDetails({ page });
  await page.locator('.members .person').nth(1).waitFor();
  await look('details of a group');
  await page.getByRole('button', { name: 'More about' }).first().click();
  await page.getByRole('menu').waitFor();
  await look('menu of a member');
  await page.keyboard.press('Escape');
  await closeDialog(page);
}

/** A chat with each kind of thing, and a group. */
async function fillChats(anna: Person, bert: Person, look: (screen: string) => Promise<void>): Promise<void> {
  const { page } = anna;
  await openChat(bert, anna.name);
  await say(bert, 'hello from bert');
  await openChat(anna, bert.name);
  await look('chat with one message');
  await say(anna, 'hello to bert');
  const picture = { name: 'lake.png', mimeType: 'image/png', buffer: png(640, 480) };
  await page.locator('.pv-composer input[type=file]').setInputFiles([picture]);
  await page.locator('.pv-attachments li').waitFor();
  await look('attachments');
  await page.locator('.pv-send').click();
  await page.locator('[data-status=sent] .pv-picture').waitFor();
  const notes = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('a line') };
  await page.locator('.pv-composer input[type=file]').setInputFiles([notes]);
  await page.locator('.pv-attachments li').waitFor();
  await page.locator('.pv-send').click();
  await page.locator('[data-status=sent] .pv-file-name').waitFor();
  await home(page);
  await press(page, 'New group');
  await page.getByRole('textbox', { name: 'Name of the group' }).fill('Lake');
  await page.getByRole('textbox', { name: 'Add by name' }).fill(bert.name);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: `Remove ${bert.name}`, exact: true }).waitFor();
  await press(page, 'Create group');
  await page.locator('.chat-title', { hasText: 'Lake' }).waitFor();
  await home(page);
}

const nobodyLooks = async () => undefined;

/** What sticks out of the page on the right: nothing should. */
const overflow = (page: Page) =>
  page.evaluate(() => {
    const most = document.documentElement.clientWidth + 1;
    const isShown = (element: Element) => element.closest('.pv-hidden') === null && element.checkVisibility();
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > most && isShown(element),
    );
    const beyond = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    return [...(beyond > 0 ? [`${beyond} px`] : []), ...wide.map((element) => element.outerHTML.slice(0, 120))];
  });

describe('accessibility', () => {
  it('[web: accessibility] axe finds nothing on any screen, in light and dark, in English and Chinese', async () => {
    const found: string[] = [];
    const looked: string[] = [];
    const at = (page: Page) => async (screen: string) => {
      looked.push(screen);
      found.push(...(await faultsOf(page)).map((fault) => `${screen}: ${fault}`));
    };
    const visitor = await stage.visit();
    await visitor.page.getByRole('heading', { name: 'Choose a name' }).waitFor();
    // The control: what is wrong is found.
    await visitor.page.evaluate(() => document.querySelector('form')?.append(document.createElement('button')));
    expect((await faultsOf(visitor.page)).filter((fault) => fault.includes('button-name')).length).toBe(2);
    await visitor.page.evaluate(() => document.querySelector('form')?.lastElementChild?.remove());
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
    await fillChats(anna, bert, at(page));
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
    for (const person of [anna, bert]) await person.context.close();
  }, 600_000);

  it('[web: accessibility] every screen fits 320 px, and 400 % of a screen of 1,280 px', async () => {
    const found: string[] = [];
    const bert = await stage.enter('bert2');
    const anna = await stage.enter('anna2', { viewport: { width: 320, height: 568 } });
    const { page } = anna;
    await page.getByRole('button', { name: 'I have it' }).click();
    await fillChats(anna, bert, nobodyLooks);
    for (const height of [568, 256]) {
      await page.setViewportSize({ width: 320, height });
      await home(page);
      await walk(page, async (screen) => {
        found.push(...(await overflow(page)).map((fault) => `${height} px high: ${screen}: ${fault}`));
      });
    }
    expect(found).toEqual([]);
    for (const person of [anna, bert]) await person.context.close();
  });

  it('[web: accessibility] the keyboard alone opens every dialog, stays in it, and comes back to where it was', async () => {
    const bert = await stage.enter('bert3');
    const anna = await stage.enter('anna3');
    const { page } = anna;
    await page.getByRole('button', { name: 'I have it' }).click();
    await fillChats(anna, bert, nobodyLooks);
    const focused = () =>
      page.evaluate(() => {
        const element = document.activeElement;
        const isInside = element?.closest('[role=dialog], dialog, [role=menu]') !== null;
        return {
          name: [element?.ariaLabel, element?.textContent, element?.querySelector('[aria-label]')?.ariaLabel].join(' '),
          isInside,
          isBody: element === document.body,
        };
      });
    const tabTo = async (name: string, key = 'Tab') => {
      for (let presses = 0; presses < 40; presses++) {
        if ((await focused()).name.includes(name)) return;
        await page.keyboard.press(key);
      }
      throw new Error(`the keyboard does not reach ${name}`);
    };
    const staysInside = async () => {
      for (let presses = 0; presses < 12; presses++) {
        await page.keyboard.press(presses % 4 === 3 ? 'Shift+Tab' : 'Tab');
        // Beyond the last element the browser's own bars come, and then the dialog again.
        const { isInside, isBody } = await focused();
        expect(isInside || isBody).toBe(true);
      }
    };
    const dialog = page.getByRole('dialog');
    const open = async (name: string, then: () => Promise<void> = staysInside) => {
      await tabTo(name);
      await page.keyboard.press('Enter');
      await dialog.waitFor();
      await then();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await expect.poll(async () => (await focused()).name).toContain(name);
    };
    for (const name of ['Settings', 'Search', 'Chatrooms', 'New group', 'New chat']) await open(name);
    for (const name of ['Edit the profile', 'Notifications', 'Devices', 'Change the password', 'Blocked people'])
      await open('Settings', async () => {
        await tabTo(name);
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: 'Back' }).waitFor();
        await staysInside();
      });

    // To a chat, to its messages, to a message's menu, and on to another chat.
    await tabTo('You made the group');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await bubble(anna, 'hello from bert').waitFor();
    await open('Details');
    await composer(anna).focus();
    await page.keyboard.press('ArrowUp');
    await expect.poll(async () => (await focused()).name).toContain('notes.txt');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect.poll(async () => (await focused()).name).toContain('hello to bert');
    await page.keyboard.press('Enter');
    await page.getByRole('menu').waitFor();
    await tabTo('Forward', 'ArrowDown');
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    await staysInside();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(async () => (await focused()).isBody).toBe(false);
    // A picture is opened large and closed.
    await tabTo('Open the image');
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    await staysInside();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(async () => (await focused()).name).toContain('Open the image');
    for (const person of [anna, bert]) await person.context.close();
  });

  it('[web: accessibility] what others write is read aloud politely, and nothing moves for who wants no motion', async () => {
    const bert = await stage.enter('bert4');
    const anna = await stage.enter('anna4');
    await openChat(bert, 'anna4');
    await openChat(anna, 'bert4');
    await say(bert, 'listen');
    const announced = anna.page.locator('.pv-timeline > [aria-live=polite]', { hasText: 'bert4' });
    await announced.filter({ hasText: 'listen' }).waitFor({ state: 'attached' });
    await press(anna.page, 'Settings');
    await anna.page.getByRole('dialog').waitFor();
    const moving = await anna.page.evaluate(() =>
      document.getAnimations().map((one) => (one as CSSAnimation).animationName),
    );
    expect(moving).toEqual([]);
    for (const person of [anna, bert]) await person.context.close();
  });
});
