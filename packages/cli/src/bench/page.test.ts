import { expect, it } from 'vitest';
import { page } from './page.js';
import type { BenchReport } from './report.js';
import { table } from './table.js';

const report: BenchReport = {
  size: 'full',
  command: 'palaver bench',
  startedAt: '2026-01-01T00:00:00.000Z',
  machine: { cpus: 2, cpu: 'one <of> them', node: 'v20.20.2', load: [0.1, 1.2] },
  workloads: [
    {
      id: 'W2',
      title: 'one to one',
      figures: [
        { name: 'messages', value: 21_000, unit: '/CPU-s', better: 'more', must: 8_000, goal: 20_000 },
        { name: 'p50', value: 2, unit: 'ms', better: 'less', must: 3, goal: 1 },
        { name: 'p99', value: 24, unit: 'ms', better: 'less', must: 12, goal: 6 },
      ],
      costs: [{ name: 'all', seconds: 1, messages: 10, flushes: 2, loadCpuSeconds: 0.5 }],
      curves: [
        {
          plot: 'throughput against latency',
          name: 'W2',
          points: [
            [1_000, 1],
            [20_000, 12],
          ],
        },
        {
          plot: 'growth',
          name: 'stored',
          points: [
            [10, 40],
            [1_000, 42],
          ],
        },
      ],
      notes: [],
    },
    { id: 'W3', title: 'a group', figures: [], costs: [], curves: [], notes: [], fault: 'Lost: <place 7>.' },
  ],
};

it('tells of each figure how far the goal is, and of a run with a fault no figure', () => {
  const text = table(report);
  expect(text).toMatch(/21,000\/CPU-s {2}goal reached/);
  expect(text).toMatch(/p50 .* must reached .*0\.5 of the goal/);
  expect(text).toMatch(/p99 .* MUST MISSED/);
  expect(text).toContain('0.2 flushes a message');
  expect(text).toContain('W3  no figures: Lost: <place 7>.');
});

it('draws a plot of each kind that there is, in a page that nothing from outside gets into', () => {
  const text = page(report);
  expect(text.match(/<svg/g)).toHaveLength(2);
  expect(text).toContain('Lost: &#60;place 7&#62;.');
  expect(text).not.toMatch(/<of>|<place|NaN|https?:/);
});
