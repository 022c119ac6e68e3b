import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Recorder } from '../record/recorder.js';
import type { DeviceSpec } from './device.js';
import type { Answered, Asked, DeviceVerb } from './host.js';

const program = fileURLToPath(new URL('./host.js', import.meta.url));

/** What a process is asked that is gone. */
export class Gone extends Error {}

/** A process with devices in it. */
export class Host {
  readonly name: string;
  readonly history: string;
  private readonly options: HostOptions;
  private readonly specs = new Map<string, DeviceSpec>();
  private readonly calls = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  private child: ChildProcess | undefined;
  private made = 0;

  constructor(name: string, options: HostOptions) {
    this.name = name;
    this.options = options;
    this.history = join(options.directory, `${name}.jsonl`);
  }

  start(): void {
    const { nodeArgs, env, complain } = this.options;
    const child = fork(program, [this.history], {
      execArgv: [...nodeArgs],
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.child = child;
    child.on('message', (message) => {
      const answer = message as Answered;
      if ('complaint' in answer) {
        complain(`${this.name}: ${answer.complaint}`);
        return;
      }
      const call = this.calls.get(answer.call);
      this.calls.delete(answer.call);
      if ('error' in answer) call?.reject(new Error(answer.error));
      else call?.resolve(answer.value);
    });
    child.on('exit', () => {
      for (const { reject } of this.calls.values()) reject(new Gone(`${this.name} is gone`));
      this.calls.clear();
    });
  }

  async make(spec: DeviceSpec, { isNew = true, registers = false } = {}): Promise<void> {
    this.specs.set(spec.name, spec);
    await this.ask(spec.name, 'make', spec);
    if (registers) await this.ask(spec.name, 'register');
    await this.ask(spec.name, 'open', { isNew });
  }

  ask(device: string, verb: Asked['verb'], asked?: unknown): Promise<unknown> {
    const call = ++this.made;
    return new Promise((resolve, reject) => {
      this.calls.set(call, { resolve, reject });
      const isGone = () => reject(new Gone(`${this.name} is gone`));
      // The process may end between the look and the question; what then fails is this question, not who waits for its end.
      if (!this.child?.connected) isGone();
      else this.child.send({ call, device, verb, asked } satisfies Asked, (error) => error && isGone());
    });
  }

  /** SIGKILL; then the same devices over what they had stored. */
  async kill(recorder: Recorder): Promise<void> {
    await this.end('SIGKILL');
    for (const device of this.specs.keys()) recorder.add({ type: 'crashed', device });
    this.start();
    await Promise.all([...this.specs.values()].map((spec) => this.make(spec, { isNew: false })));
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
}

export interface HostOptions {
  readonly directory: string;
  readonly nodeArgs: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly complain: (complaint: string) => void;
}

export type { DeviceVerb };
