import type { TabsPorts } from './tabs.js';

/** What this browser has for tabs that share a store. Undefined where nothing is shared, or where it has no locks, as on pages without TLS. */
export function runtimeTabs(place: string | undefined): TabsPorts | undefined {
  if (place === undefined || typeof navigator === 'undefined' || !navigator.locks) return undefined;
  if (typeof BroadcastChannel === 'undefined') return undefined;
  return {
    place,
    locks: navigator.locks,
    channel(name) {
      const channel = new BroadcastChannel(name);
      return {
        post: (note) => channel.postMessage(note),
        listen: (hear) => {
          channel.onmessage = ({ data }) => hear(data);
        },
        close: () => channel.close(),
      };
    },
    memory: {
      get: (key) => attempt(() => sessionStorage.getItem(key)) ?? undefined,
      set(key, value) {
        attempt(() => (value === undefined ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, value)));
      },
    },
  };
}

/** A page may be denied its session storage: then it remembers what all tabs remember. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
