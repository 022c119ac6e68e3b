import { type LocalStore, memoryStore } from '@palaver/sdk';
import { WebSocket } from 'ws';
import type { Machine } from '../world/machine.js';
import type { SocketMaker } from '../world/raw-device.js';
import { createLine } from './line.js';

/** What a machine with Node can do, for `runConformance`. A `line` needs a server without TLS. */
export const nodeMachine = (url: string): Pick<Machine, 'url' | 'store' | 'WebSocket' | 'foreignSocket' | 'line'> => ({
  url,
  store: rememberedStores(() => memoryStore()),
  WebSocket: WebSocket as unknown as SocketMaker,
  foreignSocket: ForeignSocket as unknown as SocketMaker,
  ...(url.startsWith('http:') && { line: () => createLine(url) }),
});

/** Stores that live as long as this process: the same name, the same data. */
export function rememberedStores(make: () => LocalStore): Machine['store'] {
  const stores = new Map<string, LocalStore>();
  return (name) => {
    const found = stores.get(name) ?? make();
    stores.set(name, found);
    return found;
  };
}

class ForeignSocket extends WebSocket {
  constructor(url: string, protocols?: string[]) {
    super(url, protocols, { origin: 'https://elsewhere.example' });
  }
}
