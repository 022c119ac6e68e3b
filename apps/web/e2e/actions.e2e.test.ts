import { describe, expect, it } from 'vitest';
import { png } from './png.js';
import { bubble, composer, openChat, openDetails, type Person, row, say, stageOfTests } from './stage.js';

const stage = stageOfTests();

const leave = (...people: Person[]) => Promise.all(people.map(({ context }) => context.close()));
const items = ({ page }: Person) => page.getByRole('menuitem').locator('span').allTextContents();
const item = ({ page }: Person, name: string) => page.getByRole('menuitem', { name });

/** From the empty field to the newest message, and into its menu: with the keyboard alone. */
async function openNewestMenu(person: Person) {
  await composer(person).focus();
  for (const key of ['ArrowUp', 'Enter']) await person.page.keyboard.press(key);
  await person.page.getByRole('menu').waitFor();
  const first = person.page.getByRole('menuitem').first();
  await expect.poll(() => first.evaluate((element) => element === document.activeElement)).toBe(true);
}
async function press(person: Person, ...keys: string[]) {
  for (const key of keys) await person.page.keyboard.press(key);
}
/** Down to an item of the open menu, and taken. */
async function take(person: Person, name: string) {
  await expect.poll(() => items(person)).toContain(name);
  const at = (await items(person)).indexOf(name);
  await press(person, ...Array.from({ length: at }, () => 'ArrowDown'), 'Enter');
}

describe('what one does with a message', () => {
  it('[web: actions] with the keyboard alone: copied, answered, deleted here, and taken back in the time that is left', async () => {
    await stage.backEnd('PATCH', '/application', { limits: { retractMs: 100_000 } });
    const anna = await stage.enter('anna', { permissions: ['clipboard-read', 'clipboard-write'] });
    const bert = await stage.enter('bert');
    await openChat(anna, 'bert');
    await openChat(bert, 'anna');
    await say(bert, 'Keep this word: harbour');
    await bubble(anna, 'Keep this word: harbour').waitFor();
    await openNewestMenu(anna);
    expect(await items(anna)).toEqual(['Reply', 'Copy text', 'Forward', 'Delete here']);
    await take(anna, 'Copy text');
    await expect.poll(() => anna.page.evaluate(() => navigator.clipboard.readText())).toBe('Keep this word: harbour');
    await openNewestMenu(anna);
    await take(anna, 'Reply');
    await expect.poll(() => composer(anna).evaluate((field) => field === document.activeElement)).toBe(true);
    await anna.page.keyboard.type('Kept');
    await press(anna, 'Enter');
    await bubble(bert, 'Kept').locator('.pv-quote', { hasText: 'harbour' }).waitFor();
    await bubble(anna, 'Kept', 'sent').waitFor();
    // By the application's own bound, not by the default of three minutes.
    await openNewestMenu(anna);
    const left = await item(anna, 'Take back').locator('small').textContent();
    expect(left).toMatch(/^(1:(40|3\d|2\d|1\d|0\d)|0:\d\d)$/);
    await expect.poll(() => item(anna, 'Take back').locator('small').textContent()).not.toBe(left);
    await take(anna, 'Take back');
    for (const person of [anna, bert])
      await person.page.locator('.pv-notice', { hasText: 'This message was taken back.' }).waitFor();
    await say(anna, 'only here it goes');
    await bubble(bert, 'only here it goes').waitFor();
    await openNewestMenu(anna);
    await take(anna, 'Delete here');
    await take(anna, 'Yes, delete it here');
    await bubble(anna, 'only here it goes').waitFor({ state: 'detached' });
    expect(await bubble(bert, 'only here it goes').count()).toBe(1);
    await stage.backEnd('PATCH', '/application', { limits: { retractMs: null } });
    await leave(anna, bert);
  });

  it('[web: actions] who has read it in a group, and who has not', async () => {
    const [carl, dora, emil] = [await stage.enter('carl'), await stage.enter('dora'), await stage.enter('emil')];
    const members = ['dora', 'emil'].map((username) => ({ username }));
    await stage.backEnd('POST', '/groups', { owner: 'carl', name: 'Tea', members });
    await carl.page.getByRole('button', { name: 'Settings' }).click();
    await carl.page.getByRole('switch', { name: 'Ask for read receipts' }).check();
    await carl.page.getByRole('button', { name: 'Close' }).click();
    await row(carl, 'Tea').click();
    await row(dora, 'Tea').click();
    await say(carl, 'Who comes?');
    await bubble(dora, 'Who comes?').waitFor();
    await bubble(carl, 'Who comes?', 'sent').getByRole('img', { name: 'Read by 1 of 2' }).waitFor();
    await openNewestMenu(carl);
    await take(carl, 'Who has read it');
    await carl.page.getByRole('region', { name: 'Read (1)', exact: true }).getByText('dora').waitFor();
    await carl.page.getByRole('region', { name: 'Not yet read (1)' }).getByText('emil').waitFor();
    await press(carl, 'Escape');
    await carl.page.getByRole('dialog').waitFor({ state: 'detached' });
    await leave(carl, dora, emil);
  });

  it('[web: actions] what was refused keeps its row with retry and delete, over a reload, and is never doubled', async () => {
    const [fine, gerd] = [await stage.enter('fine'), await stage.enter('gerd')];
    await openChat(fine, 'gerd');
    await openChat(gerd, 'fine');
    const block = async (isOn: boolean) => {
      await openDetails(gerd);
      const blocks = gerd.page.getByRole('switch', { name: 'Block' });
      await blocks.click();
      await expect.poll(() => blocks.isChecked()).toBe(isOn);
      await gerd.page.getByRole('button', { name: 'Close' }).click();
    };
    await block(true);
    await say(fine, 'let me in');
    await bubble(fine, 'let me in', 'failed').waitFor();
    await fine.page.reload();
    await bubble(fine, 'let me in', 'failed').waitFor();
    await say(fine, 'throw me away');
    await bubble(fine, 'throw me away', 'failed').getByRole('button', { name: 'Delete' }).click();
    await bubble(fine, 'throw me away').waitFor({ state: 'detached' });
    await block(false);
    await bubble(fine, 'let me in', 'failed').getByRole('button', { name: 'Try again' }).click();
    await bubble(fine, 'let me in', 'sent').waitFor();
    await bubble(gerd, 'let me in', 'received').waitFor();
    expect(await gerd.page.locator('[data-message] .pv-text').allTextContents()).toEqual(['let me in']);
    await leave(fine, gerd);
  });
});

describe('what is on its way', () => {
  const choose = ({ page }: Person, name: string, buffer: Buffer) =>
    page.locator('.pv-composer input[type=file]').setInputFiles([{ name, mimeType: 'application/zip', buffer }]);
  const send = async (person: Person) => {
    await person.page.locator('.pv-attachments li[aria-busy=false]').first().waitFor();
    await person.page.locator('.pv-composer .pv-send').click();
  };
  const file = (person: Person, name: string, status: string) =>
    person.page.locator(`[data-status=${status}]`, { hasText: name });

  it('[web: attachments] shows how far it is, is cancelled and sent again, each for itself', async () => {
    const [hans, iris] = [await stage.enter('hans'), await stage.enter('iris')];
    await openChat(hans, 'iris');
    const network = await hans.context.newCDPSession(hans.page);
    const slowly = (uploadThroughput: number) =>
      network.send('Network.emulateNetworkConditions', {
        ...{ offline: false, latency: 0, downloadThroughput: -1, uploadThroughput },
      });
    await network.send('Network.enable');
    await slowly(100_000);
    await choose(hans, 'large.zip', Buffer.alloc(3_000_000, 7));
    await send(hans);
    const ring = file(hans, 'large.zip', 'sending').getByRole('button', { name: /^Cancel sending/ });
    await expect.poll(() => ring.getAttribute('aria-label')).toMatch(/\(([1-9]|\d\d) %\)$/);
    await ring.click();
    await file(hans, 'large.zip', 'failed').waitFor();
    await slowly(-1);
    await choose(hans, 'small.zip', Buffer.alloc(3_000, 7));
    await send(hans);
    await file(hans, 'small.zip', 'sent').waitFor();
    expect(await file(hans, 'large.zip', 'failed').count()).toBe(1);
    await file(hans, 'large.zip', 'failed').getByRole('button', { name: 'Try again' }).click();
    await file(hans, 'large.zip', 'sent').waitFor();
    await row(iris, 'hans').click();
    for (const name of ['large.zip', 'small.zip']) await file(iris, name, 'received').waitFor();
    expect(await iris.page.locator('[data-message]').count()).toBe(2);
    await leave(hans, iris);
  });

  it('[web: attachments] goes on when one changes the chat', async () => {
    const [jana, kurt, lisa] = [await stage.enter('jana'), await stage.enter('kurt'), await stage.enter('lisa')];
    await openChat(jana, 'lisa');
    await openChat(jana, 'kurt');
    await stage.killServer();
    await jana.page
      .locator('.pv-composer input[type=file]')
      .setInputFiles([{ name: 'lake.png', mimeType: 'image/png', buffer: png(90, 60) }]);
    await send(jana);
    await jana.page.locator('[data-status=sending] .pv-picture').waitFor();
    await row(jana, 'lisa').click();
    await composer(jana).waitFor();
    expect(await jana.page.locator('.pv-attachments').count()).toBe(0);
    await stage.startServer();
    await row(kurt, 'jana').click();
    await kurt.page.locator('[data-status=received] .pv-picture[data-state=ready]').waitFor();
    await row(jana, 'kurt').click();
    await jana.page.locator('[data-status=sent] .pv-picture').waitFor();
    await leave(jana, kurt, lisa);
  });
});
