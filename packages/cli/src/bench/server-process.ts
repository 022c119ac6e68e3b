import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';

/** How `palaver` is started: the program's file. */
export interface ServerCommand {
  readonly bin: string;
  /** Where profiles of the server go. */
  readonly cpuProfile?: string;
}

/** A server of our own, as everybody starts it, on a directory of its own. */
export class ServerProcess {
  /** From the command to ready. */
  readyMs = 0;
  url = '';
  private readonly home: string;
  private readonly command: ServerCommand;
  private child: ChildProcess | undefined;
  private port = 0;

  static async fresh(command: ServerCommand, directory = tmpdir()): Promise<ServerProcess> {
    const server = new ServerProcess(command, await mkdtemp(join(directory, 'palaver-bench-')));
    await server.start();
    return server;
  }

  private constructor(command: ServerCommand, home: string) {
    this.command = command;
    this.home = home;
  }

  /** Where it keeps everything. */
  get directory(): string {
    return join(this.home, 'data');
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  masterSecret(): Promise<string> {
    return readFile(join(this.directory, 'master-secret'), 'utf8').then((text) => text.trim());
  }

  /** Resolves when it listens; again on the same port and data. */
  async start(more: readonly string[] = []): Promise<void> {
    const { bin, cpuProfile } = this.command;
    const began = performance.now();
    const profiling = cpuProfile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${cpuProfile}`];
    const args = [...profiling, bin, 'serve', '--port', String(this.port), '--data', this.directory, '--json', ...more];
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PALAVER_CONFIG: '' },
    });
    this.child = child;
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(-2_000);
    });
    const exited = once(child, 'exit').then(([code]) => {
      throw new Error(`The server exited with ${code}: ${complaint}`);
    });
    exited.catch(() => {});
    const lines = createInterface(child.stdout);
    const [line] = (await Promise.race([once(lines, 'line'), exited])) as [string];
    lines.on('line', () => {});
    this.url = (JSON.parse(line) as { url: string }).url;
    this.port = Number(new URL(this.url).port);
    const ready = await fetch(`${this.url}/readyz`);
    if (!ready.ok) throw new Error(`The server is not ready: ${ready.status}.`);
    this.readyMs = performance.now() - began;
  }

  async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  async remove(): Promise<void> {
    await this.end();
    await rm(this.home, { recursive: true, force: true });
  }
}
