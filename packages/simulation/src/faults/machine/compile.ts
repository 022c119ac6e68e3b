import { execFileSync } from 'node:child_process';
import { basename, join } from 'node:path';

/** Builds a library to preload into a process; answers its file. Throws with a sentence that says what to do where there is no C compiler. */
export function compileLibrary(source: string, directory: string): string {
  const library = join(directory, basename(source).replace(/\.c$/, '.so'));
  const compiler = process.env['CC'] ?? 'cc';
  try {
    execFileSync(compiler, ['-Wall', '-Wextra', '-O2', '-shared', '-fPIC', '-o', library, source, '-ldl']);
  } catch (cause) {
    throw new CannotBeMade(`it needs a C compiler (Debian: apt-get install gcc libc6-dev); ${compiler} failed`, {
      cause,
    });
  }
  return library;
}

/** A fault that this machine does not let us make: reported as such, and never as one that did no harm. */
export class CannotBeMade extends Error {
  constructor(why: string, options?: ErrorOptions) {
    super(`could not be made: ${why}`, options);
  }
}
