import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const bin = fileURLToPath(new URL('../../../packages/cli/bin/palaver.js', import.meta.url));

export interface ServerProcess {
  readonly url: string;
  /** At once, as a power cut would: nothing is tidied up. */
  kill(): Promise<void>;
}

/** The built server as an operator starts it, in a process of its own. */
export async function serve(data: string, port = 0, web?: string): Promise<ServerProcess> {
  const args = [
    'serve',
    '--port',
    String(port),
    '--data',
    data,
    '--json',
    ...(web === undefined ? [] : ['--web', web]),
  ];
  const child = spawn(process.execPath, [bin, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  child.stderr.on('data', (chunk) => errors.push(String(chunk)));
  const line = await Promise.race([firstLine(child), once(child, 'exit').then(() => undefined)]);
  if (line === undefined) throw new Error(`the server did not start: ${errors.join('')}`);
  return {
    url: (JSON.parse(line) as { url: string }).url,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The command line beside a running server. */
export async function operate(data: string, words: readonly string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [bin, ...words, '--data', data]);
}

async function firstLine({ stdout }: ChildProcess): Promise<string | undefined> {
  if (!stdout) return undefined;
  for await (const line of createInterface({ input: stdout })) return line;
  return undefined;
}
