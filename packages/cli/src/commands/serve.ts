import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Log } from '@palaver/protocol';
import type { Config, ConfigInput, LogLevel, Server } from '@palaver/server';
import { Command, Option } from 'commander';
import { jsonOption } from '../options.js';
import { exitCodes, Failure } from '../outcome.js';

export function serveCommand(): Command {
  return new Command('serve')
    .description('start the server: chat, data store and web application in one process')
    .option('--port <number>', 'the port; 0 takes any free one (default: 8800)')
    .option(
      '--host <address>',
      'the address to listen on; 0.0.0.0 to be reached from other machines (default: 127.0.0.1)',
    )
    .option('--data <dir>', 'the directory that holds everything, or "memory" to keep nothing (default: palaver-data)')
    .option(
      '--registration <open|closed>',
      'whether clients may register on the application "default" (default: as it was; new: open)',
    )
    .option('--public-url <url>', 'where browsers reach it, behind a proxy')
    .option(
      '--trust-proxy [proxies]',
      "believe X-Forwarded-For: how many proxies stand in front (1), or their networks ('loopback,10.0.0.0/8')",
    )
    .option('--metrics <who>', 'who gets /metrics: loopback, all, off (default: loopback, not through a proxy)')
    .option('--allowed-origins <list>', 'origins of other web pages that may connect, with commas')
    .option('--web <dir>', 'the built web application (default: the one that comes with palaver)')
    .option('--config <file>', 'a JSON file with any of these settings, named as in the environment, in camelCase')
    .addOption(
      new Option('--log-level <level>', 'what is logged (default: info; warn on a terminal)')
        .choices(['info', 'warn', 'error'])
        .env('PALAVER_LOG_LEVEL'),
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Each setting can stand in the environment as well: PALAVER_PORT, PALAVER_DATA, PALAVER_PUBLIC_URL, …
Flags come before the environment, the environment before the file.

A new data directory gets the application "default"; its master secret lies in DIR/master-secret.
With --json one line {"event":"listening","url":…} appears on standard output when the server is ready.
What it does is logged on standard error: readable on a terminal, else (and with --json) as JSON, one event a line.
SIGTERM and Ctrl-C let it finish what was begun, for half a minute at most; a second one does not.
Operating it (backup, metrics, a proxy in front, systemd): docs/operating.md

Examples:
  palaver serve
  palaver serve --port 0 --data memory --json
  palaver serve --host 0.0.0.0 --data /var/lib/palaver --registration closed
  palaver serve --public-url https://chat.example.com --trust-proxy loopback`,
    )
    .action(async ({ json, config: file, logLevel, ...flags }: ConfigInput & ServeOptions) => {
      const { createServer, errorText, jsonLog, readableLog } = await import('@palaver/server');
      const config = await readSettings(flags, file);
      const isForPeople = !json && process.stderr.isTTY === true;
      const log = isForPeople ? readableLog(logLevel ?? 'warn') : jsonLog(logLevel ?? 'info');
      const die = (event: string) => (error: unknown) => {
        log.error(event, { error: errorText(error) });
        process.exit(exitCodes.failed);
      };
      process.on('uncaughtException', die('server.crashed'));
      // A promise that nobody waited for harms its own request; what concerns the disk goes to `onFatal`.
      process.on('unhandledRejection', (error) => log.error('server.stray_rejection', { error: errorText(error) }));
      const server = await createServer({ ...config, log, onFatal: die('server.stopped') });
      closeOnSignal(server, log);
      process.stdout.write(
        json ? `${JSON.stringify({ event: 'listening', url: server.url })}\n` : greeting(server.url, config),
      );
      await server.closed;
    });
}

interface ServeOptions {
  readonly json?: boolean;
  readonly config?: string;
  readonly logLevel?: LogLevel;
}

async function readSettings(flags: ConfigInput, file = process.env['PALAVER_CONFIG']): Promise<Config> {
  const { readConfig } = await import('@palaver/server');
  const config = readConfig({
    flags,
    environment: process.env,
    ...(file && { file: { path: file, text: readText(file) } }),
  });
  if (config.web !== undefined && !existsSync(join(config.web, 'index.html')))
    throw new Failure('usage', `There is no web application in ${resolve(config.web)}: it has no index.html.`);
  const web = config.web ?? ownWebApplication();
  return { ...config, ...(web && { web }) };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Failure('usage', `The configuration file ${file} cannot be read.`);
  }
}

/** The web application of the repository, where it has been built. The same path from `src` and from `dist`. */
function ownWebApplication(): string | undefined {
  const built = fileURLToPath(new URL('../../../../apps/web/dist', import.meta.url));
  return existsSync(built) ? built : undefined;
}

/** Longer than any of its steps may take: what hangs then would hang for ever. */
const closingMs = 30_000;

function closeOnSignal(server: Server, log: Log): void {
  let isClosing = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (isClosing) process.exit(exitCodes.failed);
      isClosing = true;
      const fail = () => {
        log.error('server.not_closed', {});
        process.exit(exitCodes.failed);
      };
      setTimeout(fail, closingMs).unref();
      // What still holds the process once everything is closed has nothing left to do.
      server.close().then(() => process.exit(exitCodes.done), fail);
    });
}

function greeting(url: string, config: Config): string {
  const kept = config.data === 'memory' ? 'nowhere: everything is gone when it stops' : resolve(config.data);
  const lines = [
    '',
    `Palaver is ready. Open ${config.publicUrl ?? url}`,
    '',
    `  Data       ${kept}`,
    ...(config.data === 'memory'
      ? []
      : [`  Secret     ${resolve(config.data, 'master-secret')} (of the application "default")`]),
    ...(/^(127\.|localhost$|::1$)/.test(config.host)
      ? ['  Reached    from this machine only; --host 0.0.0.0 opens it to others']
      : []),
    '  Stop       Ctrl-C',
    '',
  ];
  return `${lines.join('\n')}\n`;
}
