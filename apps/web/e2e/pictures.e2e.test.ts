import { beforeAll, describe, it } from 'vitest';
import { inTurn, keep, makeGroup, openAlbum, put, window } from './album.js';
import { sideBySide } from './side-by-side.js';
import { bubble, composer, openChat, openDetails, row, say, stageOfTests } from './stage.js';

const stage = stageOfTests();
beforeAll(openAlbum);

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

    for (const { page } of [anna, bert]) {
      const question = page.getByRole('button', { name: 'Not now' });
      if ((await question.count()) > 0) await question.click();
    }
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
    await openDetails(bert);
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
