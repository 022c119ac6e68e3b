import { Command } from 'commander';
import { withOperator } from '../operator.js';
import { appOption, dataOption, jsonOption } from '../options.js';
import { print } from '../outcome.js';

interface RoomOptions {
  readonly data: string;
  readonly app: string;
  readonly json?: boolean;
}

export function roomCommand(): Command {
  const room = new Command('room').description('make, list and remove chatrooms, which clients can only enter');
  const verb = (usage: string, description: string, examples: string) =>
    room
      .command(usage)
      .description(description)
      .addOption(appOption())
      .addOption(dataOption())
      .addOption(jsonOption())
      .addHelpText('after', `\nExamples:\n${examples}`);

  verb(
    'add <name>',
    'make a chatroom; prints its id, also while the server runs',
    `  palaver room add Lobby
  palaver room add "Match 7" --description "live, with comments" --app shop --json`,
  )
    .option('--description <text>', 'what it is about')
    .action(async (name: string, options: RoomOptions & { description?: string }) => {
      const { app: appKey, description } = options;
      const made = await withOperator(options.data, (operator) =>
        operator.addRoom({ appKey, name, ...(description !== undefined && { description }) }),
      );
      print(options.json, made, made.id);
    });

  verb('list', 'list the chatrooms of an application', '  palaver room list --json').action(
    async (options: RoomOptions) => {
      const rooms = await withOperator(options.data, (operator) => operator.rooms(options.app));
      const lines = rooms.map(({ id, name, memberCount }) => `${id}\t${name}\t${memberCount} inside`);
      print(options.json, rooms, lines.join('\n'));
    },
  );

  verb(
    'remove <id>',
    'remove a chatroom with all that was said there; everybody inside is put out',
    '  palaver room remove 12',
  ).action(async (id: string, options: RoomOptions) => {
    const named = { appKey: options.app, id };
    await withOperator(options.data, (operator) => operator.removeRoom(named));
    print(options.json, named, `Removed ${id}.`);
  });
  return room;
}
