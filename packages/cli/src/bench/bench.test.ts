import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import type { BenchReport } from './report.js';
import { workloadIds } from './workloads/workload-ids.js';

const bin = fileURLToPath(new URL('../../bin/palaver.js', import.meta.url));

it('runs every workload, small, and finds no message lost, doubled or out of order', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [bin, 'bench', '--quick', '--json']);
  const report = JSON.parse(stdout) as BenchReport;
  expect(report.workloads.map(({ id, fault }) => ({ id, fault }))).toEqual(workloadIds.map((id) => ({ id })));
  for (const { id, figures, costs, notes } of report.workloads) {
    expect(
      notes.filter((note) => note.startsWith('Left out')),
      id,
    ).toEqual([]);
    expect(figures.length, id).toBeGreaterThan(0);
    for (const { name, value } of figures) {
      const isLoss = name === 'acknowledged messages lost';
      expect(isLoss ? value === 0 : value > 0, `${id}: ${name}: ${value}`).toBe(true);
    }
    for (const { seconds } of costs) expect(seconds).toBeGreaterThan(0);
  }
}, 480_000);
