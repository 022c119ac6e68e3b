import { systemRandom, wakefulClock } from '@palaver/protocol';
import { loadMediaKit } from '#media';
import type { Client, ClientOptions } from './api.js';
import { assembleClient, type ClientParts } from './client.js';
import type { LocalStorePort } from './store/local-store.js';
import { runtimeTabs } from './tabs/browser-tabs.js';
import { reportError, runtimePlatform, runtimePresence, runtimeStore } from './transport/runtime.js';
import type { TransportPort } from './transport/transport.js';
import { webSocketTransport } from './transport/websocket.js';

/** Does no I/O and opens nothing: that begins with login, resume or register. Harmless at module level, in server rendering and in React's double effects. */
export const createClient = (options: ClientOptions): Client => createClientWith(options, { media: loadMediaKit });

/** The same over ports of one's own: for the simulation, whose clock and chance are virtual, and which moves media only over a port of its own. */
export function createClientWith(options: ClientOptions, ports: Partial<ClientParts>): Client {
  const store = (options.store ?? runtimeStore()) as LocalStorePort;
  return assembleClient(options, {
    clock: wakefulClock,
    random: systemRandom,
    presence: runtimePresence,
    store,
    tabs: runtimeTabs(store.sharedAs),
    transport: (options.transport ?? webSocketTransport()) as TransportPort,
    platform: options.platform ?? runtimePlatform(),
    onError: options.onError ?? reportError,
    ...ports,
  });
}
