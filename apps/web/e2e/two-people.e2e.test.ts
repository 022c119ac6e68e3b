import { describe, expect, it } from 'vitest';
import { bubble, composer, openChat, openDetails, row, said, say, stageOfTests } from './stage.js';

const stage = stageOfTests();

describe('two people', () => {
  it('[B1 (part)] choose a name, and talk both ways', async () => {
    const anna = await stage.enter('anna');
    const bert = await stage.enter('bert');
    await openChat(anna, 'bert');
    await say(anna, 'Hello Bert');
    await bubble(anna, 'Hello Bert', 'sent').waitFor();

    await row(bert, 'anna').click();
    await bubble(bert, 'Hello Bert', 'received').waitFor();
    await say(bert, 'Hello Anna');
    await bubble(anna, 'Hello Anna', 'received').waitFor();
    expect(await composer(anna).inputValue()).toBe('');
    await anna.context.close();
    await bert.context.close();
  });

  it('[S5 S9] see what is unread in the list and in the title, newest first, pinned before the rest', async () => {
    const carl = await stage.enter('carl');
    const dora = await stage.enter('dora');
    const emil = await stage.enter('emil');
    const titles = () => dora.page.locator('.pv-row-title').allTextContents();

    await openChat(carl, 'dora');
    await say(carl, 'one');
    await say(carl, 'two');
    await row(dora, 'carl').getByText('2 unread messages').waitFor();
    await expect.poll(() => dora.page.title()).toBe('(2) Palaver');

    await openChat(emil, 'dora');
    await say(emil, 'three');
    await row(dora, 'emil').getByText('1 unread message').waitFor();
    await expect.poll(titles).toEqual(['emil', 'carl']);
    await expect.poll(() => dora.page.title()).toBe('(3) Palaver');

    await row(dora, 'carl').click();
    await bubble(dora, 'two').waitFor();
    await expect.poll(() => dora.page.title()).toBe('(1) Palaver');
    await expect.poll(() => row(dora, 'carl').getByText('unread').count()).toBe(0);

    await openDetails(dora);
    await dora.page.getByRole('switch', { name: 'Keep on top' }).click();
    await dora.page.getByRole('button', { name: 'Close' }).click();
    await expect.poll(titles).toEqual(['carl', 'emil']);

    await row(dora, 'emil').click();
    await openDetails(dora);
    await dora.page.getByRole('switch', { name: 'Do not disturb' }).click();
    await dora.page.getByRole('button', { name: 'Close' }).click();
    await row(dora, 'carl').click();
    await say(emil, 'four');
    await row(dora, 'emil').getByText('1 unread message').waitFor();
    await expect.poll(() => dora.page.title()).toBe('Palaver');
    for (const person of [carl, dora, emil]) await person.context.close();
  });

  it('[B3 (part)] find the same after a reload, from what the browser keeps, before any connection', async () => {
    const fred = await stage.enter('fred');
    const gina = await stage.enter('gina');
    await openChat(fred, 'gina');
    for (const text of ['one', 'two', 'three']) await say(fred, text);
    await bubble(fred, 'three', 'sent').waitFor();
    await composer(fred).fill('half a thought');
    await fred.page.goto(`${stage.url}/#/`);
    await row(fred, 'gina').getByText('half a thought').waitFor();
    await openChat(gina, 'fred');
    await bubble(gina, 'three').waitFor();

    // From here on no connection comes about; the page itself is still served.
    await fred.context.routeWebSocket(/\/socket/, (socket) => socket.close());
    await fred.page.reload();
    await row(fred, 'gina').click();
    await bubble(fred, 'three', 'sent').waitFor();
    await expect.poll(() => said(fred)).toEqual(['one', 'two', 'three']);
    await expect.poll(() => composer(fred).inputValue()).toBe('half a thought');
    const kept = await fred.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
    expect(kept.length).toBeGreaterThan(0);
    for (const person of [fred, gina]) await person.context.close();
  });

  it('[S6] delete a chat here, and see it come back with the next message', async () => {
    const hans = await stage.enter('hans');
    const ines = await stage.enter('ines');
    await openChat(hans, 'ines');
    await say(hans, 'before');
    await row(ines, 'hans').click();
    await bubble(ines, 'before').waitFor();
    await openDetails(ines);
    await ines.page.getByRole('button', { name: 'Delete chat' }).click();
    await ines.page.getByRole('button', { name: 'Delete chat' }).click();
    await ines.page.getByText('No chats yet').waitFor();
    await say(hans, 'after');
    await row(ines, 'hans').click();
    await bubble(ines, 'after').waitFor();
    expect(await said(ines)).toEqual(['after']);
    for (const person of [hans, ines]) await person.context.close();
  });

  it('[B4 (part)] two tabs of one browser show one count, in the title as well', async () => {
    const lars = await stage.enter('lars');
    const mina = await stage.enter('mina');
    const other = { page: await mina.context.newPage() };
    await other.page.goto(stage.url);
    await openChat(lars, 'mina');
    await say(lars, 'one');
    for (const tab of [mina, other]) {
      await row(tab, 'lars').getByText('1 unread message').waitFor();
      await expect.poll(() => tab.page.title()).toBe('(1) Palaver');
    }
    await row(other, 'lars').click();
    await bubble(other, 'one').waitFor();
    for (const tab of [mina, other]) await expect.poll(() => tab.page.title()).toBe('Palaver');
    await say(other, 'from the second tab');
    await bubble(lars, 'from the second tab').waitFor();
    await row(mina, 'lars').getByText('from the second tab').waitFor();
    for (const person of [lars, mina]) await person.context.close();
  });

  it('[Web] shows as text whatever is written', async () => {
    const name = 'jane.doe-1_x@y';
    const jane = await stage.enter(name);
    const karl = await stage.enter('karl');
    const evil = [
      '<img src=x onerror=alert(1)>',
      '"><script>alert(1)</script>',
      'javascript:alert(1)',
      '&lt;b&gt; {{1}}',
    ];
    await openChat(karl, name);
    for (const text of evil) await say(karl, text);
    await jane.page.locator('.pv-row-preview', { hasText: evil.at(-1) as string }).waitFor();
    await row(jane, 'karl').click();
    await bubble(jane, evil.at(-1) as string).waitFor();
    expect(await said(jane)).toEqual(evil);
    expect(await jane.page.locator('.pv-bubble img, .pv-bubble script, .pv-bubble a').count()).toBe(0);
    for (const person of [jane, karl]) await person.context.close();
  });
});

describe('coming and going', () => {
  it('a taken name, a wrong password and a name that is none are told in words', async () => {
    const person = await stage.visit();
    const { page } = person;
    const name = page.getByRole('textbox', { name: 'Name' });
    const start = page.getByRole('button', { name: 'Start chatting' });
    await name.fill('ab');
    await start.click();
    await page.getByText('A name has 4 or more letters').waitFor();
    const first = await stage.enter('lena');
    await name.fill('lena');
    await start.click();
    await page.getByText('This name is taken.').waitFor();
    await page.getByRole('button', { name: 'I have a name already' }).click();
    await page.getByLabel('Password', { exact: true }).fill('not hers');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('Name or password is wrong.').waitFor();
    for (const { context } of [person, first]) await context.close();
  });

  it('[O5] [web: banner with reason] the password made on the first visit opens a second browser, and the first is told', async () => {
    const first = await stage.enter('mona');
    const password = (await first.page.locator('.card .mono').textContent()) ?? '';
    expect(password).toMatch(/^([2-9a-hjkmnp-z]{4}-){3}[2-9a-hjkmnp-z]{4}$/);
    const second = await stage.visit();
    await second.page.getByRole('button', { name: 'I have a name already' }).click();
    await second.page.getByRole('textbox', { name: 'Name' }).fill('mona');
    await second.page.getByLabel('Password', { exact: true }).fill(password);
    await second.page.getByRole('button', { name: 'Log in' }).click();
    await second.page.getByText('No chats yet').waitFor();
    await first.page.locator('.banner', { hasText: 'You logged in from another browser' }).waitFor();
    for (const { context } of [first, second]) await context.close();
  });

  it('[Web] who logs out leaves nothing behind, and a link opens its chat for who comes next', async () => {
    const nora = await stage.enter('nora');
    const otto = await stage.enter('otto');
    await openChat(nora, 'otto');
    await say(nora, 'a secret');
    await bubble(nora, 'a secret', 'sent').waitFor();
    await nora.page.getByRole('button', { name: 'Settings' }).click();
    await nora.page.getByRole('button', { name: 'Log out' }).click();
    await nora.page.getByRole('button', { name: 'Log out' }).click();
    await nora.page.getByRole('heading', { name: 'Choose a name' }).waitFor();

    await nora.page.goto(`${stage.url}/#/u/otto`);
    await nora.page.getByRole('textbox', { name: 'Name' }).fill('paul');
    await nora.page.keyboard.press('Enter');
    await composer(nora).waitFor();
    expect(await nora.page.getByText('a secret').count()).toBe(0);
    await say(nora, 'hello from a link');
    await row(otto, 'paul').waitFor();
    for (const person of [nora, otto]) await person.context.close();
  });
});
