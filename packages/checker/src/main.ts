import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { faults, rows } from './broken/faults.js';
import { playAt, type Score, scoreBrokenServers, type Tried } from './broken/score.js';
import { check, type Report } from './judge/check.js';
import { readHistory } from './judge/lines.js';

const help = `Whether the contract is kept, from what can be seen from outside; and whether the checker would notice if it were not.

  npm run checker                            the sound server, and every broken one, which must be found
  npm run checker -- --only push-lost        some: ${faults.map(({ name }) => name).join(', ')}
  npm run checker -- --seed 7                other chance
  npm run checker -- --sound --seed 7        only the sound server
  npm run checker -- --url http://…          a server that runs already and lets people register; it is not killed
  npm run checker -- --judge a.jsonl b.jsonl what others wrote down (packages/checker/README.md)
`;

const options = {
  seed: { type: 'string', default: '1' },
  only: { type: 'string', multiple: true },
  sound: { type: 'boolean', default: false },
  url: { type: 'string' },
  judge: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const say = (text: string) => process.stdout.write(`${text}\n`);

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) {
    say(help);
    return 0;
  }
  if (values.judge) return judge(positionals);
  const unknown = values.only?.find((name) => !faults.some((fault) => fault.name === name));
  if (unknown !== undefined || !/^\d{1,9}$/.test(values.seed)) {
    process.stderr.write(help);
    return 2;
  }
  if (values.url !== undefined && !/^http:\/\/[^/]+\/?$/.test(values.url)) {
    process.stderr.write(help);
    return 2;
  }
  if (values.url !== undefined)
    return tell({ tried: [], found: 0, sound: [await playAt(values.url, Number(values.seed))] });
  const names = values.sound ? { names: [] } : values.only && { names: values.only };
  return tell(await scoreBrokenServers({ seed: Number(values.seed), onTried: tellTried, ...names }));
}

async function judge(paths: readonly string[]): Promise<number> {
  const report = check(readHistory(...(await Promise.all(paths.map((path) => readFile(path, 'utf8'))))));
  tellBroken(report);
  say(JSON.stringify(report.summary, undefined, 2));
  return report.isKept ? 0 : 1;
}

function tellTried({ name, says, found, fault }: Tried): void {
  say(`${name.padEnd(26)} ${says}`);
  say(found ? `  found by ${found.row.padEnd(4)} ${found.says}` : `  NOT FOUND: ${fault}`);
}

function tellBroken({ broken }: Report): void {
  for (const { row, says, count, events } of broken) {
    say(`broken ${row} (${count} times): ${says}`);
    for (const event of events) say(`  ${JSON.stringify(event).slice(0, 1_000)}`);
  }
}

function tell({ tried, found, sound }: Score): number {
  say('');
  for (const { report, complaints } of sound) {
    tellBroken(report);
    for (const complaint of complaints) say(`complaint: ${complaint.slice(0, 1_000)}`);
  }
  const isKept = sound.every(({ report }) => report.isKept);
  const sum = (name: 'acknowledged' | 'lost' | 'doubled' | 'outOfOrder' | 'unknown') =>
    sound.reduce((total, { report }) => total + report.summary[name], 0);
  const counts = `lost ${sum('lost')}, doubled ${sum('doubled')}, out of order ${sum('outOfOrder')}`;
  say(
    `sound server ${isKept ? 'passed' : 'FAILED'}: acknowledged ${sum('acknowledged')}, ${counts}, unknown ${sum('unknown')}`,
  );
  if (tried.length > 0) for (const row of rows) say(`${row.padEnd(4)} ${namesBy(row, tried)}`);
  if (tried.length > 0) say(`broken servers found ${found} of ${tried.length}`);
  return isKept && found === tried.length ? 0 : 1;
}

/** What was found by a row. */
const namesBy = (row: string, tried: readonly Tried[]): string =>
  tried.flatMap(({ name, found }) => (found?.row === row ? [name] : [])).join(', ') || '–';

process.exitCode = await main();
