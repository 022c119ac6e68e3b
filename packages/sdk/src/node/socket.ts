import { WebSocket } from 'ws';
import type { TransportConnection, TransportEvents } from '../transport/transport.js';

/** The `ws` package: Node 20 has no WebSocket of its own. */
export function openSocket(url: string, protocol: string, events: TransportEvents): TransportConnection {
  const socket = new WebSocket(url, protocol, { perMessageDeflate: false });
  let isClosed = false;
  const closed = (code: number) => {
    if (isClosed) return;
    isClosed = true;
    events.closed(code);
  };
  socket.on('open', () => events.opened());
  socket.on('message', (data, isBinary) => {
    if (!isBinary) events.message(String(data));
  });
  // Without a listener an error ends the process; a `close` follows it always.
  socket.on('error', () => {});
  socket.on('close', (code) => closed(code));
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close() {
      closed(1006);
      socket.close();
      // The other side may be gone: its farewell is not waited for.
      const timer = setTimeout(() => socket.terminate(), 1_000);
      timer.unref();
      socket.on('close', () => clearTimeout(timer));
    },
  };
}
