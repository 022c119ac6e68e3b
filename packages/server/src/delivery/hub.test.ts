import type { EndReason } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { Hub, type Subscriber } from './hub.js';

const subscriber = (sessionId: string) => {
  const told: string[] = [];
  const one: Subscriber & { told: string[] } = {
    sessionId,
    platform: 'web',
    told,
    push: (text) => told.push(text),
    endSession: (reason) => told.push(`ended ${reason}`),
    close: (reason) => told.push(`closed ${reason}`),
  };
  return one;
};

it('finds the same connections whether the audience or the house is smaller', () => {
  const hub = new Hub();
  const here = [1, 2, 3].flatMap((user) =>
    ['web', 'ios'].map((device) => {
      const one = subscriber(`${user} ${device}`);
      hub.join(user, one);
      return one;
    }),
  );
  const reach = (audience: Map<number, string>) => {
    const reached: string[] = [];
    hub.each(audience, (to) => reached.push(to.sessionId));
    return reached;
  };
  const few = new Map([[2, 'member']]);
  const many = new Map(Array.from({ length: 1_000 }, (_, at) => [at + 2, 'member']));
  expect(reach(few)).toEqual(['2 web', '2 ios']);
  expect(reach(many)).toEqual(['2 web', '2 ios', '3 web', '3 ios']);
  for (const one of here.slice(2, 4)) hub.leave(2, one);
  expect([reach(few), reach(many)]).toEqual([[], ['3 web', '3 ios']]);
  expect(hub.count()).toBe(4);
});

it('[P10] lets in no session that ended while its login was under way', () => {
  const hub = new Hub();
  hub.end([{ id: 'late' }], 'other_device');
  const late = subscriber('late');
  expect(hub.join(1, late)).toBe('other_device' satisfies EndReason);
  expect([hub.of(1), hub.count(), late.told]).toEqual([[], 0, []]);
});
