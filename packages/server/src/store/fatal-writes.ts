import { type Store, StoreFullError } from './store.js';

/** The store, where a write of people or sessions that failed for another reason than room is as fatal as a commit (D1). */
export function withFatalWrites(store: Store, onFatal: (error: unknown) => void): Store {
  const guarded =
    <Args extends unknown[], T>(write: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      try {
        return await write(...args);
      } catch (error) {
        if (!(error instanceof StoreFullError)) onFatal(error);
        throw error;
      }
    };
  return {
    ...store,
    createApplication: guarded(store.createApplication),
    updateApplication: guarded(store.updateApplication),
    createUser: guarded(store.createUser),
    updateUser: guarded(store.updateUser),
    openSession: guarded(store.openSession),
    endSession: guarded(store.endSession),
    touchSession: guarded(store.touchSession),
    createMedia: guarded(store.createMedia),
    completeMedia: guarded(store.completeMedia),
    forgetMedia: guarded(store.forgetMedia),
    sweepMedia: guarded(store.sweepMedia),
  };
}
