import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Observation, readHistory } from '@palaver/checker';
import type { Life } from './dying-client.js';

const program = fileURLToPath(new URL('../../../dist/faults/client/dying-client.js', import.meta.url));

/** A process that lives one life of a client; what it sees is kept in a file, however it ends. */
export class LivingClient {
  private readonly child: ChildProcess;

  constructor(life: Life, output: string) {
    const file = openSync(output, 'a');
    // The built program: what the tests' own process needs to read the sources would lead it astray.
    this.child = fork(program, [JSON.stringify(life)], { execArgv: [], stdio: ['ignore', file, 'inherit', 'ipc'] });
  }

  /** By which signal it ended. */
  async ended(): Promise<NodeJS.Signals | null> {
    const [, signal] = (await once(this.child, 'exit')) as [number | null, NodeJS.Signals | null];
    return signal;
  }

  /** Resolves when it says so. */
  async says(): Promise<void> {
    const gone = once(this.child, 'exit').then(([code]) => {
      throw new Error(`the client ended with ${code}`);
    });
    gone.catch(() => {});
    await Promise.race([once(this.child, 'message'), gone]);
  }

  async lists(): Promise<void> {
    this.child.send('list');
    await this.says();
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}

export const readLives = (output: string): Observation[] => readHistory(readFileSync(output, 'utf8'));
