import type { Store } from '../store.js';

/** What the parts of the contract get: a store of their own for each test, closed after it. */
export interface StoreTest {
  open(): Promise<{ readonly store: Store; readonly reopen?: () => Promise<Store> }>;
}
