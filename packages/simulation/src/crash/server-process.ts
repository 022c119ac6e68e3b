import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The built command line. */
export const palaver = fileURLToPath(new URL('../../../cli/bin/palaver.js', import.meta.url));

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
}

/** The built server as a process of its own, that can be killed and started again on the same port and data. */
export class ServerProcess {
  data: string;
  private readonly env: Record<string, string>;
  private readonly flags: readonly string[];
  private child: ChildProcess | undefined;
  private port = 0;
  url = '';
  /** The end of what it wrote on standard error. */
  complaint = '';
  /** Settles when the process that was started last has ended. */
  ended: Promise<Ended> = Promise.resolve({ code: null, signal: null });

  /** `env`: what its environment holds besides ours. */
  constructor(data: string, env: Record<string, string> = {}, flags: readonly string[] = []) {
    this.data = data;
    this.env = env;
    this.flags = flags;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** Resolves when it listens. `env`: in the place of what it had before. */
  async start(env = this.env): Promise<void> {
    const args = ['serve', '--port', String(this.port), '--data', this.data, '--json', ...this.flags];
    const child = spawn(process.execPath, [palaver, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    this.child = child;
    this.complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      this.complaint = (this.complaint + chunk.toString()).slice(-4_000);
    });
    this.ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
    const exited = this.ended.then(({ code }) => {
      throw new Error(`the server exited with ${code}: ${this.complaint}`);
    });
    exited.catch(() => {});
    const line = await Promise.race([firstLine(child), exited]);
    const { event, url } = JSON.parse(line) as { event: string; url: string };
    if (event !== 'listening') throw new Error(`the server said ${line}`);
    this.url = url;
    this.port = Number(new URL(url).port);
  }

  /** On another directory, at the same port. */
  async startOn(data: string): Promise<void> {
    this.data = data;
    await this.start();
  }

  /** SIGKILL, and the end of the process. */
  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await this.ended;
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
