import type { LocalStore } from '../api.js';
import type { Change, LocalStorePort } from '../store/local-store.js';

/** A store whose process ends after a write of the test's choice: that write is kept, nothing after it happens. */
export function dyingStore(kept: LocalStore): {
  readonly store: LocalStore;
  dieAfter(isLast: (change: Change) => boolean): void;
} {
  const port = kept as LocalStorePort;
  const never = new Promise<never>(() => {});
  let isLast: (change: Change) => boolean = () => false;
  let isDead = false;
  const store: LocalStorePort = {
    ...port,
    async open(account) {
      const database = await port.open(account);
      return {
        ...database,
        async write(changes, fence) {
          if (isDead) return never;
          await database.write(changes, fence);
          isDead = changes.some(isLast);
          if (isDead) return never;
        },
      };
    },
  };
  return {
    store,
    dieAfter(chosen) {
      isLast = chosen;
    },
  };
}
