import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { WorkloadId } from '../bench/report.js';
import { jsonOption } from '../options.js';
import { Failure, print } from '../outcome.js';

interface BenchOptions {
  readonly only?: readonly WorkloadId[];
  readonly quick?: boolean;
  readonly cpuProf?: string;
  readonly json?: boolean;
}

export function benchCommand(): Command {
  return new Command('bench')
    .description('measure what a message costs the server here: a table, and a report with plots')
    .addOption(new Option('--only <list>', 'these workloads alone, such as W2,W3').argParser(readWorkloads))
    .option('--quick', 'small sizes: whether everything runs, not how fast')
    .option('--cpu-prof <dir>', 'profiles of the server, for a browser to open, into this directory')
    .addOption(jsonOption())
    .action(async ({ only, quick = false, cpuProf, json }: BenchOptions) => {
      const [{ runBench }, { table }, { workloadIds }] = await Promise.all([
        import('../bench/bench.js'),
        import('../bench/table.js'),
        import('../bench/workloads/workload-ids.js'),
      ]);
      const report = await runBench({
        server: { bin, ...(cpuProf !== undefined && { cpuProfile: cpuProf }) },
        only: only ?? workloadIds,
        isQuick: quick,
        command: ['palaver', ...process.argv.slice(2)].join(' '),
        onProgress: (id, text) => process.stderr.write(`${id}: ${text}\n`),
        onReport: () => {},
      });
      print(json, report, table(report));
      const faulty = report.workloads.filter(({ fault }) => fault !== undefined).map(({ id }) => id);
      if (faulty.length > 0)
        throw new Failure('refused', `There are no figures of ${faulty.join(', ')}.`, 'NO_FIGURES');
    });
}
const bin = fileURLToPath(new URL('../../bin/palaver.js', import.meta.url));

function readWorkloads(text: string): readonly WorkloadId[] {
  const ids = text.split(',').map((id) => id.trim().toUpperCase());
  for (const id of ids) if (!/^W[1-9]$/.test(id)) throw new InvalidArgumentError('W1 to W9, with commas');
  return ids as WorkloadId[];
}
