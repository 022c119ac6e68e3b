import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { WorkloadId } from '../bench/report.js';
import { appOption, jsonOption } from '../options.js';
import { Failure, print } from '../outcome.js';

interface BenchOptions {
  readonly only?: readonly WorkloadId[];
  readonly quick?: boolean;
  readonly out?: string;
  readonly url?: string;
  readonly app: string;
  readonly secret?: string;
  readonly cpuProf?: string;
  readonly json?: boolean;
}

export function benchCommand(): Command {
  return new Command('bench')
    .description('measure what messages cost a server: a table, and a page with plots')
    .addOption(new Option('--only <list>', 'these workloads alone, such as W2,W3').argParser(readWorkloads))
    .option('--quick', 'small sizes: they tell that everything runs, not how fast')
    .option('--out <file>', 'a page with tables and plots')
    .option('--url <url>', 'a server that runs already; without it, one of its own for each workload')
    .addOption(appOption())
    .addOption(new Option('--secret <secret>', "with --url: the application's master secret").env('PALAVER_SECRET'))
    .option('--cpu-prof <dir>', 'profiles of the servers, one for each thread, into this directory')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
  W1  logins with a session's token       W6  a group of 10,000
  W2  one to one                          W7  cold start
  W3  a group of 200                      W8  the SDK: sizes, sync, list, history
  W4  messages for an absent user         W9  growth
  W5  kill -9 while acknowledging

The load comes from another process, which looks for every message at every receiver: where one is lost, doubled or out
of order there is no figure, and the exit code is 1. All of it takes some eight minutes; other work on the machine shows.
With --url the application's bounds are lifted and users are made: use an application made for it.

Examples:
  palaver bench
  palaver bench --only W2,W3 --out report.html
  palaver bench --url http://127.0.0.1:8800 --app load --secret "$SECRET" --only W2`,
    )
    .action(async (options: BenchOptions) => {
      const { only, quick = false, out, json, cpuProf } = options;
      const [{ runBench }, { table }, { page }, { workloadIds }] = await Promise.all([
        import('../bench/bench.js'),
        import('../bench/table.js'),
        import('../bench/page.js'),
        import('../bench/workloads/workload-ids.js'),
      ]);
      const remote = readRemote(options);
      const report = await runBench({
        server: { bin, ...(cpuProf !== undefined && { cpuProfile: cpuProf }) },
        ...(remote && { remote }),
        only: only ?? workloadIds,
        isQuick: quick,
        command: ['palaver', ...process.argv.slice(2)].join(' '),
        onProgress: (id, text) => process.stderr.write(`${id}  ${text}\n`),
      });
      if (out !== undefined) writeFileSync(out, page(report));
      print(json, report, table(report));
      const faulty = report.workloads.filter(({ fault }) => fault !== undefined).map(({ id }) => id);
      if (faulty.length > 0)
        throw new Failure('refused', `There are no figures of ${faulty.join(', ')}.`, 'NO_FIGURES');
    });
}

/** The same path from `src` and from `dist`. */
const bin = fileURLToPath(new URL('../../bin/palaver.js', import.meta.url));

function readRemote({ url, app, secret }: BenchOptions) {
  if (url === undefined) return undefined;
  if (!URL.canParse(url)) throw new Failure('usage', `${url} is no address of a server.`);
  if (secret === undefined) throw new Failure('usage', 'With --url the load needs the --secret of the application.');
  return { url: new URL(url).origin, appKey: app, secret };
}

function readWorkloads(text: string): readonly WorkloadId[] {
  const ids = text.split(',').map((id) => id.trim().toUpperCase());
  for (const id of ids) if (!/^W[1-9]$/.test(id)) throw new InvalidArgumentError('W1 to W9, with commas');
  return ids as WorkloadId[];
}
