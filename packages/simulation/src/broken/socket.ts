import type { ServerSeams } from '../world/server.js';

const isEntry = (text: string) => text.startsWith('{"t":"entry"');

/** Loses one push in so many. */
export function droppingPushes(oneIn: number): ServerSeams {
  let pushes = 0;
  return {
    socket: (socket) => ({
      ...socket,
      send: (text) => {
        if (isEntry(text) && ++pushes % oneIn === 0) return;
        socket.send(text);
      },
    }),
  };
}

/** Loses the pushes that tell who has read what. */
export function droppingReceipts(): ServerSeams {
  return {
    socket: (socket) => ({
      ...socket,
      send: (text) => {
        if (!text.startsWith('{"t":"receipts"')) socket.send(text);
      },
    }),
  };
}

/** Gives one push in so many another text. */
export function garblingPushes(oneIn: number): ServerSeams {
  let pushes = 0;
  return {
    socket: (socket) => ({
      ...socket,
      send: (text) => socket.send(isEntry(text) && ++pushes % oneIn === 0 ? text.replace('"text ', '"test ') : text),
    }),
  };
}
