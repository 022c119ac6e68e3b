import type { Target } from '@palaver/sdk';
import { describe, expect, it } from 'vitest';
import { placeOf, targetAt } from './places.js';

describe('places', () => {
  it('lead back to whom they are about', () => {
    const targets: Target[] = [
      { user: 'jane.doe-1_x@y' },
      { user: '李梅' },
      { user: 'anna', appKey: 'other' },
      { group: '9007199254740991' },
    ];
    for (const target of targets) expect(targetAt(placeOf(target))).toEqual(target);
  });

  it('that are about nobody are none', () => {
    for (const place of ['/', '', '/u', '/u/', '/x/anna', '/settings']) expect(targetAt(place)).toBeUndefined();
  });

  it('that are broken do not break the application', () => {
    expect(targetAt('/u/%E0%A4%A')).toEqual({ user: '%E0%A4%A' });
  });
});
