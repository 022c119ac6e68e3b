import type { Application, CaseResult } from '@palaver/conformance';
import { Command, InvalidArgumentError, Option } from 'commander';
import { appOption, jsonOption } from '../options.js';
import { Failure } from '../outcome.js';

interface ConformOptions {
  readonly app: string;
  readonly secret?: string;
  readonly application: readonly Application[];
  readonly only?: string;
  readonly json?: boolean;
}

export function conformCommand(): Command {
  return new Command('conform')
    .description('try from outside whether a server keeps what Palaver promises, row by row')
    .argument('<url>', 'the server, such as http://127.0.0.1:8800')
    .addOption(appOption())
    .addOption(
      new Option('--secret <secret>', "the application's master secret, for what needs the HTTP API").env(
        'PALAVER_SECRET',
      ),
    )
    .addOption(
      new Option('--application <key:secret>', 'another application of the same server, for tests only: three times')
        .argParser(readApplication)
        .default([], 'none'),
    )
    .option('--only <row>', 'the cases of one row, such as S29')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
The cases make users of their own, several hundred, with names that nobody has; use an application made for it.
Settings of the applications given are changed. What needs something that was not given is left out, and said so.
Exits with 1 where a case failed.

Examples:
  palaver conform http://127.0.0.1:8800
  palaver conform http://127.0.0.1:8800 --secret "$(cat palaver-data/master-secret)"
  palaver conform http://127.0.0.1:8800 --only D4 --json`,
    )
    .action(async (url: string, { app, secret, application, only, json }: ConformOptions) => {
      const [{ rowTable, runConformance, summary, themes }, { nodeMachine }] = await Promise.all([
        import('@palaver/conformance'),
        import('@palaver/conformance/node'),
      ]);
      if (application.length % 3 !== 0 || application.length > 3)
        throw new Failure('usage', '--application is given three times, or not at all.');
      const all = themes.flatMap(({ cases }) => cases);
      const cases = only === undefined ? all : all.filter(({ rows }) => rows.includes(only));
      if (cases.length === 0) throw new Failure('usage', `There is no case of the row ${only}.`);
      const say = (value: object, text: string) => process.stdout.write(`${json ? JSON.stringify(value) : text}\n`);
      const report = await runConformance({
        ...nodeMachine(await reachable(url)),
        appKey: app,
        ...(secret !== undefined && { secret }),
        ...(application.length === 3 && { applications: application }),
        cases,
        onResult: (result) => say({ event: 'case', ...result }, line(result)),
      });
      say(
        { event: 'report', rows: Object.fromEntries(report.rows), summary: summary(report) },
        `\n${rowTable(report)}\n\n${summary(report)}`,
      );
      if (report.results.some(({ outcome }) => outcome === 'failed'))
        throw new Failure('refused', 'This server does not keep what Palaver promises.', 'BROKEN');
    });
}

const marks = { passed: 'ok       ', failed: 'FAILED   ', 'left out': 'left out ' } as const;
const line = ({ outcome, name, reason }: CaseResult) =>
  `${marks[outcome]}${name}${reason === undefined ? '' : `\n         ${reason}`}`;

async function reachable(url: string): Promise<string> {
  const isAddress = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  if (!isAddress) throw new Failure('usage', `${url} is no address of a server.`);
  const { origin } = new URL(url);
  const answer = await fetch(`${origin}/healthz`).catch(() => undefined);
  if (!answer?.ok) throw new Failure('unreachable', `There is no server at ${origin}.`, 'OFFLINE');
  return origin;
}

function readApplication(text: string, before: readonly Application[]): readonly Application[] {
  const [appKey, secret] = text.split(':');
  if (!appKey || !secret) throw new InvalidArgumentError('its key, a colon, its secret');
  return [...before, { appKey, secret }];
}
