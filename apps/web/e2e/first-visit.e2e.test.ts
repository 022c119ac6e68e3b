import { describe, expect, it } from 'vitest';
import { overflow } from './overflow.js';
import { bubble, composer, openChat, type Person, row, say, stageOfTests } from './stage.js';

const stage = stageOfTests();

const narrow = { viewport: { width: 320, height: 568 } };
const button = ({ page }: Person, name: string) => page.getByRole('button', { name, exact: true });
const dialog = ({ page }: Person) => page.getByRole('dialog');
const close = (person: Person) => person.page.keyboard.press('Escape');

describe('[web: first visit]', () => {
  it('a name, and one is in; a link brings a second person, and both see the conversation', async () => {
    const anna = await stage.enter('anna');
    await anna.page.getByText('Welcome, anna').waitFor();
    await anna.page.getByRole('button', { name: 'Invite somebody' }).click();
    const link = await anna.page.getByRole('textbox', { name: 'Your link' }).inputValue();
    expect(link).toBe(`${stage.url}/#/u/anna`);
    await dialog(anna).getByRole('img', { name: 'Code to scan with a phone' }).waitFor();
    const dark = await dialog(anna).locator('.qr path').getAttribute('d');
    expect(dark?.length).toBeGreaterThan(1_000);
    await close(anna);

    const bert = await stage.visit();
    await bert.page.goto(link);
    await bert.page.locator('input[name=username]').fill('bert');
    await bert.page.keyboard.press('Enter');
    await composer(bert).waitFor();
    await say(bert, 'Your link works');
    await row(anna, 'bert').click();
    await bubble(anna, 'Your link works').waitFor();
    await say(anna, 'Welcome!');
    await bubble(bert, 'Welcome!').waitFor();
    for (const person of [anna, bert]) await person.context.close();
  });

  it('on a phone the ways to begin stand in the list, each leads somewhere, and the keyboard reaches them', async () => {
    const carl = await stage.enter('carl', narrow);
    expect(await overflow(carl)).toEqual([0]);
    for (const [way, title] of [
      ['Write to somebody', 'New chat'],
      ['Invite somebody', 'Invite somebody'],
      ['Make a group', 'New group'],
      ['Enter a chatroom', 'Chatrooms'],
    ] as const) {
      const opener = carl.page.getByRole('button', { name: way });
      await opener.focus();
      await carl.page.keyboard.press('Enter');
      await dialog(carl).getByRole('heading', { name: title }).waitFor();
      expect(await overflow(carl)).toEqual([0]);
      await close(carl);
      await dialog(carl).waitFor({ state: 'detached' });
      await expect.poll(() => opener.evaluate((element) => element === document.activeElement)).toBe(true);
    }
    await carl.context.close();
  });
});

describe('[web: empty places] say why they are empty, and what helps', () => {
  it('in English', async () => {
    const dora = await stage.enter('dora', narrow);
    await dora.page.getByRole('button', { name: 'Chatrooms' }).click();
    await dora.page.getByText('Its operator makes them').waitFor();
    await close(dora);
    await button(dora, 'New chat').click();
    await dora.page.getByRole('textbox', { name: 'With whom?' }).fill('nobody-at-all');
    await button(dora, 'Start').click();
    await dora.page.getByText('There is nobody called nobody-at-all here.').waitFor();
    await dora.page.getByText('If they are not here yet, invite them.').waitFor();
    await button(dora, 'Invite somebody').click();
    await dora.page.getByRole('heading', { name: 'Invite somebody' }).waitFor();
    await close(dora);
    await dora.page.keyboard.press('Control+k');
    await dora.page.getByText('Find a chat by its name').waitFor();
    await dora.page.keyboard.type('xyzzy');
    await dora.page.getByText('Try fewer words').waitFor();
    await button(dora, 'Close').click();
    await button(dora, 'Settings').click();
    await button(dora, 'Blocked people').click();
    await dora.page.getByText('you block in the details of your chat').waitFor();
    expect(await overflow(dora)).toEqual([0]);
    await dora.context.close();
  });

  it('in Chinese', async () => {
    const li = await stage.enter('李梅', { ...narrow, locale: 'zh-CN' });
    await li.page.getByText('你的聊天会显示在这里。').waitFor();
    await li.page.getByRole('button', { name: '邀请别人' }).click();
    await li.page.getByRole('img', { name: '用手机扫描的二维码' }).waitFor();
    expect(await li.page.getByRole('textbox', { name: '你的链接' }).inputValue()).toContain('/#/u/李梅');
    expect(await overflow(li)).toEqual([0]);
    await close(li);
    await button(li, '聊天室').click();
    await li.page.getByText('此服务器没有聊天室。').waitFor();
    await close(li);
    await li.page.keyboard.press('Control+k');
    await li.page.getByText('按名称找聊天').waitFor();
    await li.page.keyboard.type('没有这句话');
    await li.page.getByText('没有包含这些文字的消息。').waitFor();
    expect(await overflow(li)).toEqual([0]);
    await button(li, '关闭').click();
    await button(li, '设置').click();
    await button(li, '黑名单').click();
    await li.page.getByText('黑名单是空的。').waitFor();
    expect(await overflow(li)).toEqual([0]);
    await li.context.close();
  });

  it('a list in which nothing matches leads to a new chat', async () => {
    const emil = await stage.enter('emil');
    await stage.enter('fred');
    await openChat(emil, 'fred');
    await emil.page.getByRole('searchbox', { name: 'Find a chat' }).fill('zzz');
    await emil.page.getByText('No chat has such a name.').waitFor();
    await emil.page.locator('.nothing').getByRole('button', { name: 'New chat' }).click();
    await emil.page.getByRole('textbox', { name: 'With whom?' }).waitFor();
    await emil.context.close();
  });
});
