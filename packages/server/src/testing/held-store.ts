import type { Commit, Operation } from '../store/batch.js';
import type { Store } from '../store/store.js';

/** A store whose commits wait for a word: what was handed over, and how each batch ends. */
export class HeldStore {
  readonly batches: { operations: readonly Operation[]; end(how: 'flush' | Error): void }[] = [];
  readonly store: Store;

  constructor(inner: Store) {
    this.store = new Proxy(inner, {
      get: (target, name) => {
        if (name === 'commit') return (operations: readonly Operation[]) => this.hold(target, operations);
        const value = Reflect.get(target, name) as unknown;
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  private hold(inner: Store, operations: readonly Operation[]): Promise<Commit> {
    return new Promise((resolve, reject) => {
      this.batches.push({
        operations,
        end: (how) => (how === 'flush' ? resolve(inner.commit(operations)) : reject(how)),
      });
    });
  }
}
