import { report } from './outcome.js';
import { createProgram } from './program.js';

// Whoever read what we print has gone, as `head` does: there is nobody left to do it for.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = report(error, process.argv.includes('--json'));
}
