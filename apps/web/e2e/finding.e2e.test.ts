import { describe, expect, it } from 'vitest';
import { bubble, composer, openChat, row, say, stageOfTests } from './stage.js';

const stage = stageOfTests();

describe('finding one’s way', () => {
  it('[web: quick switcher] Ctrl K, a few letters and Enter go to a chat', async () => {
    const anna = await stage.enter('anna');
    await stage.enter('bert');
    await stage.enter('carl');
    await openChat(anna, 'bert');
    await openChat(anna, 'carl');
    await anna.page.keyboard.press('Control+k');
    await anna.page.getByRole('combobox').waitFor();
    await anna.page.keyboard.type('BER');
    await anna.page.getByRole('option', { name: 'bert', selected: true }).waitFor();
    await anna.page.keyboard.press('Enter');
    await anna.page.locator('.chat-title', { hasText: 'bert' }).waitFor();
    await anna.page.getByRole('dialog').waitFor({ state: 'detached' });
    await anna.context.close();
  });

  it('[O2 (part)] a chatroom is found, entered, talked in and left', async () => {
    await stage.operate('room', 'add', 'Lobby', '--description', 'for everybody');
    const dora = await stage.enter('dora');
    const emil = await stage.enter('emil');
    for (const { page } of [dora, emil]) {
      await page.getByRole('button', { name: 'Chatrooms' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Lobby' }).click();
      await composer({ page }).waitFor();
    }
    await say(dora, 'Who is here?');
    await bubble(dora, 'Who is here?', 'sent').waitFor();
    await bubble(emil, 'Who is here?', 'received').waitFor();
    await emil.page.getByRole('button', { name: 'Leave the chatroom' }).click();
    await say(dora, 'Are you gone?');
    await bubble(dora, 'Are you gone?', 'sent').waitFor();
    expect(await row(emil, 'Lobby').count()).toBe(0);
    // Whoever comes back hears what was said last.
    await emil.page.getByRole('button', { name: 'Chatrooms' }).click();
    await emil.page.getByRole('dialog').getByRole('button', { name: 'Lobby' }).click();
    await bubble(emil, 'Are you gone?').waitFor();
    await emil.page.reload();
    await bubble(emil, 'Who is here?').waitFor();
    for (const person of [dora, emil]) await person.context.close();
  });

  it('[B11 (part)] [web: search] words are found in a chat and everywhere, Chinese too, and open the message in its place', async () => {
    const fred = await stage.enter('fred');
    const gina = await stage.enter('gina');
    await openChat(fred, 'gina');
    await openChat(gina, 'fred');
    await say(fred, 'The key lies under the red stone');
    await say(fred, '我们明天在湖边见面');
    for (let n = 0; n < 60; n++) await say(fred, `line ${n}`);
    await bubble(gina, 'line 59').waitFor();
    await bubble(fred, 'line 59', 'sent').waitFor();
    await gina.page.getByRole('link', { name: 'fred' }).waitFor();
    await gina.page.goto(`${stage.url}/#/`);
    const { page } = gina;
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('red stone');
    await page.getByRole('option', { name: 'red stone' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('[data-highlighted]', { hasText: 'The key lies' }).waitFor();
    await page.getByRole('button', { name: 'Words in this chat' }).click();
    await page.getByRole('combobox').fill('明天');
    await page.getByRole('option', { name: '明天' }).click();
    await page.locator('[data-highlighted]', { hasText: '湖边' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('nowhere said');
    await page.getByText('No message has these words.').waitFor();
    for (const person of [fred, gina]) await person.context.close();
  });
});
