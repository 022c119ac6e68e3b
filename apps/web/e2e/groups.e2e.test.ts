import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bubble, openDetails, openStage, type Person, row, type Stage, say } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
afterEach(() => expect(stage.faults.splice(0)).toEqual([]));

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
    await close(anna);

    await openDetails(bert);
    await bert.page.getByRole('button', { name: 'Leave group' }).click();
    await bert.page.getByRole('button', { name: 'Leave group' }).click();
    await bert.page.getByText('You are no longer in this group.').waitFor();
    await notice(anna, 'bert left').waitFor();
    await say(anna, 'Alone then');
    await bubble(anna, 'Alone then', 'sent').waitFor();
    expect(await bubble(bert, 'Alone then').count()).toBe(0);
    for (const person of [anna, bert, carl]) await person.context.close();
  });
});
