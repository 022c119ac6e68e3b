import type { Store } from '../store/store.js';
import type { Search } from './search.js';

/** The store, whose commits tell the search what they added to, and what they took away from. */
export const withSearch = (store: Store, search: Pick<Search, 'committed'>): Store => ({
  ...store,
  async commit(batch) {
    const commit = await store.commit(batch);
    const logs = new Set<number>();
    let hasRetraction = false;
    batch.forEach((operation, at) => {
      const outcome = commit.outcomes[at];
      const hasChanged = outcome?.kind === 'appended' || (outcome?.kind === 'expired' && outcome.count > 0);
      if (!hasChanged || !('c' in operation)) return;
      logs.add(operation.c);
      hasRetraction ||= operation.op === 'retract';
    });
    if (logs.size > 0) search.committed({ mark: commit.mark, logs: [...logs], hasRetraction });
    return commit;
  },
});
