import { refusal } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { StickyRefusals } from './sticky.js';

const busy = refusal('BUSY');

it('[D8 P21] holds back what stands behind a refused message, until that one comes again', () => {
  const sticky = new StickyRefusals();
  const [a, b] = [sticky.turn('s1.2', 'a'), sticky.turn('s1.2', 'b')];
  sticky.wait('s1.2', 'a', a, busy);
  expect(sticky.before('s1.2', b)).toEqual(busy);
  expect(sticky.before('s1.3', b)).toBeUndefined();
  expect(sticky.turn('s1.2', 'a')).toBe(a);
  expect(sticky.before('s1.2', a)).toBeUndefined();
  sticky.try('s1.2', 'a');
  expect(sticky.before('s1.2', b)).toBeUndefined();
  sticky.wait('s1.2', 'a', a, busy);
  expect(sticky.before('s1.2', b)).toEqual(busy);
  sticky.settle('s1.2', 'a');
  expect(sticky.before('s1.2', b)).toBeUndefined();
});

it('counts what waits in all conversations together, so that one connection holds a bounded number', () => {
  const sticky = new StickyRefusals();
  for (const key of ['g1', 'g2', 'g3']) for (const id of ['a', 'b']) sticky.wait(key, id, sticky.turn(key, id), busy);
  sticky.wait('g1', 'a', sticky.turn('g1', 'a'), busy);
  expect(sticky.size).toBe(6);
  sticky.settle('g2', 'a');
  sticky.settle('g2', 'a');
  expect(sticky.size).toBe(5);
  sticky.withdraw('b');
  expect(sticky.size).toBe(2);
});

it('[D8 P21] keeps the order of first frames, in whatever order refusals come', () => {
  const sticky = new StickyRefusals();
  const [a, b, c] = ['a', 'b', 'c'].map((id) => sticky.turn('g5', id)) as [number, number, number];
  sticky.wait('g5', 'c', c, busy);
  sticky.wait('g5', 'a', a, busy);
  expect(sticky.before('g5', b)).toEqual(busy);
  expect(sticky.before('g5', a)).toBeUndefined();
  sticky.withdraw('a');
  expect(sticky.before('g5', b)).toBeUndefined();
  expect(sticky.before('g5', sticky.turn('g5', 'd'))).toEqual(busy);
});
