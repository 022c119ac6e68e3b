import { expect, it } from 'vitest';
import { faultsOf } from './accessible.js';
import { png } from './png.js';
import { composer, row, stageOfTests } from './stage.js';

const stage = stageOfTests();

it('[web: accessibility] axe finds nothing in anything that opens while one writes, nor in what was sent', async () => {
  const anna = await stage.enter('anna', { permissions: ['microphone'] });
  const bert = await stage.enter('bert');
  await stage.backEnd('POST', '/groups', { owner: 'anna', name: 'Tea', members: [{ username: 'bert' }] });
  const { page } = anna;
  await row(anna, 'Tea').click();
  const looksWell = async (where: string) => expect([where, await faultsOf(page)]).toEqual([where, []]);
  await composer(anna).fill('@');
  await page.locator('.pv-mention-list').waitFor();
  await looksWell('mentions');
  await composer(anna).fill('');
  await page.locator('.pv-emoji-button').click();
  await page.locator('.pv-emoji-grid button').first().waitFor();
  await looksWell('emoji');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Attach' }).click();
  await looksWell('attaching');
  await page.getByRole('menuitem', { name: 'Location' }).click();
  await page.keyboard.type('nowhere');
  await page.getByRole('alert').waitFor();
  await looksWell('a place');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Record a voice message' }).click();
  await page.locator('.pv-levels rect').nth(10).waitFor();
  await looksWell('recording');
  await page.getByRole('button', { name: 'Stop recording' }).click();
  await page.locator('.pv-voice-bar .pv-waveform').waitFor();
  await looksWell('listening');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page
    .locator('.pv-composer input[type=file]')
    .setInputFiles([{ name: 'lake.png', mimeType: 'image/png', buffer: png(300, 200) }]);
  await page.locator('.pv-attachments li[aria-busy=false]').waitFor();
  await looksWell('attached');
  await page.locator('.pv-composer .pv-send').click();
  for (const kind of ['.pv-voice', '.pv-picture']) await page.locator(`[data-status=sent] ${kind}`).waitFor();
  await looksWell('what was sent');
  for (const { context } of [anna, bert]) await context.close();
});
