import type { LocalStore } from '../api.js';
import { memoryStore } from './memory-store.js';
import { describeLocalStore } from './store-contract.js';

const places = new Map<string, LocalStore>();

describeLocalStore('memory', (place) => {
  const store = places.get(place) ?? memoryStore();
  places.set(place, store);
  return store;
});
