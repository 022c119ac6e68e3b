import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../../cli/bin/palaver.js', import.meta.url));

/** The built server as a process of its own, which can be killed and put back to a backup. */
export class ServerProcess {
  private readonly directory: string;
  private readonly nodeArgs: readonly string[];
  private readonly env: Readonly<Record<string, string>>;
  private child: ChildProcess | undefined;
  private backups = 0;
  port = 0;

  /** `nodeArgs`, `env`: what the server's process gets besides. */
  constructor(
    directory: string,
    { nodeArgs = [], env = {} }: { nodeArgs?: readonly string[]; env?: Readonly<Record<string, string>> } = {},
  ) {
    this.directory = directory;
    this.nodeArgs = nodeArgs;
    this.env = env;
  }

  get data(): string {
    return join(this.directory, 'data');
  }
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when it listens; after the first time on the same port. */
  async start(): Promise<void> {
    const child = this.run('serve', '--port', String(this.port), '--data', this.data, '--json');
    this.child = child;
    const line = await firstLine(child);
    this.port = Number(new URL((JSON.parse(line) as { url: string }).url).port);
  }

  /** SIGKILL, and the end of the process. */
  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Another application, before the server runs. */
  async addApplication(key: string): Promise<void> {
    await this.command('app', 'add', key, '--key', key, '--registration', 'open', '--data', this.data);
  }

  async backUp(): Promise<string> {
    const place = join(this.directory, `backup-${++this.backups}`);
    await this.command('backup', '--data', this.data, '--out', place);
    return place;
  }

  /** While it does not run. */
  async restore(place: string): Promise<void> {
    await rm(this.data, { recursive: true, force: true });
    await this.command('restore', '--from', place, '--data', this.data);
  }

  private run(...args: readonly string[]): ChildProcess {
    return spawn(process.execPath, [...this.nodeArgs, program, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...this.env },
    });
  }

  private async command(...args: readonly string[]): Promise<void> {
    const child = this.run(...args);
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`palaver ${args[0]} ended with ${code}: ${said.slice(-2_000)}`);
  }
}

/** The first line of its output; whatever comes later must not fill the pipes. */
async function firstLine(child: ChildProcess): Promise<string> {
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2_000);
  });
  if (!child.stdout) throw new Error('the server has no standard output');
  const lines = createInterface(child.stdout);
  return new Promise((resolve, reject) => {
    lines.on('line', resolve);
    child.on('exit', (code) => reject(new Error(`the server exited with ${code}: ${complaint}`)));
  });
}
