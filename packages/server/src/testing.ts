// What the simulation, and whoever tests against the server in his own process, puts together by hand.
export { createCore } from './core.js';
export type { Core, CoreDeps, Socket, SocketEvents } from './core-ports.js';
export type { MediaDesk } from './media/media-desk.js';
export type { MediaStore } from './media/media-store.js';
export { createMemoryMediaStore } from './media/memory-media-store.js';
export { createMemoryIndex } from './search/memory-index.js';
export type { Search } from './search/search.js';
export { createSearch } from './search/searcher.js';
export type { Commit, Operation, Outcome } from './store/batch.js';
export {
  createMemoryStore,
  type MemorySnapshot,
  type MemoryStore,
  type MemoryStoreOptions,
  restoreMemoryStore,
} from './store/memory/memory-store.js';
export type { ApplicationSettings } from './store/people-rows.js';
export type { EntryRow, StateRow } from './store/rows.js';
export { openSqliteStore } from './store/sqlite/sqlite-store.js';
export { type Store, StoreFullError } from './store/store.js';
