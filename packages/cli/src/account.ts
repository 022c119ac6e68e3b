import type { Client, LocalStore, Platform } from '@palaver/sdk';
import { type Command, Option } from 'commander';
import { appOption, jsonOption, passwordStdinOption, urlOption } from './options.js';
import { Failure } from './outcome.js';
import { readPassword } from './password.js';

/** How a command becomes a user's device. */
export interface AccountOptions {
  readonly url: string;
  readonly app: string;
  readonly user?: string;
  readonly token?: string;
  readonly session?: string;
  readonly platform: Platform;
  readonly passwordStdin?: boolean;
  readonly json?: boolean;
}

export const accountHelp = `
Who logs in: --user with a password (asked for, --password-stdin or PALAVER_PASSWORD), or a login token in PALAVER_TOKEN.
With --session FILE the session is kept there and nothing is asked the next time; without, it ends with the command.
One login is open in each device class: --platform chooses another where "node" is in use.
`;

export function withAccountOptions(command: Command): Command {
  return command
    .addOption(urlOption())
    .addOption(appOption())
    .addOption(new Option('--user <username>', 'who logs in').env('PALAVER_USER'))
    .addOption(passwordStdinOption())
    .addOption(new Option('--token <token>', 'a login token; better in PALAVER_TOKEN').env('PALAVER_TOKEN'))
    .addOption(new Option('--session <file>', 'a file that keeps the session and its messages').env('PALAVER_SESSION'))
    .addOption(
      new Option('--platform <platform>', 'what kind of device this is')
        .choices(['node', 'linux', 'macos', 'windows', 'web', 'ios', 'android', 'wx'])
        .default('node'),
    )
    .addOption(jsonOption());
}

/** Runs with a client that is logged in; `prepare` sees it before, to listen from the beginning. */
export async function withClient(
  options: AccountOptions,
  prepare: (client: Client) => void,
  use: (client: Client) => Promise<void>,
): Promise<void> {
  // Loaded here, so that commands without a client start without it.
  const { createClient, memoryStore } = await import('@palaver/sdk');
  const client = createClient({
    url: options.url,
    appKey: options.app,
    platform: options.platform,
    deviceName: 'palaver command line',
    store: options.session ? await openSession(options.session) : memoryStore(),
    roaming: false,
    // Faults of what listens show where it awaits; there is nobody else to tell.
    onError: () => {},
  });
  try {
    prepare(client);
    const resumed = options.session ? await client.resume() : undefined;
    if (!resumed) await client.login(await credentials(options));
    else if (options.user && options.user !== resumed.username)
      throw new Failure(
        'usage',
        `${options.session} keeps the session of ${resumed.username}, not of ${options.user}.`,
      );
    await use(client);
    if (!options.session) await client.logout();
  } finally {
    await client[Symbol.asyncDispose]();
  }
}

async function openSession(file: string): Promise<LocalStore> {
  const { sqliteStore } = await import('@palaver/sdk/node');
  return sqliteStore(file);
}

async function credentials(options: AccountOptions) {
  if (options.token) return { token: options.token };
  if (!options.user) throw new Failure('usage', 'Say who you are: --user NAME, or a login token in PALAVER_TOKEN.');
  return { username: options.user, password: await readPassword(options, `Password of ${options.user}`) };
}
