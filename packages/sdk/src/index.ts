export { indexedDbStore } from './store/indexeddb-store.js';
export { memoryStore } from './store/memory-store.js';
