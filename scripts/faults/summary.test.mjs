import { expect, it } from 'vitest';
import { summarize } from './summary.mjs';
import { leastAcknowledged } from './table.mjs';

const told = (fault, more = {}) => ({
  fault,
  figures: { kills: 2, acknowledged: leastAcknowledged, lost: 0, ...more },
});
const sound = {
  figures: [told('F1'), told('F2', { cuts: 20, kills: 0 })],
  wanted: ['F1', 'F2'],
  isWhole: true,
  failed: 0,
};

it('the sum of a run in which all faults were made and nothing was lost', () => {
  const { line, problems } = summarize(sound);
  expect(line).toBe('kills 2, cuts 20, acknowledged 40,000, lost 0, doubled 0, out of order 0');
  expect(problems).toEqual([]);
});

it('the checker must find every broken server, and nothing at the sound one', () => {
  const scored = (score) => summarize({ ...sound, score: { found: 26, tried: 26, isSound: true, ...score } });
  expect(scored({}).line).toMatch(/, broken servers found 26 of 26$/);
  expect(scored({}).problems).toEqual([]);
  for (const score of [{ found: 25 }, { isSound: false }, { found: 3, tried: 3 }])
    expect(scored(score).problems).toHaveLength(1);
});

it('a fault that was not made, a loss, a failed test, or too little that was acknowledged, make it fail', () => {
  const problemsOf = (change) => summarize({ ...sound, ...change }).problems;
  expect(problemsOf({ wanted: ['F1', 'F2', 'F3'] })).toEqual(['F3 was not made']);
  expect(problemsOf({ figures: [told('F1', { lost: 1 }), told('F2')] })).toEqual(['lost: 1']);
  expect(problemsOf({ figures: [told('F1', { doubled: 2 }), told('F2')] })).toEqual(['doubled: 2']);
  expect(problemsOf({ failed: 1 })).toEqual(['1 tests failed']);
  const few = [told('F1', { acknowledged: 10 }), told('F2', { acknowledged: 10 })];
  expect(problemsOf({ figures: few })).toHaveLength(1);
  // Of a part of the faults so many are not asked.
  expect(problemsOf({ figures: few, isWhole: false })).toEqual([]);
});
