import { silentLog } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { Lines } from './lines.js';

it('[P13 P15 P26] keeps the order within a conversation while one of its publications is prepared, and holds up no other', async () => {
  const lines = new Lines(silentLog);
  const left: string[] = [];
  const publication = (name: string, mark: number, prepared?: Promise<unknown>) => ({
    mark,
    ...(prepared && { prepared }),
    send: () => void left.push(name),
    failed: () => void left.push(`${name} failed`),
  });
  let ready = () => {};
  lines.add(1, publication('first', 1));
  const preparing = new Promise<void>((resolve) => (ready = resolve));
  lines.add(1, publication('prepared', 2, preparing));
  lines.add(1, publication('behind', 3));
  lines.add(2, publication('elsewhere', 4));
  lines.add(1, publication('broken', 5, Promise.reject(new Error('no'))));
  lines.advance(5);
  expect(left).toEqual(['first', 'elsewhere']);
  expect(lines.vouched()).toBe(2);
  ready();
  await preparing;
  await Promise.resolve();
  expect(left).toEqual(['first', 'elsewhere', 'prepared', 'behind', 'broken failed']);
  expect([lines.vouched(), lines.isIdle()]).toEqual([6, true]);
});

it('what breaks on its way fails alone', () => {
  const lines = new Lines(silentLog);
  const left: string[] = [];
  const failed = () => void left.push('failed');
  lines.add(1, {
    mark: 1,
    send: () => {
      throw new Error('no');
    },
    failed,
  });
  lines.add(1, { mark: 2, send: () => void left.push('next'), failed });
  expect(left).toEqual(['failed', 'next']);
});
