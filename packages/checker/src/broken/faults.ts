import { brokenClients } from './clients.js';
import { brokenServers } from './servers.js';

export const faults = [...brokenServers, ...brokenClients];

/** Every row, and what is to be found by it. D3 has no name of its own: an unknown message that stands twice is an id at two places, D4. */
export const rows: readonly string[] = Array.from({ length: 23 }, (_, at) => `D${at + 1}`);
export const rowsOfOthers: readonly string[] = ['D3'];
