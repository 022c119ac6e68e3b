import { escaped, plot } from './plot.js';
import type { BenchReport, Curve, WorkloadReport } from './report.js';
import { costLine, machineLine, shown, verdict } from './table.js';

/** The report as one page that needs nothing else. */
export function page(report: BenchReport): string {
  const { workloads, command, startedAt, size } = report;
  const curves = workloads.flatMap((workload) => workload.curves);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>palaver bench</title>
<style>
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
  table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
  th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #ddd; vertical-align: top; }
  td.value { white-space: nowrap; font-variant-numeric: tabular-nums; }
  .fault { color: #b71c1c; font-weight: 600; }
  .quiet { color: #666; font-size: 13px; }
  svg { max-width: 100%; height: auto; font: 12px system-ui, sans-serif; }
</style>
<h1>palaver bench</h1>
<p><code>${escaped(command)}</code>, ${escaped(startedAt)}<br>${escaped(machineLine(report))}</p>
${size === 'quick' ? '<p class="fault">Small sizes: they tell that everything runs, not how fast.</p>' : ''}
${workloads.map((workload) => section(workload, size === 'full')).join('\n')}
${drawn('Throughput against latency', curves, 'throughput against latency', ['messages or deliveries a second', 'ms, median of deliveries'], [true, true])}
${drawn('Latency distribution', curves, 'latency distribution', ['per cent of deliveries within', 'ms'], [false, true])}
${drawn('Growth', curves, 'growth', ['how many', 'µs of CPU'], [true, false])}
</html>
`;
}

function section({ id, title, fault, figures, costs, notes }: WorkloadReport, isFull: boolean): string {
  const head = `<h2>${id} ${escaped(title)}</h2>`;
  if (fault !== undefined) return `${head}<p class="fault">No figures: ${escaped(fault)}</p>`;
  const rows = figures.map(
    (figure) =>
      `<tr><td>${escaped(figure.name)}</td><td class="value">${escaped(shown(figure))}</td><td>${isFull ? escaped(verdict(figure)) : ''}</td></tr>`,
  );
  const small = [...costs.map(costLine), ...notes].map((line) => `<div>${escaped(line)}</div>`);
  return `${head}<table>${rows.join('')}</table><div class="quiet">${small.join('')}</div>`;
}

function drawn(
  title: string,
  all: readonly Curve[],
  which: Curve['plot'],
  [across, up]: readonly [string, string],
  [isAcrossLogarithmic, isUpLogarithmic]: readonly [boolean, boolean],
): string {
  const curves = all.filter((curve) => curve.plot === which && curve.points.length > 0);
  if (curves.length === 0) return '';
  const svg = plot(
    curves,
    { title: across, isLogarithmic: isAcrossLogarithmic },
    { title: up, isLogarithmic: isUpLogarithmic },
  );
  return `<h2>${title}</h2>${svg}`;
}
