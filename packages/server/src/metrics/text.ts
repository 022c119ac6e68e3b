import type { Histogram } from './histogram.js';

/** One figure, as Prometheus has it: a name, what it means, and a value for each set of labels. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly values: readonly Value[];
}
export interface Value {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The text format of Prometheus, version 0.0.4. */
export const metricText = ({ name, help, type, values }: Metric): string =>
  [...heading(name, help, type), ...values.map(({ labels, value }) => `${name}${labelText(labels)} ${value}`)].join(
    '\n',
  );

export function histogramText(name: string, help: string, { bounds, counts, sum }: Histogram): string {
  let total = 0;
  const buckets = counts.map((count, at) => {
    total += count;
    return `${name}_bucket${labelText({ le: String(bounds[at] ?? '+Inf') })} ${total}`;
  });
  return [...heading(name, help, 'histogram'), ...buckets, `${name}_sum ${sum}`, `${name}_count ${total}`].join('\n');
}

const heading = (name: string, help: string, type: string) => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];

function labelText(labels: Readonly<Record<string, string>> = {}): string {
  const all = Object.entries(labels).map(([name, value]) => `${name}="${value.replace(/["\\\n]/g, '_')}"`);
  return all.length > 0 ? `{${all.join(',')}}` : '';
}
