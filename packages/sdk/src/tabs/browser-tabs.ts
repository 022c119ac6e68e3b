import { systemClock, systemRandom, uuidv7 } from '@palaver/protocol';
import { later } from '../later.js';
import type { TabChannel } from './tab-line.js';
import type { TabsPorts } from './tabs.js';

/** What this browser has for tabs that share a store. Undefined where nothing is shared, or where tabs cannot hear one another. */
export function runtimeTabs(place: string | undefined): TabsPorts | undefined {
  if (place === undefined || typeof BroadcastChannel === 'undefined') return undefined;
  return {
    place,
    locks: runtimeLocks(),
    channel: openChannel,
    memory: {
      get: (key) => attempt(() => sessionStorage.getItem(key)) ?? undefined,
      set(key, value) {
        attempt(() => (value === undefined ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, value)));
      },
    },
  };
}

function openChannel(name: string): TabChannel {
  const channel = new BroadcastChannel(name);
  return {
    post: (note) => channel.postMessage(note),
    listen: (hear) => {
      channel.onmessage = ({ data }) => hear(data);
    },
    close: () => channel.close(),
  };
}

/** A page that came without TLS, as over a local network, has none of its own. */
function runtimeLocks(): TabsPorts['locks'] {
  const { locks } = navigator as { locks?: LockManager };
  return locks ?? pageLocks();
}

/** Loaded where they are needed, which is seldom. */
export function pageLocks(): TabsPorts['locks'] {
  const locks = later(async () =>
    (await import('./channel-locks.js')).channelLocks({
      clock: systemClock,
      channel: openChannel,
      newId: () => uuidv7(systemClock, systemRandom),
      onLeave: (leave) => addEventListener('pagehide', leave),
    }),
  );
  const request = async (...asked: Parameters<LockManager['request']>) => (await locks()).request(...asked);
  return { request: request as LockManager['request'] };
}

/** A page may be denied its session storage: then it remembers what all tabs remember. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
