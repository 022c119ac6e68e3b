import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Failure } from './outcome.js';

/** A password, from wherever it does not show in a list of processes: standard input, PALAVER_PASSWORD, or the terminal. */
export async function readPassword(options: { passwordStdin?: boolean }, question: string): Promise<string> {
  if (options.passwordStdin) return readAll();
  const fromEnvironment = process.env['PALAVER_PASSWORD'];
  if (fromEnvironment) return fromEnvironment;
  if (process.stdin.isTTY) return ask(question);
  throw new Failure(
    'usage',
    'A password is needed. Give it with --password-stdin, in PALAVER_PASSWORD, or at a terminal.',
  );
}

async function readAll(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk;
  return text.replace(/\r?\n$/, '');
}

/** Asks at the terminal and shows nothing of what is typed. */
async function ask(question: string): Promise<string> {
  process.stderr.write(`${question}: `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await new Promise<string>((resolve, reject) => {
      terminal.question('', resolve);
      terminal.on('SIGINT', () => reject(new Failure('refused', 'Cancelled.', 'CANCELLED')));
    });
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
