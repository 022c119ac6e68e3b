import type { TransportConnection, TransportEvents } from './transport.js';

/** The browser's own WebSocket. */
export function openSocket(url: string, protocol: string, events: TransportEvents): TransportConnection {
  const socket = new WebSocket(url, protocol);
  let isClosed = false;
  const closed = (code: number) => {
    if (isClosed) return;
    isClosed = true;
    events.closed(code);
  };
  socket.onopen = () => events.opened();
  socket.onmessage = ({ data }) => {
    if (typeof data === 'string') events.message(data);
  };
  socket.onclose = ({ code }) => closed(code);
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close() {
      socket.close();
      // A dead network would let the browser wait a minute for the other side's farewell.
      closed(1006);
    },
  };
}
