import { limits } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { Stage } from '../../testing/stage.js';

it('[P76] tells the bounds of the caller’s application, and nothing that is not the application’s to set', async () => {
  const stage = new Stage();
  const { alice } = await stage.cast('alice', 'robert');
  const answer = (await alice.ask('limits')) as unknown as { limits: Record<string, number> };
  expect(answer.limits).toMatchObject({ textCharacters: limits.textCharacters, retractMs: limits.retractMs });
  expect(answer.limits).not.toHaveProperty('frameBytes');
  await stage.application('bank', { limits: { retractMs: 5_000 } });
  await stage.user('carol', 'bank');
  const carol = await stage.device('carol', 'web', 'bank');
  expect((await carol.ask('limits'))['limits']).toMatchObject({ retractMs: 5_000, mentions: limits.mentions });
});
