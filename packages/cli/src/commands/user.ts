import { Command, InvalidArgumentError, Option } from 'commander';
import { withOperator } from '../operator.js';
import { appOption, dataOption, jsonOption, passwordStdinOption } from '../options.js';
import { print } from '../outcome.js';
import { readPassword } from '../password.js';

interface UserOptions {
  readonly data: string;
  readonly app: string;
  readonly json?: boolean;
  readonly passwordStdin?: boolean;
}

export function userCommand(): Command {
  const user = new Command('user').description(
    'add users, set passwords, shut users out, delete them, make login tokens',
  );
  const verb = (usage: string, description: string, examples: string) =>
    user
      .command(usage)
      .description(description)
      .addOption(appOption())
      .addOption(dataOption())
      .addOption(jsonOption())
      .addHelpText('after', `\nExamples:\n${examples}`);

  verb(
    'add <username>',
    'add a user, also where clients may not register',
    `  palaver user add alice                                  asks for the password
  palaver user add alice --password-stdin < password.txt
  PALAVER_PASSWORD=… palaver user add alice --nickname "Alice A."
  palaver user add robot --no-password                    logs in with tokens only`,
  )
    .option('--nickname <name>', 'the name that others see')
    .option('--no-password', 'no password: this user logs in with tokens of the back end')
    .addOption(passwordStdinOption())
    .action(async (username: string, options: UserOptions & { nickname?: string; password: boolean }) => {
      const password = options.password ? await readPassword(options, `Password of ${username}`) : undefined;
      const made = await withOperator(options.data, (operator) =>
        operator.addUser({
          appKey: options.app,
          username,
          ...(password !== undefined && { password }),
          ...(options.nickname !== undefined && { nickname: options.nickname }),
        }),
      );
      print(options.json, made, `Added ${made.username}.`);
    });

  verb(
    'password <username>',
    'set a password; ends the sessions of the user',
    `  palaver user password alice
  palaver user password alice --password-stdin < password.txt`,
  )
    .addOption(passwordStdinOption())
    .action(async (username: string, options: UserOptions) => {
      const password = await readPassword(options, `New password of ${username}`);
      const named = { appKey: options.app, username };
      await withOperator(options.data, (operator) => operator.setPassword(named, password));
      print(options.json, named, `The password of ${username} is set; all sessions have ended.`);
    });

  verb(
    'disable <username>',
    'shut a user out and end the sessions, or let the user in again',
    `  palaver user disable mallory
  palaver user disable mallory --undo`,
  )
    .option('--undo', 'let the user in again')
    .action(async (username: string, options: UserOptions & { undo?: boolean }) => {
      const named = { appKey: options.app, username };
      const isDisabled = !options.undo;
      await withOperator(options.data, (operator) => operator.setDisabled(named, isDisabled));
      print(
        options.json,
        { ...named, isDisabled },
        isDisabled ? `${username} is shut out.` : `${username} may log in again.`,
      );
    });

  verb(
    'delete <username>',
    'delete a user for good: sessions end, groups are left, messages stay, the name is given to nobody',
    `  palaver user delete mallory`,
  ).action(async (username: string, options: UserOptions) => {
    const named = { appKey: options.app, username };
    await withOperator(options.data, (operator) => operator.deleteUser(named));
    print(options.json, named, `${username} is deleted.`);
  });

  verb(
    'token <username>',
    "sign a login token, as the application's back end would: for login({ token }) of the SDK",
    `  palaver user token alice
  palaver user token robot --minutes 5 --json
  PALAVER_TOKEN=$(palaver user token alice) palaver send bobby "hello"`,
  )
    .addOption(new Option('--minutes <number>', 'how long it can be used to log in').argParser(positive).default(60))
    .action(async (username: string, options: UserOptions & { minutes: number }) => {
      const named = { appKey: options.app, username };
      const issued = await withOperator(options.data, (operator) =>
        operator.issueToken(named, options.minutes * 60_000),
      );
      print(options.json, { token: issued.token, expiresAt: new Date(issued.expiresAt).toISOString() }, issued.token);
    });
  return user;
}

function positive(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 525_600)
    throw new InvalidArgumentError('a whole number of minutes, up to a year');
  return number;
}
