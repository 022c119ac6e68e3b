import { describe, expect, it } from 'vitest';
import { overflow } from './overflow.js';
import { bubble, openDetails, type Person, row, say, stageOfTests } from './stage.js';

const stage = stageOfTests();

const add = async ({ page }: Person, name: string) => {
  await page.getByRole('textbox', { name: 'Add by name' }).fill(name);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: `Remove ${name}`, exact: true }).waitFor();
};
/** Through a member's menu. */
async function manage({ page }: Person, name: string, ...items: readonly string[]) {
  await page.getByRole('button', { name: `More about ${name}` }).click();
  for (const item of items) await page.getByRole('menuitem', { name: item, exact: true }).click();
}
/** A line in the log of the open chat. */
const notice = ({ page }: Person, text: string) => page.locator('.pv-notice', { hasText: text });
const close = ({ page }: Person) => page.getByRole('button', { name: 'Close' }).click();

describe('a group', () => {
  it('[O6 (part)] is made, grows, is renamed, shrinks, is left, and says so in its log', async () => {
    const anna = await stage.enter('anna');
    const bert = await stage.enter('bert');
    const carl = await stage.enter('carl');

    await anna.page.getByRole('button', { name: 'New group' }).click();
    await anna.page.getByRole('textbox', { name: 'Name of the group' }).fill('Lake');
    await add(anna, 'bert');
    await anna.page.getByRole('button', { name: 'Create group' }).click();
    await notice(anna, 'You made the group with bert').waitFor();
    await say(anna, 'Who is coming?');

    await row(bert, 'Lake').click();
    await bubble(bert, 'Who is coming?').waitFor();
    await notice(bert, 'anna made the group with you').waitFor();
    await say(bert, 'I am');
    await bubble(anna, 'I am').waitFor();

    await openDetails(anna);
    await anna.page.getByRole('button', { name: 'Add people' }).click();
    await add(anna, 'carl');
    await anna.page.getByRole('button', { name: 'Save' }).click();
    await anna.page.getByRole('button', { name: 'More about carl' }).waitFor();
    await anna.page.getByRole('heading', { name: '3 members' }).waitFor();
    await anna.page.getByRole('textbox', { name: 'Name of the group' }).fill('Lake and hills');
    await anna.page.getByRole('button', { name: 'Rename' }).click();
    await bert.page.locator('.chat-title', { hasText: 'Lake and hills' }).waitFor();
    await notice(bert, 'anna added carl').waitFor();

    await row(carl, 'Lake and hills').click();
    await notice(carl, 'anna added you').waitFor();
    await say(carl, 'Me too');
    await bubble(bert, 'Me too').waitFor();

    await manage(anna, 'carl', 'Make admin');
    await notice(bert, 'anna made carl admin').waitFor();
    await manage(anna, 'bert', 'Silence', 'For an hour');
    await notice(bert, 'anna silenced you').waitFor();
    await say(bert, 'Can you hear me?');
    await bert.page.getByText('Not sent. You are silenced in this group.').waitFor();
    await manage(anna, 'bert', 'Let speak again');
    await notice(carl, 'anna let bert speak again').waitFor();
    await bert.page.getByRole('button', { name: 'Try again' }).click();
    await bubble(carl, 'Can you hear me?').waitFor();

    await manage(anna, 'carl', 'Remove carl from the group', 'Remove carl from the group');
    await carl.page.getByText('You are no longer in this group.').waitFor();
    expect(await carl.page.locator('.pv-composer').count()).toBe(0);
    // As many as there are now, for who is in it still.
    for (const { page } of [anna, bert]) await page.locator('.chat-title small', { hasText: '2 members' }).waitFor();
    await carl.page.locator('.chat-title small').waitFor({ state: 'detached' });
    await close(anna);

    await openDetails(bert);
    await bert.page.getByRole('button', { name: 'Leave group' }).click();
    await bert.page.getByRole('button', { name: 'Leave group' }).click();
    await bert.page.getByText('You are no longer in this group.').waitFor();
    await notice(anna, 'bert left').waitFor();
    await anna.page.locator('.chat-title small', { hasText: '1 member' }).waitFor();
    await say(anna, 'Alone then');
    await bubble(anna, 'Alone then', 'sent').waitFor();
    expect(await bubble(bert, 'Alone then').count()).toBe(0);
    for (const person of [anna, bert, carl]) await person.context.close();
  });

  it('[O6 (part)] in Chinese, on a phone: made, managed, handed over, dissolved, and cleared away', async () => {
    const phone = { locale: 'zh-CN', viewport: { width: 320, height: 568 } };
    const li = await stage.enter('李梅', phone);
    const wang = await stage.enter('王芳', { locale: 'zh-CN' });
    await li.page.getByRole('button', { name: '建一个群' }).click();
    await li.page.getByRole('textbox', { name: '群名称' }).fill('湖'.repeat(22));
    await li.page.getByText('太长了').waitFor();
    await li.page.getByRole('textbox', { name: '群名称' }).fill('湖边徒步');
    await li.page.getByRole('textbox', { name: '按名字添加' }).fill('王芳');
    await li.page.keyboard.press('Enter');
    await li.page.getByRole('button', { name: '移除 王芳' }).waitFor();
    expect(await overflow(li)).toEqual([0]);
    await li.page.getByRole('button', { name: '创建群聊' }).click();
    await notice(li, '你创建了群聊，成员有王芳').waitFor();
    await row(wang, '湖边徒步').click();
    await notice(wang, '李梅创建了群聊，成员有你').waitFor();

    const menu = async (...items: readonly string[]) => {
      await li.page.getByRole('button', { name: '管理 王芳' }).click();
      for (const item of items) {
        await li.page.getByRole('menuitem', { name: item, exact: true }).waitFor();
        expect(await overflow(li)).toEqual([0]);
        await li.page.getByRole('menuitem', { name: item, exact: true }).click();
      }
    };
    await li.page.getByRole('button', { name: '详情' }).click();
    await li.page.getByRole('heading', { name: '2 位成员' }).waitFor();
    await li.page.getByRole('textbox', { name: '群介绍' }).fill('周六七点，车站见');
    await li.page.getByRole('button', { name: '修改' }).click();
    await li.page.locator('.details-head', { hasText: '周六七点，车站见' }).waitFor();
    await menu('设为管理员');
    await notice(wang, '李梅将你设为管理员').waitFor();
    await menu('禁言', '1 小时');
    await notice(wang, '李梅将你禁言').waitFor();
    await li.page.getByText('禁言至').waitFor();
    expect(await overflow(li)).toEqual([0]);
    await menu('解除禁言');
    await notice(wang, '李梅解除了你的禁言').waitFor();
    await menu('转让群主', '转让给 王芳');
    await notice(wang, '李梅将群主转让给你').waitFor();
    // Who owns it no more has nothing to manage.
    await li.page.getByRole('button', { name: '管理 王芳' }).click();
    await expect.poll(() => li.page.getByRole('menuitem').allTextContents()).toEqual([' 发消息']);
    await li.page.keyboard.press('Escape');
    await li.page.getByRole('button', { name: '关闭' }).click();

    await wang.page.getByRole('button', { name: '详情' }).click();
    for (let press = 0; press < 2; press++)
      await wang.page.getByRole('button', { name: '解散群聊', exact: true }).click();
    await li.page.getByText('你已不在此群聊中。').waitFor();
    expect(await overflow(li)).toEqual([0]);
    for (let press = 0; press < 2; press++) {
      await li.page.getByRole('button', { name: '删除聊天' }).click();
      expect(await overflow(li)).toEqual([0]);
    }
    await li.page.getByText('还没有聊天').waitFor();
    for (const person of [li, wang]) await person.context.close();
  });
});
