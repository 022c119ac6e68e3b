import { Command, InvalidArgumentError, Option } from 'commander';
import { type Application, type CrossApplications, withOperator } from '../operator.js';
import { dataOption, jsonOption } from '../options.js';
import { print } from '../outcome.js';

export function appCommand(): Command {
  const app = new Command('app').description('make, list and set applications: tenants that see nothing of each other');
  app
    .command('add <name>')
    .description('make an application; prints its key and its master secret, also while the server runs')
    .option('--key <key>', 'its key; by default a random one')
    .addOption(registrationOption())
    .addOption(devicesOption())
    .addOption(retentionOption())
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
      const { key, registration, devices, retention } = options;
      const made = await withOperator(options.data, (operator) =>
        operator.addApplication({
          name,
          ...(key !== undefined && { appKey: key }),
          ...(registration && { registration }),
          ...(devices && { devices }),
          ...(retention !== undefined && { retentionDays: retention === 'none' ? null : retention }),
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
      print(options.json, applications, applications.map(described).join('\n'));
    });
  app
    .command('set <key>')
    .description("change an application's settings; they hold at once, also for who is connected")
    .addOption(registrationOption())
    .addOption(devicesOption())
    .addOption(retentionOption())
    .option(
      '--meets <keys>',
      "whose people its own may meet, where that application allows it too: 'none', 'all', or keys",
    )
    .addOption(dataOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  palaver app set shop --registration closed
  palaver app set shop --meets bank,cafe
  palaver app set shop --retention 90          messages go after 90 days, media with them`,
    )
    .action(async (key: string, options: SetOptions) => {
      const { registration, devices, meets, retention } = options;
      const change = {
        ...(registration && { registration }),
        ...(devices && { devices }),
        ...(retention !== undefined && { retentionDays: retention === 'none' ? null : retention }),
        ...(meets !== undefined && { crossApplications: crossApplications(meets) }),
      };
      const now = await withOperator(options.data, (operator) => operator.setApplication(key, change));
      print(options.json, now, described(now));
    });
  app
    .command('secret <key>')
    .description('make a new master secret; the newest of those before stays valid beside it')
    .addOption(dataOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
It is shown once. When the back end has it, end the older one: DELETE /api/secrets (docs/http-api.md).

Examples:
  palaver app secret shop --json`,
    )
    .action(async (key: string, options: { data: string; json?: boolean }) => {
      const made = await withOperator(options.data, (operator) => operator.addSecret(key));
      print(options.json, { appKey: key, ...made }, made.masterSecret);
    });
  return app;
}

interface AddOptions {
  readonly data: string;
  readonly json?: boolean;
  readonly key?: string;
  readonly registration?: 'open' | 'closed';
  readonly devices?: 'one_per_class' | 'unlimited';
  readonly retention?: number | 'none';
}
interface SetOptions extends Omit<AddOptions, 'key'> {
  readonly meets?: string;
}

const registrationOption = () =>
  new Option('--registration <rule>', 'whether clients may register').choices(['open', 'closed']);
const devicesOption = () =>
  new Option('--devices <rule>', 'one login in each device class, or any number').choices([
    'one_per_class',
    'unlimited',
  ]);

const retentionOption = () =>
  new Option('--retention <days>', "how many days messages are kept, or 'none': for ever").argParser((text) => {
    if (text === 'none') return text;
    if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
    throw new InvalidArgumentError("A number of days, or 'none'.");
  });

const crossApplications = (meets: string): CrossApplications =>
  meets === 'none' || meets === 'all' ? meets : meets.split(',').map((key) => key.trim());

const described = ({ appKey, name, registration, devices, crossApplications, retentionDays }: Application): string =>
  `${appKey}\t${name}\tregistration ${registration}\t${devices}\tmeets ${[crossApplications].flat().join(',')}\tkeeps ${retentionDays === null ? 'for ever' : `${retentionDays} days`}`;
