import { describe, expect, it } from 'vitest';
import { bubble, openChat, type Person, row, say, stageOfTests } from './stage.js';

const stage = stageOfTests();

/** Opens the menu of a message and chooses. */
async function choose(person: Person, text: string, item: string) {
  // The first is the message itself; those after it quote it.
  await bubble(person, text).first().hover();
  await bubble(person, text).first().getByRole('button', { name: 'More' }).click();
  await person.page.getByRole('menuitem', { name: item }).click();
}
const notice = ({ page }: Person, text: string) => page.locator('.pv-notice', { hasText: text });

async function twoWhoTalk(one: string, other: string) {
  const anna = await stage.enter(one);
  const bert = await stage.enter(other);
  await openChat(anna, other);
  await openChat(bert, one);
  return { anna, bert };
}
const leave = async (...people: Person[]) => {
  for (const { context } of people) await context.close();
};

describe('a message', () => {
  it('[S37 S39 (part)] [web: actions] is answered under a quote, and taken back on both sides, in the quote too', async () => {
    const { anna, bert } = await twoWhoTalk('anna', 'bert');
    await say(anna, 'Dinner at mine?');
    await bubble(bert, 'Dinner at mine?').waitFor();
    await choose(bert, 'Dinner at mine?', 'Reply');
    await bert.page.keyboard.type('Gladly');
    await bert.page.keyboard.press('Enter');
    const quote = bubble(anna, 'Gladly').locator('button.pv-quote');
    await quote.getByText('Dinner at mine?').waitFor();
    await quote.click();
    await anna.page.locator('[data-highlighted]', { hasText: 'Dinner at mine?' }).waitFor();
    await choose(anna, 'Dinner at mine?', 'Take back');
    for (const person of [anna, bert]) {
      await notice(person, 'This message was taken back.').waitFor();
      await person.page.locator('.pv-quote', { hasText: 'This message was taken back.' }).waitFor();
      expect(await person.page.getByText('Dinner at mine?').count()).toBe(0);
    }
    await leave(anna, bert);
  });

  it('[S40 (part)] [web: actions] is sent on to several chats at once', async () => {
    const { anna, bert } = await twoWhoTalk('anja', 'bodo');
    const carl = await stage.enter('carl');
    const dora = await stage.enter('dora');
    await openChat(anna, 'carl');
    await openChat(anna, 'dora');
    await openChat(anna, 'bodo');
    await say(bert, 'The train leaves at 8:15');
    await bubble(anna, 'The train leaves at 8:15').waitFor();
    await choose(anna, 'The train leaves at 8:15', 'Forward');
    const dialog = anna.page.getByRole('dialog', { name: 'Forward to' });
    await dialog.getByRole('checkbox', { name: 'carl' }).check();
    await dialog.getByRole('searchbox').fill('dor');
    await dialog.getByRole('checkbox', { name: 'dora' }).check();
    await dialog.getByRole('button', { name: 'Forward to 2 chats' }).click();
    for (const person of [carl, dora]) {
      await row(person, 'anja').click();
      await bubble(person, 'The train leaves at 8:15', 'received').waitFor();
    }
    await leave(anna, bert, carl, dora);
  });

  it('[S41 S42 S43 (part)] tells who has read it, where one asked, once it was really seen', async () => {
    const anna = await stage.enter('antje');
    const bert = await stage.enter('bernd');
    await openChat(bert, 'antje');
    await anna.page.getByRole('button', { name: 'Settings' }).click();
    await anna.page.getByRole('switch', { name: 'Ask for read receipts' }).check();
    await anna.page.getByRole('button', { name: 'Close' }).click();
    await openChat(anna, 'bernd');
    await bert.page.goto(`${stage.url}/#/`);
    await say(anna, 'Did you see it?');
    await row(bert, 'antje').getByText('1 unread message').waitFor();
    await bubble(anna, 'Did you see it?', 'sent').getByRole('img', { name: 'Sent' }).waitFor();
    await choose(anna, 'Did you see it?', 'Who has read it');
    await anna.page.getByRole('region', { name: 'Not yet read (1)' }).getByText('bernd').waitFor();
    await anna.page.getByRole('button', { name: 'Close' }).click();
    await row(bert, 'antje').click();
    await bubble(anna, 'Did you see it?').getByRole('img', { name: 'Read', exact: true }).waitFor();
    await choose(anna, 'Did you see it?', 'Who has read it');
    await anna.page.getByRole('region', { name: 'Read (1)', exact: true }).getByText('bernd').waitFor();
    await leave(anna, bert);
  });

  it('[web: actions] is found again far above, where its answer leads', async () => {
    const { anna, bert } = await twoWhoTalk('arne', 'bela');
    await say(anna, 'the very first');
    await bubble(bert, 'the very first').waitFor();
    for (let n = 0; n < 70; n++) await say(anna, `line ${n}`);
    await bubble(anna, 'line 69', 'sent').waitFor();
    await bubble(bert, 'line 69').waitFor();
    await bert.page.locator('.pv-scroll').evaluate(async (list) => {
      while (!list.textContent?.includes('the very first')) {
        list.scrollTop = 0;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    });
    await choose(bert, 'the very first', 'Reply');
    await bert.page.keyboard.type('I remember');
    await bert.page.keyboard.press('Enter');
    await bubble(anna, 'I remember').waitFor();
    // From the store, with only the newest page of it loaded.
    await anna.page.reload();
    await bubble(anna, 'I remember').locator('button.pv-quote').click();
    await anna.page.locator('[data-highlighted]', { hasText: 'the very first' }).waitFor();
    await anna.page.getByRole('button', { name: 'Jump to the newest message' }).click();
    await bubble(anna, 'I remember').waitFor();
    await leave(anna, bert);
  });
});
