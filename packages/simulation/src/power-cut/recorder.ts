import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('recorder.c', import.meta.url));

/** Builds the recorder; answers its file. Throws with a sentence that says what to do where there is no C compiler. */
export function buildRecorder(directory: string): string {
  const library = join(directory, 'recorder.so');
  const compiler = process.env['CC'] ?? 'cc';
  try {
    execFileSync(compiler, ['-Wall', '-Wextra', '-O2', '-shared', '-fPIC', '-o', library, source, '-ldl']);
  } catch (cause) {
    throw new Error(`The power cut needs a C compiler (Debian: apt-get install gcc libc6-dev); ${compiler} failed.`, {
      cause,
    });
  }
  return library;
}

/** The environment in which a process writes down what it does to the database. */
export const recording = (library: string, database: string, journal: string): Record<string, string> => ({
  LD_PRELOAD: library,
  RECORD_DATABASE: database,
  RECORD_JOURNAL: journal,
});
