import { Command } from 'commander';
import { dataOption, jsonOption } from '../options.js';
import { print } from '../outcome.js';
import { megabytes, showProgress } from '../progress.js';

export function backupCommand(): Command {
  return new Command('backup')
    .description('copy all that a server keeps, verified, also while it runs')
    .addOption(dataOption())
    .requiredOption('--out <place>', 'a new directory; in one that is there the backup gets a name with the time')
    .option('--skip-damaged', 'pass over media whose bytes are damaged or gone')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
One moment of the database, and every file of media that it refers to. It is read back before it gets its name: its
integrity, its counts, the hash of every file. Only its owner can read it; the master secrets are in it.

Examples:
  palaver backup --data /var/lib/palaver --out /backups
  palaver backup --out ./before-upgrade --json
  palaver restore --from ./before-upgrade --data ./data`,
    )
    .action(async (options: { data: string; out: string; skipDamaged?: boolean; json?: boolean }) => {
      const { makeBackup } = await import('@palaver/server');
      const { onProgress, end } = showProgress(options.json === true);
      try {
        const { path, manifest } = await makeBackup({
          data: options.data,
          out: options.out,
          skipsDamaged: options.skipDamaged === true,
          onProgress,
        });
        end();
        const { counts, database, files, missing } = manifest;
        print(
          options.json,
          { path, ...manifest },
          [
            `Backup     ${path}`,
            `Database   ${megabytes(database.bytes)}: ${counts.entries} entries in ${counts.conversations} conversations, ${counts.users} users`,
            `Media      ${megabytes(files.bytes)} in ${files.count} files`,
            ...(missing.length > 0 ? [`Passed over ${missing.length} files that were damaged or gone`] : []),
          ].join('\n'),
        );
      } finally {
        end();
      }
    });
}
