import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Counted, Crowd } from './storm-client.js';

const program = fileURLToPath(new URL('../../../dist/faults/storm/storm-client.js', import.meta.url));

/** Crowds of clients in processes of their own. */
export class Storm {
  private readonly children: readonly ChildProcess[];
  private readonly counts: Counted[];

  constructor(crowds: readonly Crowd[]) {
    this.counts = crowds.map(() => ({ inside: 0, comings: 0 }));
    this.children = crowds.map((crowd, at) => {
      const child = fork(program, { execArgv: [] });
      // As a message: the tokens of thousands are more than an argument may hold.
      child.send(crowd);
      child.on('message', (counted) => {
        this.counts[at] = counted as Counted;
      });
      return child;
    });
  }

  /** How many are logged in and have caught up, as their processes said last. */
  get inside(): number {
    return this.counts.reduce((sum, { inside }) => sum + inside, 0);
  }

  /** How often somebody came in, the first time and again. */
  get comings(): number {
    return this.counts.reduce((sum, { comings }) => sum + comings, 0);
  }

  /** All of them lose their connections at once. */
  drop(): void {
    for (const child of this.children) child.send('drop');
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
