import { later } from './later.js';

/**
 * What a device needs for its list and its history, and for text that it sends and receives, is loaded at first. These are
 * the parts for everything else; `loaded-later.ts` names them again for those who can wait for nothing.
 */
export const parts = {
  /** What is asked for now and then: people, groups, devices, receipts, retractions, commands. */
  asking: later(() => import('./asking-kit.js')),
  rooms: later(() => import('./rooms/room-kit.js')),
  search: later(() => import('./searching.js')),
  /** The server has another history (D23). */
  startOver: later(() => import('./sync/start-over.js')),
  /** What was taken back while this device was away has expired (P80). */
  expired: later(() => import('./sync/expired.js')),
  /** Where other tabs can be: who brings a store of his own does without. */
  tabs: later(() => import('./tabs/tabs.js')),
} as const;

/** While the server can be reached: what somebody may want when it no longer can. */
export function loadAhead(): void {
  for (const load of [parts.asking, parts.search]) load().catch(() => {});
}
