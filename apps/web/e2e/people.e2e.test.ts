import { describe, expect, it } from 'vitest';
import { png } from './png.js';
import { bubble, openChat, openDetails, type Person, row, say, stageOfTests } from './stage.js';

const stage = stageOfTests();

const button = ({ page }: Person, name: string) => page.getByRole('button', { name, exact: true });
const openSettings = (person: Person) => button(person, 'Settings').click();
/** It shows what the server has taken. */
async function turn({ page }: Person, name: string, isOn: boolean) {
  await page.getByRole('switch', { name }).click();
  await page.getByRole('switch', { name, checked: isOn }).waitFor();
}
const hasPicture = (person: Person, place: string) =>
  person.page.waitForFunction(
    (selector) => (document.querySelector<HTMLImageElement>(`${selector} .pv-avatar img`)?.naturalWidth ?? 0) > 0,
    place,
  );

describe('a person', () => {
  it('[O7 (part)] has a name, a line and a picture that others see', async () => {
    const anna = await stage.enter('anna');
    const bert = await stage.enter('bert');
    await openChat(bert, 'anna');
    await openSettings(anna);
    await button(anna, 'Edit the profile').or(anna.page.locator('.person-button')).first().click();
    await anna.page.getByRole('textbox', { name: 'Name that others see' }).fill('Anna M.');
    await anna.page.getByRole('textbox', { name: 'Signature' }).fill('At the lake');
    await anna.page
      .locator('dialog input[type=file]')
      .setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: png(120, 120) });
    await hasPicture(anna, 'dialog');
    await button(anna, 'Save').click();
    await anna.page.getByText('At the lake').waitFor();
    await button(anna, 'Close').click();
    await hasPicture(anna, '.pane-list');
    await openChat(anna, 'bert');
    await say(anna, 'It is me');
    await bert.page.locator('.chat-title', { hasText: 'Anna M.' }).waitFor();
    await hasPicture(bert, '.pv-row');
    await openDetails(bert);
    await bert.page.getByRole('dialog').getByText('At the lake').waitFor();
    for (const person of [anna, bert]) await person.context.close();
  });

  it('[O7 S13 (part)] shows to others as he is now, without a word from him', async () => {
    const gerd = await stage.enter('gerd');
    const hugo = await stage.enter('hugo');
    await openChat(gerd, 'hugo');
    await openChat(hugo, 'gerd');
    await say(hugo, 'hello');
    await bubble(gerd, 'hello').waitFor();
    await openSettings(hugo);
    await hugo.page.locator('.person-button').first().click();
    await hugo.page
      .locator('dialog input[type=file]')
      .setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: png(120, 120) });
    await hasPicture(hugo, 'dialog');
    // He comes back to his page, and looks.
    await gerd.page.reload();
    await hasPicture(gerd, '.pv-row');
    await hasPicture(gerd, '.chat-title');
    for (const person of [gerd, hugo]) await person.context.close();
  });

  it('[O7 (part)] is blocked and let in again', async () => {
    const anja = await stage.enter('anja');
    const bodo = await stage.enter('bodo');
    await openChat(anja, 'bodo');
    await openChat(bodo, 'anja');
    await openDetails(anja);
    await turn(anja, 'Block', true);
    await button(anja, 'Close').click();
    await say(bodo, 'Hello?');
    await bodo.page.getByText('Not sent. You cannot write to this person.').waitFor();
    await openSettings(anja);
    await button(anja, 'Blocked people').click();
    await button(anja, 'Unblock').click();
    await anja.page.getByText('You block nobody.').waitFor();
    await button(anja, 'Close').click();
    await button(bodo, 'Try again').click();
    await bubble(anja, 'Hello?').waitFor();
    for (const person of [anja, bodo]) await person.context.close();
  });

  it('[O5 O7 (part)] sees the devices of the account, and changes the password', async () => {
    const carl = await stage.enter('carl');
    const password = (await carl.page.locator('.card .mono').textContent()) ?? '';
    await openSettings(carl);
    await button(carl, 'Devices').click();
    await carl.page.getByText('This device').waitFor();
    await button(carl, 'Back').click();
    await button(carl, 'Change the password').click();
    await carl.page.getByLabel('Password until now').fill('not it at all');
    await button(carl, 'Change the password').click();
    await carl.page.getByText('That is not your password.').waitFor();
    await carl.page.getByLabel('Password until now').fill(password);
    await button(carl, 'Change the password').click();
    await carl.page.getByRole('heading', { name: 'Settings' }).waitFor();
    await carl.context.close();
  });

  it('[S9 (part)] is not disturbed: by one chat, or by any', async () => {
    const dora = await stage.enter('dora');
    const emil = await stage.enter('emil');
    await openChat(emil, 'dora');
    await openSettings(dora);
    await turn(dora, 'Do not disturb, for all chats', true);
    await button(dora, 'Close').click();
    await say(emil, 'psst');
    await row(dora, 'emil').getByText('1 unread message').waitFor();
    expect(await dora.page.title()).toBe('Palaver');
    await openSettings(dora);
    await turn(dora, 'Do not disturb, for all chats', false);
    await dora.page.waitForFunction(() => document.title === '(1) Palaver');
    for (const person of [dora, emil]) await person.context.close();
  });
});
