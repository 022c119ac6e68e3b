import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A device's way to the server, as bad as one wants it. */
export interface Line {
  readonly url: string;
  /** What the server sends is lost from now on, and nobody notices. */
  deafen(): void;
  /** All connections end, and no new one comes about. */
  cut(): void;
  mend(): void;
  close(): void;
}

/** `url`: where the server is now. */
export async function openLine(url: () => string): Promise<Line> {
  const ways = new Set<{ readonly near: Socket; readonly far: Socket }>();
  let state: 'well' | 'deaf' | 'cut' = 'well';
  const listener = createServer((near) => {
    if (state === 'cut') {
      near.destroy();
      return;
    }
    const { hostname, port } = new URL(url());
    const far = connect(Number(port || 80), hostname);
    const way = { near, far };
    ways.add(way);
    const end = () => {
      ways.delete(way);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      socket.on('error', end);
      socket.on('close', end);
    }
    near.pipe(far);
    far.pipe(near);
    if (state === 'deaf') silence(way);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const breakAll = () => {
    for (const { near, far } of [...ways]) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    deafen() {
      state = 'deaf';
      for (const way of ways) silence(way);
    },
    cut() {
      state = 'cut';
      breakAll();
    },
    mend() {
      state = 'well';
      breakAll();
    },
    close() {
      listener.close();
      breakAll();
    },
  };
}

function silence({ near, far }: { readonly near: Socket; readonly far: Socket }): void {
  far.unpipe(near);
  far.resume();
}
