import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../../cli/bin/palaver.js', import.meta.url));

/** The built server as a process of its own, that can be killed and started again on the same port and data. */
export class ServerProcess {
  private readonly data: string;
  private readonly env: Record<string, string>;
  private child: ChildProcess | undefined;
  private port = 0;
  url = '';

  /** `env`: what its environment holds besides ours. */
  constructor(data: string, env: Record<string, string> = {}) {
    this.data = data;
    this.env = env;
  }

  /** Resolves when it listens. */
  async start(): Promise<void> {
    const args = ['serve', '--port', String(this.port), '--data', this.data, '--json'];
    const child = spawn(process.execPath, [bin, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...this.env },
    });
    this.child = child;
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(-2_000);
    });
    const exited = once(child, 'exit').then(([code]) => {
      throw new Error(`the server exited with ${code}: ${complaint}`);
    });
    exited.catch(() => {});
    const line = await Promise.race([firstLine(child), exited]);
    const { event, url } = JSON.parse(line) as { event: string; url: string };
    if (event !== 'listening') throw new Error(`the server said ${line}`);
    this.url = url;
    this.port = Number(new URL(url).port);
  }

  /** SIGKILL, and the end of the process. */
  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the server has no standard output');
  const lines = createInterface(child.stdout);
  const [line] = (await once(lines, 'line')) as [string];
  // Whatever it prints later must not fill the pipe.
  lines.on('line', () => {});
  return line;
}
