import { Command } from 'commander';
import { dataOption, jsonOption } from '../options.js';
import { print } from '../outcome.js';
import { megabytes, showProgress } from '../progress.js';

export function restoreCommand(): Command {
  return new Command('restore')
    .description('make a data directory of a backup, or only verify the backup')
    .requiredOption('--from <backup>', 'the backup')
    .addOption(dataOption())
    .option('--check', 'verify the backup and restore nothing')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
The data directory must be new or empty. The backup is verified first. A new history begins with it: clients notice,
drop their copy of the conversations, keep what they have not sent, and sync anew.

Examples:
  palaver restore --from /backups/palaver-2026-01-31T04-00-00Z --data /var/lib/palaver
  palaver restore --from ./before-upgrade --check --json`,
    )
    .action(async (options: { from: string; data: string; check?: boolean; json?: boolean }) => {
      const { restoreBackup, verifyBackup } = await import('@palaver/server');
      const { onProgress, end } = showProgress(options.json === true);
      try {
        if (options.check) {
          const manifest = await verifyBackup(options.from, onProgress);
          end();
          print(options.json, manifest, `${options.from} is whole: ${said(manifest)}`);
          return;
        }
        const { path, epoch, manifest } = await restoreBackup({ from: options.from, data: options.data, onProgress });
        end();
        print(
          options.json,
          { path, epoch, counts: manifest.counts, madeAt: manifest.madeAt },
          `Restored ${path} as it was on ${manifest.madeAt}: ${said(manifest)}\nStart it with  palaver serve --data ${path}`,
        );
      } finally {
        end();
      }
    });
}

const said = ({ counts, files }: { counts: { entries: number; users: number }; files: { bytes: number } }): string =>
  `${counts.entries} entries, ${counts.users} users, ${megabytes(files.bytes)} of media`;
