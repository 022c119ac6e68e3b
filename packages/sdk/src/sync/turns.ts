import { ImError } from '@palaver/protocol';
import { advanceReported } from '../conversation/apply.js';
import { Draft, type Replica } from '../store/replica.js';

/** A change in the making, and what is to be told once it is kept. */
export class Turn extends Draft {
  readonly told: (() => void)[] = [];
  readonly undone: (() => void)[] = [];
  readonly reported = new Set<string>();

  /** Runs when the transaction has been kept, in the order of these calls. */
  after(run: () => void): void {
    this.told.push(run);
  }

  /** Runs in its stead where the transaction was not kept. */
  otherwise(run: () => void): void {
    this.undone.push(run);
  }

  /** What this turn stored of the conversation is handed to listeners by it; its reported position moves after they returned. */
  reports(conversation: string): void {
    this.reported.add(conversation);
  }
}

type Waiting =
  | {
      readonly kind: 'change';
      readonly run: (turn: Turn) => unknown;
      readonly resolve: (value: never) => void;
      readonly reject: (error: unknown) => void;
    }
  | {
      readonly kind: 'alone';
      readonly run: () => Promise<unknown>;
      readonly resolve: (value: never) => void;
      readonly reject: (error: unknown) => void;
    };

const mostAtOnce = 500;

/**
 * Everything that changes the device's copy, one after the other: what arrives is handled in the order of its arrival,
 * and what waits together is kept in one transaction.
 */
export class Turns {
  private readonly replica: Replica;
  private readonly hooks: { onFault(error: unknown): void; onTold(): void; onError(error: unknown): void };
  private waiting: Waiting[] = [];
  private isWorking = false;
  private isStopped = false;

  /** `onFault`: the store failed. `onTold`: after all that a transaction had to tell. `onError`: a listener threw. */
  constructor(replica: Replica, hooks: Turns['hooks']) {
    this.replica = replica;
    this.hooks = hooks;
  }

  /** Throws CANCELLED where nothing runs any more. */
  checkOpen(): void {
    if (this.isStopped) throw new ImError('CANCELLED', 'The session was closed.');
  }

  /** Changes the copy; shares its transaction with what waits beside it. Resolves when it is kept and told. */
  change<T>(run: (turn: Turn) => T): Promise<T> {
    return this.enqueue({ kind: 'change', run }) as Promise<T>;
  }

  /** Has the copy for itself, for what must read and then act on what it read. */
  alone<T>(run: () => Promise<T>): Promise<T> {
    return this.enqueue({ kind: 'alone', run }) as Promise<T>;
  }

  /** Inside a commit: tells it after what the transaction itself tells; else at once. */
  tell(run: () => void): void {
    if (this.isKeeping) this.toTell.push(run);
    else run();
  }

  /** Inside `alone` only. */
  async commit(change: (turn: Turn) => void): Promise<void> {
    const turn = new Turn(this.replica);
    change(turn);
    await this.keep(turn);
  }

  /** Nothing runs any more; what waits is refused. Resolves when what was begun has ended. */
  async stop(): Promise<void> {
    this.isStopped = true;
    const refused = this.waiting;
    this.waiting = [];
    for (const one of refused) one.reject(new ImError('CANCELLED', 'The session was closed.'));
    await this.running;
  }

  private running: Promise<void> = Promise.resolve();
  private isKeeping = false;
  private toTell: (() => void)[] = [];

  private enqueue(one: Pick<Waiting, 'kind' | 'run'>): Promise<unknown> {
    if (this.isStopped) return Promise.reject(new ImError('CANCELLED', 'The session was closed.'));
    const promise = new Promise((resolve, reject) => {
      this.waiting.push({ ...one, resolve, reject } as Waiting);
    });
    // Who does not wait for it hears of a failure through onFault.
    promise.catch(() => {});
    if (!this.isWorking) {
      this.isWorking = true;
      this.running = this.work();
    }
    return promise;
  }

  private async work(): Promise<void> {
    // What is called in one go stands in one transaction.
    await undefined;
    while (this.waiting.length > 0) {
      const first = this.waiting[0] as Waiting;
      if (first.kind === 'alone') {
        this.waiting.shift();
        await this.runAlone(first);
      } else {
        const end = this.waiting.findIndex((one) => one.kind === 'alone');
        const count = Math.min(end < 0 ? this.waiting.length : end, mostAtOnce);
        await this.runTogether(this.waiting.splice(0, count) as Extract<Waiting, { kind: 'change' }>[]);
      }
    }
    this.isWorking = false;
  }

  private async runAlone(one: Extract<Waiting, { kind: 'alone' }>): Promise<void> {
    try {
      one.resolve((await one.run()) as never);
    } catch (error) {
      if (ImError.is(error, 'STORE')) this.hooks.onFault(error);
      one.reject(error);
    }
  }

  private async runTogether(changes: Extract<Waiting, { kind: 'change' }>[]): Promise<void> {
    const turn = new Turn(this.replica);
    const settle: (() => void)[] = [];
    const kept: typeof changes = [];
    for (const one of changes) {
      try {
        const value = one.run(turn);
        settle.push(() => one.resolve(value as never));
        kept.push(one);
      } catch (error) {
        one.reject(error);
      }
    }
    try {
      await this.keep(turn);
      for (const run of settle) run();
    } catch (error) {
      this.hooks.onFault(error);
      for (const one of kept) one.reject(error);
    }
  }

  private async keep(turn: Turn): Promise<void> {
    this.isKeeping = true;
    try {
      await this.replica.commit(turn);
    } catch (error) {
      for (const undo of turn.undone) undo();
      throw error;
    } finally {
      this.isKeeping = false;
    }
    for (const tell of [...turn.told, ...this.toTell.splice(0)]) {
      try {
        tell();
      } catch (error) {
        this.hooks.onError(error);
      }
    }
    this.hooks.onTold();
    await this.moveReported(turn);
  }

  /** After the listeners returned. Where this is not kept, what the turn itself did still is. */
  private async moveReported({ reported }: Turn): Promise<void> {
    const reports = new Draft(this.replica);
    for (const id of reported) {
      const record = reports.get(id);
      if (record) reports.put(advanceReported(record));
    }
    await this.replica.commit(reports).catch(this.hooks.onFault);
  }
}
