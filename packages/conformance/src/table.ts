import type { ConformanceReport } from './run.js';

/** Row by row: how many cases passed and failed, rows of the design before rules of the wire. */
export function rowTable({ rows }: Pick<ConformanceReport, 'rows'>): string {
  const lines = [...rows].sort(([a], [b]) => compareRows(a, b));
  return lines
    .map(
      ([row, { passed, failed }]) =>
        `${row.padEnd(5)}${String(passed).padStart(4)} passed${failed > 0 ? `, ${failed} FAILED` : ''}`,
    )
    .join('\n');
}

/** `3 passed, 1 failed, 2 left out`. */
export function summary({ results }: Pick<ConformanceReport, 'results'>): string {
  const count = (outcome: string) => results.filter((result) => result.outcome === outcome).length;
  const leftOut = count('left out');
  return `${count('passed')} passed, ${count('failed')} failed${leftOut > 0 ? `, ${leftOut} left out` : ''}`;
}

const letters = 'SOBDFP';
function compareRows(a: string, b: string): number {
  return letters.indexOf(a[0] ?? '') - letters.indexOf(b[0] ?? '') || Number(a.slice(1)) - Number(b.slice(1));
}
