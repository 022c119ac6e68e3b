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

  it('of a first visit and of what is empty yet, in English and Chinese, on a phone and on a wide screen', async () => {
    const chinese = { locale: 'zh-CN', colorScheme: 'dark' } as const;
    const phone = { viewport: { width: 390, height: 780 }, deviceScaleFactor: 1.5 };
    const wide = { viewport: { width: 1200, height: 760 }, deviceScaleFactor: 1.5 };
    const visitor = await stage.visit({ ...phone, ...chinese });
    await visitor.page.getByRole('heading', { name: '取个名字' }).waitFor();
    await keep(visitor, 'first-visit-zh');
    const nina = await stage.enter('nina', wide);
    await nina.page.getByText('Welcome, nina').waitFor();
    await keep(nina, 'welcome-light');
    await nina.page.setViewportSize(phone.viewport);
    await nina.page.getByText('No chats yet').waitFor();
    await keep(nina, 'phone-welcome');
    await nina.page.getByRole('button', { name: 'Invite somebody' }).click();
    await nina.page.getByRole('img', { name: 'Code to scan with a phone' }).waitFor();
    await keep(nina, 'phone-invite');
    const li = await stage.enter('王小明', { ...wide, ...chinese });
    await li.page.getByText('欢迎').waitFor();
    await keep(li, 'welcome-zh-dark');
    await li.page.setViewportSize(phone.viewport);
    await li.page.getByText('还没有聊天').waitFor();
    await keep(li, 'phone-welcome-zh');
    await li.page.getByRole('button', { name: '聊天室', exact: true }).click();
    await li.page.getByText('此服务器没有聊天室。').waitFor();
    await keep(li, 'phone-no-rooms-zh');
    for (const { context } of [visitor, nina, li]) await context.close();
  });
});
