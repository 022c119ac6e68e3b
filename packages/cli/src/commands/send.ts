import type { Message, Target } from '@palaver/sdk';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type AccountOptions, accountHelp, withAccountOptions, withClient } from '../account.js';
import { Failure, print } from '../outcome.js';

interface SendOptions extends AccountOptions {
  readonly group?: boolean;
  readonly timeout: number;
}

export function sendCommand(): Command {
  return withAccountOptions(new Command('send'))
    .description('send a text to a user or a group; ends when the server has it on its disk')
    .argument('<to>', 'a username, or with --group the id of a group')
    .argument('[text]', 'the text; without it, what comes on standard input')
    .option('--group', 'send to a group')
    .addOption(new Option('--timeout <seconds>', 'how long to wait for the server').argParser(positive).default(30))
    .addHelpText(
      'after',
      `${accountHelp}
Examples:
  palaver send --user alice bobby "hello"
  uptime | palaver send --session ~/.palaver-robot --group 12
  PALAVER_TOKEN=$(palaver user token robot) palaver send bobby "backup done" --json`,
    )
    .action(async (to: string, given: string | undefined, options: SendOptions) => {
      if (given === undefined && options.passwordStdin)
        throw new Failure('usage', 'Standard input holds the password: give the text as an argument.');
      const text = given ?? (await readText());
      const target: Target = options.group ? { group: to } : { user: to };
      await withClient(
        options,
        () => {},
        async (client) => {
          const sent = await within(options.timeout * 1000, client.send(target, text));
          print(options.json, describe(sent), `Sent, at place ${sent.seq}.`);
        },
      );
    });
}

const describe = ({ id, serverId, seq, conversationId, createdAt }: Message) => ({
  id,
  serverId,
  seq,
  conversationId,
  createdAt,
});

async function readText(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk;
  return text.replace(/\r?\n$/, '');
}

/** Takes the message back where the server does not answer in time: what was said to have failed must not arrive later. */
async function within(ms: number, handle: Promise<Message> & { cancel(): void }): Promise<Message> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      handle.cancel();
      reject(new Failure('unreachable', 'The server did not answer in time.', 'TIMEOUT'));
    }, ms);
  });
  try {
    return await Promise.race([handle, late]);
  } finally {
    clearTimeout(timer);
  }
}

function positive(text: string): number {
  const number = Number(text);
  if (!Number.isFinite(number) || number <= 0 || number > 86_400)
    throw new InvalidArgumentError('a number of seconds, up to a day');
  return number;
}
