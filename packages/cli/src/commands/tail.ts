import type { Client, Conversation, Message } from '@palaver/sdk';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type AccountOptions, accountHelp, withAccountOptions, withClient } from '../account.js';
import { Failure } from '../outcome.js';
import { readable } from '../readable.js';

export function tailCommand(): Command {
  return withAccountOptions(new Command('tail'))
    .description('print messages as they come, first those that waited; until Ctrl-C')
    .addOption(new Option('--count <number>', 'end after so many messages').argParser(positive))
    .addHelpText(
      'after',
      `${accountHelp}
Examples:
  palaver tail --user bobby
  palaver tail --session ~/.palaver-bobby --json | jq -r .content.text
  palaver tail --user bobby --count 1`,
    )
    .action(async (options: AccountOptions & { count?: number }) => {
      const end = createEnd(options.count);
      await withClient(
        options,
        (client) => {
          listen(client, (message, conversation) => {
            if (end.isReached()) return;
            process.stdout.write(`${options.json ? asJson(message) : asText(message, conversation)}\n`);
            end.printed();
          });
          client.on('session.ended', ({ reason }) => end.failed(ended(reason)));
        },
        () => end.promise,
      );
    });
}

function listen(client: Client, each: (message: Message, conversation: Conversation) => void): void {
  client.on('message.new', ({ message, conversation }) => each(message, conversation));
  client.on('sync.offline', ({ messages, conversation }) => {
    for (const message of messages) each(message, conversation);
  });
}

/** When to stop: after enough messages, at a signal, or when the session has ended. */
function createEnd(count = Number.POSITIVE_INFINITY) {
  let left = count;
  let done = () => {};
  let failed = (_error: Failure) => {};
  const promise = new Promise<void>((resolve, reject) => {
    done = resolve;
    failed = reject;
  });
  promise.catch(() => {});
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, done);
  return {
    promise,
    failed: (error: Failure) => failed(error),
    isReached: () => left <= 0,
    printed() {
      left--;
      if (left <= 0) done();
    },
  };
}

const ended = (reason: string) =>
  new Failure('refused', `The session has ended: ${reason.replaceAll('_', ' ')}.`, 'SESSION_ENDED');

const asJson = ({ id, seq, conversationId, from, isOwn, createdAt, content, extras }: Message) =>
  JSON.stringify({ id, seq, conversationId, from: from.username, isOwn, createdAt, content, extras });

function asText(message: Message, conversation: Conversation): string {
  const { content, createdAt, from } = message;
  const place = conversation.type === 'group' ? `[${readable(conversation.title)}] ` : '';
  const said = (() => {
    if (content.type === 'text') return content.text;
    if (content.type === 'event') return `(${content.event.kind.replaceAll('_', ' ')})`;
    if (content.type === 'prompt') return `(${content.text})`;
    return `(${content.type})`;
  })();
  return `${createdAt.toISOString()}  ${place}${readable(from.displayName)}: ${readable(said)}`;
}

function positive(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('a positive whole number');
  return number;
}
