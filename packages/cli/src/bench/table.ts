import type { BenchReport, Cost, Figure, WorkloadReport } from './report.js';

/** For a terminal: what was measured, how far from what is asked, and what it took. */
export function table(report: BenchReport): string {
  const { size, workloads } = report;
  const lines = [machineLine(report)];
  if (size === 'quick') lines.push('Small sizes: they tell that everything runs, not how fast.');
  for (const workload of workloads) lines.push('', ...workloadLines(workload, size === 'full'));
  return lines.join('\n');
}

export function machineLine({ machine }: BenchReport): string {
  const [before, after] = machine.load.map((load) => load.toFixed(1));
  return `${machine.cpus} × ${machine.cpu}, Node ${machine.node}, load average ${before} before and ${after} after`;
}

function workloadLines({ id, title, fault, figures, costs, notes }: WorkloadReport, isFull: boolean): string[] {
  if (fault !== undefined) return [`${id}  no figures: ${fault}`];
  const names = Math.max(...figures.map(({ name }) => name.length), 0);
  return [
    `${id}  ${title}`,
    ...figures.map((figure) =>
      `    ${figure.name.padEnd(names)}  ${shown(figure).padStart(16)}  ${isFull ? verdict(figure) : ''}`.trimEnd(),
    ),
    ...costs.map((cost) => `    · ${costLine(cost)}`),
    ...notes.map((note) => `    · ${note}`),
  ];
}

export const shown = ({ value, unit }: Figure) => `${amount(value)}${/^[/]/.test(unit) ? '' : ' '}${unit}`;

/** Whether must and goal are reached, and how far the goal is. */
export function verdict({ value, must, goal, better, unit }: Figure): string {
  if (must === undefined || goal === undefined) return '';
  const reaches = (bound: number) => (better === 'more' ? value >= bound : value <= bound);
  const times = better === 'more' ? value / goal : goal / Math.max(value, Number.MIN_VALUE);
  const asked = `must ${amount(must)}, goal ${amount(goal)}${unit === '' ? '' : ` ${unit}`}`;
  const reached = reaches(goal) ? 'goal reached' : reaches(must) ? 'must reached' : 'MUST MISSED';
  return `${reached} (${asked}; ${amount(times)} of the goal)`;
}

export function costLine(cost: Cost): string {
  const parts = [`${amount(cost.seconds)} s`];
  if (cost.messages !== undefined) parts.push(`${amount(cost.messages)} messages`);
  if (cost.serverCpuSeconds !== undefined) parts.push(`server ${amount(cost.serverCpuSeconds)} CPU-s`);
  parts.push(`load ${amount(cost.loadCpuSeconds)} CPU-s`);
  if (cost.memoryMiB !== undefined) parts.push(`${amount(cost.memoryMiB)} MiB`);
  if (cost.flushes !== undefined && cost.messages)
    parts.push(`${amount(cost.flushes / cost.messages)} flushes a message`);
  if (cost.bytesWritten !== undefined && cost.messages)
    parts.push(`${amount(cost.bytesWritten / cost.messages)} bytes written a message`);
  return `${cost.name}: ${parts.join(', ')}`;
}

/** Three digits that say something. */
export function amount(value: number): string {
  if (value >= 1_000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}
