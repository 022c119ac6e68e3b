import { describe, expect, it } from 'vitest';
import { composer, openChat, type Person, row, stageOfTests } from './stage.js';

const stage = stageOfTests();

/** 'Send' is not the ring of one that is still on its way. */
const button = ({ page }: Person, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const seconds = async ({ page }: Person) => {
  const [minutes = 0, rest = 0] = ((await page.getByRole('timer').textContent()) ?? '').split(':').map(Number);
  return minutes * 60 + rest;
};
const bars = (person: Person) => person.page.locator('.pv-levels rect');
const voices = ({ page }: Person) => page.locator('[data-status=received] .pv-voice');

/** The microphone of the tests beeps once a second. */
async function record(person: Person, heard = 12) {
  await button(person, 'Record a voice message').click();
  await bars(person).nth(heard).waitFor();
}

describe('a voice', () => {
  it('[web: voice] is recorded with its waveform, paused and gone on with, listened to, thrown away, and sent', async () => {
    const emil = await stage.enter('emil', { permissions: ['microphone'] });
    const fine = await stage.enter('fine');
    await openChat(emil, 'fine');
    await record(emil);
    const heights = await bars(emil).evaluateAll((all) => all.map((one) => Number(one.getAttribute('height'))));
    expect(new Set(heights).size).toBeGreaterThan(1);
    await button(emil, 'Pause recording').click();
    await button(emil, 'Go on recording').waitFor();
    const paused = await seconds(emil);
    const count = await bars(emil).count();
    // So long that a recording that goes on would show it.
    await emil.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_500)));
    expect([await seconds(emil), await bars(emil).count()]).toEqual([paused, count]);
    await button(emil, 'Go on recording').click();
    await bars(emil)
      .nth(count + 5)
      .waitFor();
    await button(emil, 'Stop recording').click();
    await button(emil, /^Play the voice message/).click();
    await button(emil, 'Pause').waitFor();
    await button(emil, 'Discard the recording').click();
    await composer(emil).waitFor();
    expect(await emil.page.locator('[data-message]').count()).toBe(0);

    await record(emil);
    await button(emil, 'Send').click();
    await emil.page.locator('[data-status=sent] .pv-voice').waitFor();
    await row(fine, 'emil').click();
    const drawn = voices(fine).locator('.pv-waveform rect');
    await expect.poll(() => drawn.count()).toBeGreaterThan(10);
    const shape = await drawn.evaluateAll((all) => all.map((one) => one.getAttribute('height')));
    expect(new Set(shape).size).toBeGreaterThan(1);
    for (const person of [emil, fine]) await person.context.close();
  });

  it('[web: voice] is played at 1×, 1.5× and 2×, its waveform fills, and the next one that was not heard follows', async () => {
    const gina = await stage.enter('gina', { permissions: ['microphone'] });
    const hugo = await stage.enter('hugo');
    await openChat(gina, 'hugo');
    for (const heard of [20, 40]) {
      await record(gina, heard);
      await button(gina, 'Send').click();
      await composer(gina).waitFor();
    }
    await expect.poll(() => gina.page.locator('[data-status=sent] .pv-voice').count()).toBe(2);
    await row(hugo, 'gina').click();
    await expect.poll(() => voices(hugo).count()).toBe(2);
    await expect.poll(() => hugo.page.getByRole('img', { name: 'Not yet heard' }).count()).toBe(2);
    const [first, second] = [voices(hugo).nth(0), voices(hugo).nth(1)];
    for (const name of ['Speed 1×', 'Speed 1.5×', 'Speed 2×'])
      await first.getByRole('button', { name, exact: true }).click();
    await first.getByRole('button', { name: 'Speed 1×', exact: true }).waitFor();
    await first.getByRole('button', { name: /^Play the voice message/ }).click();
    await first.locator('.pv-heard').nth(3).waitFor({ state: 'attached' });
    // The first ends, and the second begins with nobody doing anything.
    await second.getByRole('button', { name: 'Pause' }).waitFor();
    await first.getByRole('button', { name: /^Play the voice message/ }).waitFor();
    await expect.poll(() => hugo.page.getByRole('img', { name: 'Not yet heard' }).count()).toBe(0);
    await second.getByRole('button', { name: /^Play the voice message/ }).waitFor();
    // What was heard is known after a reload, and does not follow again.
    await hugo.page.reload();
    await expect.poll(() => voices(hugo).count()).toBe(2);
    await expect.poll(() => hugo.page.getByRole('img', { name: 'Not yet heard' }).count()).toBe(0);
    for (const person of [gina, hugo]) await person.context.close();
  });
});
