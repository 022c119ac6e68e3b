import type { LocalStore, Platform } from '../api.js';
import type { Presence } from '../ports.js';
import { indexedDbStore } from '../store/indexeddb-store.js';
import { memoryStore } from '../store/memory-store.js';

// What the runtime tells of itself. Nothing is looked at before it is asked for.

const page = () => (typeof document === 'undefined' ? undefined : document);

export const runtimePlatform = (): Platform => (page() ? 'web' : 'node');

/** IndexedDB in a page, memory elsewhere. */
export const runtimeStore = (): LocalStore =>
  page() && typeof indexedDB !== 'undefined' ? indexedDbStore() : memoryStore();

/** A page that is hidden may wait longer; one that comes back connects at once. */
export const runtimePresence: Presence = {
  isHidden: () => page()?.visibilityState === 'hidden',
  onReturn(listener) {
    const visible = () => {
      if (page()?.visibilityState === 'visible') listener();
    };
    if (!page()) return () => {};
    document.addEventListener('visibilitychange', visible);
    window.addEventListener('online', listener);
    return () => {
      document.removeEventListener('visibilitychange', visible);
      window.removeEventListener('online', listener);
    };
  },
};

// biome-ignore lint/suspicious/noConsole: what nobody asked to hear of is shown where a developer looks.
export const reportError = (error: unknown): void => console.error(error);
