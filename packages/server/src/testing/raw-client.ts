import { once } from 'node:events';
import { subprotocol } from '@palaver/protocol';
import { WebSocket } from 'ws';

export type Frame = Record<string, unknown>;

/** Frames as they stand on the wire, with nothing between. */
export async function rawClient(url: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket`, subprotocol);
  const pushes: Frame[] = [];
  const waiting = new Map<unknown, (frame: Frame) => void>();
  socket.on('error', () => {});
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as Frame;
    const answered = waiting.get(frame['r']);
    if (answered) answered(frame);
    else pushes.push(frame);
  });
  const closed = once(socket, 'close').then(([code]) => code as number);
  await once(socket, 'open');
  let r = 0;
  const ask = (t: unknown, fields: object = {}): Promise<Frame> => {
    const number = ++r;
    socket.send(JSON.stringify({ t, r: number, ...fields }));
    return Promise.race([
      new Promise<Frame>((resolve) => waiting.set(number, resolve)),
      closed.then((code) => ({ t: 'closed', code })),
    ]);
  };
  const login = (credentials: object, platform = 'web') => ask('login', { version: 1, platform, credentials });
  return { socket, pushes, closed, ask, login, send: (data: string | Buffer) => socket.send(data) };
}

export const account = (username: string) => ({ username, password: `${username}-secret` });
export const message = (at: number, text = 'hello') => ({
  id: `0192f0c1-aaaa-7bbb-8ccc-${String(at).padStart(12, '0')}`,
  content: { type: 'text', text },
});

/** Registered and in. */
export async function loggedIn(url: string, username: string) {
  const client = await rawClient(url);
  await client.ask('register', account(username));
  const answer = await client.login({ kind: 'password', ...account(username) });
  if (answer['t'] !== 'ok') throw new Error(`${username} could not log in: ${JSON.stringify(answer)}`);
  return client;
}
