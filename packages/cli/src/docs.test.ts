import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { createProgram } from './program.js';

const documents = ['README.md', 'docs/operating.md'];

/** Lines of a document that call the program: what stands behind its name. */
function callsIn(text: string): string[] {
  const blocks = text.split(/^```/m).filter((_, at) => at % 2 === 1);
  return blocks.flatMap((block) =>
    block.split('\n').flatMap((line) => {
      const [, call] = /(?:\bnpx palaver|bin\/palaver\.js) (.*)$/.exec(line.replace(/\s+#.*$/, '')) ?? [];
      return call === undefined ? [] : [call];
    }),
  );
}

/** What is wrong with a call: a command or a flag that there is not. */
function faultsOf(call: string): string[] {
  let command: Command = createProgram();
  const words = call.split(/\s+/);
  for (let next = command.commands.find((one) => one.name() === words[0]); next; ) {
    command = next;
    words.shift();
    next = command.commands.find((one) => one.name() === words[0]);
  }
  const flags = [...command.options.map(({ long }) => long), '--help', '--version'];
  const isCommand = command.parent !== null || words[0]?.startsWith('-');
  return [
    ...(isCommand ? [] : [`there is no command ${words[0]}`]),
    ...words.filter((word) => word.startsWith('--') && !flags.includes(word)).map((word) => `there is no ${word}`),
  ];
}

it('[operation: docs] every command in the documents is one, with flags that it has', () => {
  for (const document of documents) {
    const calls = callsIn(readFileSync(new URL(`../../../${document}`, import.meta.url), 'utf8'));
    expect(calls.length, document).toBeGreaterThan(5);
    for (const call of calls) expect(faultsOf(call), `${document}: palaver ${call}`).toEqual([]);
  }
  expect(faultsOf('serv --prot 1')).toHaveLength(2);
  expect(faultsOf('app set shop --retentoin 1')).toEqual(['there is no --retentoin']);
});
