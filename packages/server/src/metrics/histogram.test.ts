import { expect, it } from 'vitest';
import { Histogram } from './histogram.js';
import { histogramText, metricText } from './text.js';

it('a histogram says how many took at most so long, each bucket with those before it', () => {
  const histogram = new Histogram([0.1, 1]);
  for (const value of [0.05, 0.1, 0.5, 7]) histogram.observe(value);
  expect(histogramText('x', 'how long', histogram).split('\n')).toEqual([
    '# HELP x how long',
    '# TYPE x histogram',
    'x_bucket{le="0.1"} 2',
    'x_bucket{le="1"} 3',
    'x_bucket{le="+Inf"} 4',
    'x_sum 7.65',
    'x_count 4',
  ]);
});

it('no label breaks its line', () => {
  const text = metricText({ name: 'x', help: 'h', type: 'gauge', values: [{ labels: { a: 'b"\n\\c' }, value: 1 }] });
  expect(text.split('\n').at(-1)).toBe('x{a="b___c"} 1');
});
