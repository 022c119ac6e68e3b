import { subprotocol } from '@palaver/protocol';
import { openSocket } from '#websocket';
import type { Transport } from '../api.js';
import type { TransportPort } from './transport.js';

/** The runtime's WebSocket; under Node the `ws` package, chosen by the `node` condition of this package. */
export function webSocketTransport(): Transport {
  const transport: TransportPort = {
    name: 'websocket',
    connect: (url, events) => openSocket(url, subprotocol, events),
  };
  return transport;
}
