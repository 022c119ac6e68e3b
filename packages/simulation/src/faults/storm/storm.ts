import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Crowd } from './storm-client.js';

const program = fileURLToPath(new URL('../../../dist/faults/storm/storm-client.js', import.meta.url));

/** Crowds of clients in processes of their own. */
export class Storm {
  private readonly children: readonly ChildProcess[];
  private readonly counts: number[];

  constructor(crowds: readonly Crowd[]) {
    this.counts = crowds.map(() => 0);
    this.children = crowds.map((crowd, at) => {
      const child = fork(program, [JSON.stringify(crowd)], { execArgv: [] });
      child.on('message', (count) => {
        this.counts[at] = Number(count);
      });
      return child;
    });
  }

  /** How many are logged in and have caught up, as their processes said last. */
  get inside(): number {
    return this.counts.reduce((sum, count) => sum + count, 0);
  }

  /** All of them lose their connections at once. */
  drop(): void {
    for (const child of this.children) child.send('drop');
    this.counts.fill(0);
  }

  async end(): Promise<void> {
    await Promise.all(
      this.children.map((child) => {
        const gone = once(child, 'exit');
        if (child.exitCode !== null || child.signalCode !== null) return undefined;
        child.kill('SIGKILL');
        return gone;
      }),
    );
  }
}
