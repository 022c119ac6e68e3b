import { describe, expect, it } from 'vitest';
import { bubble, composer, openChat, type Person, row, say, stageOfTests } from './stage.js';

const stage = stageOfTests();

const leave = (...people: Person[]) => Promise.all(people.map(({ context }) => context.close()));

async function makeGroup({ page }: Person, title: string, members: readonly string[]) {
  await page.getByRole('button', { name: 'New group' }).click();
  await page.getByRole('textbox', { name: 'Name of the group' }).fill(title);
  for (const name of members) {
    await page.getByRole('textbox', { name: 'Add by name' }).fill(name);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `Remove ${name}` }).waitFor();
  }
  await page.getByRole('button', { name: 'Create group' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await composer({ page }).waitFor();
}

const list = ({ page }: Person) => page.getByRole('listbox', { name: 'People to mention' });
const offered = (person: Person) => list(person).getByRole('option').locator('strong').allTextContents();
const mention = ({ page }: Person, text: string) => page.locator('.pv-text .pv-mention', { hasText: text });

describe('mentions', () => {
  it('[web: mentions] are chosen by keys or mouse from those who are so called, and are seen by whom they name', async () => {
    const [anna, bert, li] = [await stage.enter('anna'), await stage.enter('bert'), await stage.enter('李梅')];
    await openChat(bert, 'anna');
    await makeGroup(anna, 'Tea', ['bert', '李梅']);
    await composer(anna).focus();
    await anna.page.keyboard.type('Look, @');
    await expect.poll(() => offered(anna)).toEqual(['everyone', 'bert', '李梅']);
    await anna.page.keyboard.type('be');
    await expect.poll(() => offered(anna)).toEqual(['bert']);
    // The first Enter takes the name, the next one sends.
    await anna.page.keyboard.press('Enter');
    await expect.poll(() => composer(anna).inputValue()).toBe('Look, @bert ');
    await anna.page.keyboard.type('and @');
    await list(anna).getByRole('option', { name: '李梅' }).click();
    await anna.page.keyboard.type('!');
    await anna.page.keyboard.press('Enter');
    await bubble(anna, 'Look, @bert and @李梅 !', 'sent').waitFor();
    // Bert looks elsewhere: his list says so, until he has read it.
    await row(bert, 'Tea').getByText('[You were mentioned]').waitFor();
    await row(bert, 'Tea').click();
    await bert.page.locator('.pv-mention-me', { hasText: '@bert' }).waitFor();
    await expect.poll(() => mention(bert, '@李梅').count()).toBe(1);
    await expect.poll(() => bert.page.locator('.pv-mention-me').count()).toBe(1);
    await row(bert, 'Tea').getByText('[You were mentioned]').waitFor({ state: 'detached' });

    await bert.page.locator('.pv-row-title').getByText('anna', { exact: true }).click();
    await bert.page.locator('.chat-title').getByText('anna').waitFor();
    await say(anna, 'nobody is named, not even anna@bert.example');
    await row(bert, 'Tea').getByText('nobody is named').waitFor();
    expect(await row(bert, 'Tea').getByText('[You were mentioned]').count()).toBe(0);
    // Arrows walk, Escape closes, and what was typed without the list is a mention as well.
    await composer(anna).focus();
    await anna.page.keyboard.type('@');
    await list(anna).waitFor();
    await anna.page.keyboard.press('ArrowUp');
    await expect.poll(() => list(anna).locator('[aria-selected=true]').textContent()).toContain('李梅');
    await anna.page.keyboard.press('Escape');
    await list(anna).waitFor({ state: 'detached' });
    await anna.page.keyboard.type('bert, come');
    await anna.page.keyboard.press('Enter');
    await row(bert, 'Tea').getByText('[You were mentioned]').waitFor();
    await leave(anna, bert, li);
  });

  it('[web: mentions] everybody, by the owner alone; and in Chinese, where Enter ends the word first', async () => {
    const [carl, dora] = [await stage.enter('carl', { locale: 'zh-CN' }), await stage.enter('dora')];
    const { page } = carl;
    await stage.backEnd('POST', '/users', {
      users: [{ username: 'xiaozhang', password: 'long enough', profile: { nickname: '张伟' } }],
    });
    await stage.backEnd('POST', '/groups', {
      owner: 'carl',
      name: '茶',
      members: [{ username: 'dora' }, { username: 'xiaozhang' }],
    });
    await row(carl, '茶').click();
    const keyboard = await carl.context.newCDPSession(page);
    const picker = page.getByRole('listbox', { name: '选择要提醒的人' });
    await composer(carl).focus();
    await keyboard.send('Input.insertText', { text: '你好@' });
    await picker.waitFor();
    await keyboard.send('Input.imeSetComposition', { text: 'zhang', selectionStart: 5, selectionEnd: 5 });
    await page.keyboard.press('Enter');
    await keyboard.send('Input.insertText', { text: '张' });
    await expect.poll(() => picker.getByRole('option').locator('strong').allTextContents()).toEqual(['张伟']);
    expect(await page.locator('[data-message] .pv-text').count()).toBe(0);
    await page.keyboard.press('Enter');
    await expect.poll(() => composer(carl).inputValue()).toContain('@张伟 ');
    await keyboard.send('Input.insertText', { text: '@所有人' });
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await row(dora, '茶').getByText('[You were mentioned]').waitFor();
    await row(dora, '茶').click();
    await dora.page.locator('.pv-mention-me', { hasText: '@所有人' }).waitFor();
    await composer(dora).focus();
    await dora.page.keyboard.type('@');
    await expect.poll(() => offered(dora)).toEqual(['carl', '张伟']);
    await leave(carl, dora);
  });
});

describe('being mentioned', () => {
  it('[web: mentions] leads through all that one has not seen, the oldest first', async () => {
    const [nils, olga] = [await stage.enter('nils'), await stage.enter('olga')];
    const members = [{ username: 'olga' }];
    const { id } = (await stage.backEnd('POST', '/groups', { owner: 'nils', name: 'Harbour', members })) as {
      id: string;
    };
    const write = (text: string, isMention = false) =>
      stage.backEnd('POST', '/messages', {
        from: 'nils',
        to: { group: id },
        message: { content: { type: 'text', text }, ...(isMention && { mentions: members }) },
      });
    const write30 = async (word: string) => {
      for (let n = 0; n < 30; n++) await write(`${word} ${n}`);
    };
    await write30('before');
    await write('@olga the boat?', true);
    await write30('between');
    await write('@olga and the oars?', true);
    await write30('after');
    const { page } = olga;
    await row(olga, 'Harbour').getByText('after 29').waitFor();
    await row(olga, 'Harbour').click();
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const shown = (text: string) => page.locator('[data-highlighted]', { hasText: text });
    // Those who read on to the end have not seen them yet.
    await button('Jump to the first of 2 mentions of you').waitFor();
    await button('Jump to 92 new messages').click();
    await bubble(olga, 'after 29').waitFor();
    await row(olga, 'Harbour').getByText('[You were mentioned]').waitFor({ state: 'detached' });
    await button('Jump to the first of 2 mentions of you').click();
    await shown('the boat?').waitFor();
    await button('Jump to where you were mentioned').click();
    await shown('the oars?').waitFor();
    await button('Jump to where you were mentioned').waitFor({ state: 'detached' });
    await leave(nils, olga);
  });
});

describe('emoji', () => {
  it('[web: emoji] are found by group, by a word of either language, and again among the recent, with the keyboard alone', async () => {
    const [emil, fred] = [await stage.enter('emil'), await stage.enter('fred')];
    await openChat(emil, 'fred');
    const { page } = emil;
    const panel = page.getByRole('dialog', { name: 'Emoji' });
    const open = () => page.getByRole('button', { name: 'Emoji' }).click();
    await composer(emil).fill('Tea? !');
    await composer(emil).press('ArrowLeft');
    await open();
    await panel.getByRole('searchbox').waitFor();
    await page.keyboard.type('茶');
    await panel.getByRole('button', { name: 'teacup without handle' }).click();
    await expect.poll(() => composer(emil).inputValue()).toBe('Tea? 🍵!');
    await panel.getByRole('searchbox').fill('thumbs up');
    await panel.getByRole('searchbox').press('Enter');
    await expect.poll(() => composer(emil).inputValue()).toBe('Tea? 🍵👍!');
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await expect.poll(() => composer(emil).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await bubble(fred, 'Tea? 🍵👍!').or(row(fred, 'emil').getByText('Tea? 🍵👍!')).waitFor();
    await page.reload();
    await composer(emil).waitFor();
    await open();
    await panel.getByRole('button', { name: 'Recent', pressed: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(() => composer(emil).inputValue()).toBe('🍵');
    await panel.getByRole('button', { name: 'Animals and nature' }).click();
    await panel.getByRole('button', { name: 'monkey face' }).waitFor();
    await leave(emil, fred);
  });
});

/** Goes on writing until it was seen. */
async function typeUntil({ page }: Person, ...seen: readonly Promise<unknown>[]) {
  let isSeen = false;
  const all = Promise.all(seen).finally(() => {
    isSeen = true;
  });
  while (!isSeen) {
    await page.keyboard.type('o');
    await Promise.race([all, new Promise((resolve) => setTimeout(resolve, 1_000))]);
  }
  await all;
}

describe('typing', () => {
  it('[web: typing] is told at once, in words, in chat and list, and ends by itself or with the message; nothing of it is kept', async () => {
    const [gina, hans] = [await stage.enter('gina'), await stage.enter('hans')];
    await openChat(gina, 'hans');
    await openChat(hans, 'gina');
    const header = hans.page.locator('.chat-title');
    await composer(gina).focus();
    const inList = row(hans, 'gina').getByText('typing…');
    await typeUntil(gina, header.getByText('typing…').waitFor(), inList.waitFor());
    // She stops: it ends by itself.
    await header.getByText('typing…').waitFor({ state: 'detached' });
    await typeUntil(gina, header.getByText('typing…').waitFor());
    await composer(gina).fill('Hello');
    await gina.page.keyboard.press('Enter');
    await bubble(hans, 'Hello', 'received').waitFor();
    await header.getByText('typing…').waitFor({ state: 'detached' });
    expect(await hans.page.locator('[data-message]').count()).toBe(1);
    await leave(gina, hans);
  });

  it('[web: typing] says who, in a group, in Chinese too, and is not told by who does not want to', async () => {
    const [iris, li] = [await stage.enter('iris'), await stage.enter('lili', { locale: 'zh-CN' })];
    await stage.backEnd('POST', '/groups', { owner: 'iris', name: 'Tea', members: [{ username: 'lili' }] });
    await row(li, 'Tea').click();
    await row(iris, 'Tea').click();
    await composer(iris).focus();
    const told = li.page.locator('.chat-title').getByText('iris正在输入…');
    await typeUntil(iris, told.waitFor());
    await told.waitFor({ state: 'detached' });
    const sent: string[] = [];
    iris.page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))));
    await iris.page.getByRole('button', { name: 'Settings' }).click();
    await iris.page.getByRole('switch', { name: 'Show others when I write' }).uncheck();
    await iris.page.reload();
    await composer(iris).fill('');
    await iris.page.keyboard.type('and another thing');
    await iris.page.keyboard.press('Enter');
    await bubble(li, 'and another thing').waitFor();
    expect(sent.some((frame) => frame.includes('"t":"send"'))).toBe(true);
    expect(sent.filter((frame) => frame.includes('"t":"command"'))).toEqual([]);
    await leave(iris, li);
  });
});
