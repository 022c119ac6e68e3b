// Writes the table of docs/performance.md from one report or several: `npx palaver bench --json > bench.json && npm run figures bench.json`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

const file = join(root, 'docs/performance.md');
const [begin, end] = ['<!-- figures -->', '<!-- end of figures -->'];

const amount = (value) =>
  value >= 1000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
const withUnit = (value, unit) => `${amount(value)}${unit.startsWith('/') ? '' : ' '}${unit}`.trim();

/** Reached, or how much is missing. */
function distance({ value, must, goal, better }) {
  if (must === undefined) return '';
  const reaches = (bound) => (better === 'more' ? value >= bound : value <= bound);
  if (reaches(goal)) return 'goal reached';
  const times = better === 'more' ? goal / value : value / goal;
  return `${reaches(must) ? 'must reached' : '**must missed**'}; ${amount(times)} times from the goal`;
}

export function figuresOf(reports) {
  const workloads = reports.flatMap((report) => report.workloads).sort((one, other) => one.id.localeCompare(other.id));
  const rows = workloads.flatMap(({ id, title, figures, fault }) =>
    fault !== undefined
      ? [`| ${id} ${title} | no figure: ${fault.replaceAll('|', '/')} | | | |`]
      : figures.map(
          (figure, at) =>
            `| ${at === 0 ? `**${id}** ${title}: ` : ''}${figure.name} | ${withUnit(figure.value, figure.unit)} | ${figure.must === undefined ? '' : amount(figure.must)} | ${figure.goal === undefined ? '' : amount(figure.goal)} | ${distance(figure)} |`,
        ),
  );
  const costs = workloads.flatMap(({ id, costs }) =>
    costs
      .filter(({ messages, serverCpuSeconds }) => messages && serverCpuSeconds)
      .map(({ name, messages, serverCpuSeconds, loadCpuSeconds, seconds, flushes, bytesWritten, memoryMiB }) => {
        const each = (value) => (value === undefined ? '' : amount(value / messages));
        return `| ${id} ${name} | ${amount(messages)} | ${amount((serverCpuSeconds * 1e6) / messages)} | ${each(flushes)} | ${each(bytesWritten)} | ${amount(memoryMiB ?? 0)} | ${amount(loadCpuSeconds / seconds)} |`;
      }),
  );
  return `${reports.map(caption).join('\n')}

| workload | figure | must | goal | distance |
|---|---|---|---|---|
${rows.join('\n')}

What the runs took (CPU of the server with what it does later: index, positions, checkpoint):

| run | messages | CPU µs a message | flushes a message | bytes written a message | server MiB | load generator, cores |
|---|---|---|---|---|---|---|
${costs.join('\n')}`;
}

function caption({ command, startedAt, machine }) {
  const [before, after] = machine.load.map((load) => load.toFixed(1));
  return `- \`${command}\` on ${startedAt.slice(0, 10)}: ${machine.cpus} × ${machine.cpu}, Node ${machine.node}, load average ${before} before and ${after} after`;
}

if (process.argv[1] === import.meta.filename) {
  const reports = process.argv.slice(2).map((name) => JSON.parse(readFileSync(name, 'utf8')));
  const text = readFileSync(file, 'utf8');
  const [head, tail] = [text.split(begin)[0], text.split(end)[1]];
  writeFileSync(file, `${head}${begin}\n${figuresOf(reports)}\n${end}${tail}`);
}
