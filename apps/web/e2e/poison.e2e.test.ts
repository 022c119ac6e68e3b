import { expect, it } from 'vitest';
import { poison } from '../../../scripts/testing/poison.mjs';
import { frames } from './attacker.js';
import { expectShown } from './shown.js';
import { bubble, composer, row, say, stageOfTests } from './stage.js';

const stage = stageOfTests();

it('[F13] strange messages that pass validation are all drawn, from the network and from what is stored, and what stands between them as it was written', async () => {
  const reader = await stage.enter('reader');
  const { page } = reader;
  const mallory = await stage.visit();
  const poisoner = { username: 'poisoner', password: 'poisoner-secret' };
  const group = { t: 'groups.create', name: 'Strange', members: [{ username: 'reader' }] };
  const [, made] = await frames(mallory.page, poisoner, [group]);
  const { id } = (made as unknown as { group: { id: string } }).group;
  const between = poison.map((_, at) => `behind ${at}`);
  const fields = poison.flatMap((one, at) => [one, `"content":{"type":"text","text":"${between[at]}"}`]);
  const ids = fields.map((_, at) => `a-poison-${String(at).padStart(8, '0')}`);
  const sent = fields.map((one, at) => `{"t":"send","to":{"group":"${id}"},"message":{"id":"${ids[at]}",${one}}}`);
  for (const { code } of await frames(mallory.page, poisoner, sent)) expect(code).toBeUndefined();

  for (const visit of ['from the network', 'stored']) {
    if (visit === 'stored') await page.reload();
    await row(reader, 'Strange').click();
    await composer(reader).waitFor();
    await expectShown(page, { '[data-message]': ids }, 'data-message');
    await expectShown(page, { '.pv-text': between });
  }
  await say(reader, 'still here');
  await bubble(reader, 'still here', 'sent').waitFor();
  expect(stage.faults).toEqual([]);
  for (const { context } of [mallory, reader]) await context.close();
}, 600_000);
