import { expect, it } from 'vitest';
import { asUsername, skeleton } from './account.js';

it('[O7] names that look alike have one skeleton, others do not', () => {
  const alike = [
    ['alice', 'Alice'],
    ['alice', 'аlісе'],
    ['paypal', 'раураl'],
    ['robot', 'r0b0t'],
    ['bill1', 'billl'],
    ['full', 'ｆｕｌｌ'],
    ['νικος', 'vikoς'],
  ] as const;
  for (const [one, other] of alike) expect(skeleton(one)).toBe(skeleton(other));
  expect(skeleton('alice')).not.toBe(skeleton('alicia'));
  expect(skeleton('jose')).not.toBe(skeleton('josé'));
});

it('[O7] a name is compared after composition', () => {
  expect(asUsername('jose\u0301')).toBe('jos\u00e9');
});
