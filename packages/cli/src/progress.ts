import type { OnBackupProgress } from '@palaver/server';

const stages = { database: 'copying the database', media: 'copying media', check: 'verifying' } as const;
const everyMs = 100;

/** Says on standard error how far a backup has come: on a terminal in one line that changes, else a line for each stage. */
export function showProgress(isQuiet: boolean): { readonly onProgress: OnBackupProgress; end(): void } {
  const { stderr } = process;
  const isTerminal = stderr.isTTY === true;
  let stage: string | undefined;
  let saidAt = 0;
  return {
    onProgress(progress) {
      if (isQuiet) return;
      const isNew = progress.stage !== stage;
      stage = progress.stage;
      if (!isTerminal) {
        if (isNew) stderr.write(`${stages[progress.stage]} (${megabytes(progress.total)})\n`);
      } else if (isNew || Date.now() - saidAt > everyMs || progress.done === progress.total) {
        saidAt = Date.now();
        stderr.write(
          `\r\u001b[K${stages[progress.stage]}: ${megabytes(progress.done)} of ${megabytes(progress.total)}`,
        );
      }
    },
    end() {
      if (isTerminal && stage !== undefined) stderr.write('\r\u001b[K');
    },
  };
}

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
