import { createRequire } from 'node:module';
import { Command } from 'commander';
import { appCommand } from './commands/app.js';
import { backupCommand } from './commands/backup.js';
import { benchCommand } from './commands/bench.js';
import { conformCommand } from './commands/conform.js';
import { doctorCommand } from './commands/doctor.js';
import { restoreCommand } from './commands/restore.js';
import { roomCommand } from './commands/room.js';
import { sendCommand } from './commands/send.js';
import { serveCommand } from './commands/serve.js';
import { tailCommand } from './commands/tail.js';
import { userCommand } from './commands/user.js';
import { exitCodesHelp } from './outcome.js';

export function createProgram(): Command {
  const program = new Command('palaver')
    .description('An instant-messaging server in one command: chat, data store and web application.')
    .version(version)
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      `
Examples:
  palaver serve                                   start, then open http://127.0.0.1:8800
  palaver serve --host 0.0.0.0 --registration closed
  palaver user add alice                          asks for her password
  palaver send --user alice bobby "hello"         as alice, to bobby
  palaver tail --user bobby                       prints what bobby gets, as it comes
  palaver app add Shop --json                     a tenant of its own, for a back end
  palaver room add Lobby                          a chatroom, for anybody of the application
  palaver backup --out /backups                   all that a server keeps, also while it runs
  palaver doctor                                  is this machine fit to serve?
  palaver conform http://127.0.0.1:8800           does a server keep what is promised?

Every command takes --json, and --help shows its examples.
${exitCodesHelp}`,
    );
  for (const command of [
    serveCommand(),
    appCommand(),
    userCommand(),
    roomCommand(),
    sendCommand(),
    tailCommand(),
    backupCommand(),
    restoreCommand(),
    doctorCommand(),
    conformCommand(),
    benchCommand(),
  ])
    program.addCommand(command);
  prepare(program);
  return program;
}

/** Commands end the process by themselves otherwise, with codes of their own. Each names its own help. */
function prepare(command: Command, path = command.name()): void {
  command.exitOverride();
  for (const inner of command.commands) {
    inner.copyInheritedSettings(command);
    prepare(inner, `${path} ${inner.name()}`);
  }
  command.showHelpAfterError(`(${path} --help shows how it is used)`);
}

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
