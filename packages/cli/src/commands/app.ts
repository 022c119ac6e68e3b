import { Command, Option } from 'commander';
import { withOperator } from '../operator.js';
import { dataOption, jsonOption } from '../options.js';
import { print } from '../outcome.js';

export function appCommand(): Command {
  const app = new Command('app').description('make and list applications: tenants that see nothing of each other');
  app
    .command('add <name>')
    .description('make an application; prints its key and its master secret, also while the server runs')
    .option('--key <key>', 'its key; by default a random one')
    .addOption(new Option('--registration <rule>', 'whether clients may register').choices(['open', 'closed']))
    .addOption(
      new Option('--devices <rule>', 'one login in each device class, or any number').choices([
        'one_per_class',
        'unlimited',
      ]),
    )
    .addOption(dataOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
The back end of the application signs login tokens with the master secret (JWT, HS256, "sub" is the username).
It is shown once; keep it where only the back end can read it.

Examples:
  palaver app add Shop
  palaver app add Shop --key shop --registration closed --data /var/lib/palaver --json`,
    )
    .action(async (name: string, options: AddOptions) => {
      const { key, registration, devices } = options;
      const made = await withOperator(options.data, (operator) =>
        operator.addApplication({
          name,
          ...(key !== undefined && { appKey: key }),
          ...(registration && { registration }),
          ...(devices && { devices }),
        }),
      );
      const { appKey, masterSecret } = made;
      print(options.json, { appKey, masterSecret }, `Application key  ${appKey}\nMaster secret    ${masterSecret}`);
    });
  app
    .command('list')
    .description('list the applications')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(async (options: { data: string; json?: boolean }) => {
      const applications = await withOperator(options.data, (operator) => operator.applications());
      const lines = applications.map(
        ({ appKey, name, registration, devices }) => `${appKey}\t${name}\tregistration ${registration}\t${devices}`,
      );
      print(options.json, applications, lines.join('\n'));
    });
  return app;
}

interface AddOptions {
  readonly data: string;
  readonly json?: boolean;
  readonly key?: string;
  readonly registration?: 'open' | 'closed';
  readonly devices?: 'one_per_class' | 'unlimited';
}
