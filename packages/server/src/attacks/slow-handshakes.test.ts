import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { closeCodes, subprotocol } from '@palaver/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createServer, type Server } from '../server.js';
import { rawClient } from '../testing/raw-client.js';

let server: Server;
beforeAll(async () => {
  server = await createServer({ port: 0, data: 'memory' });
});
afterAll(() => server.close());

const dial = (): Socket => connect(Number(new URL(server.url).port), '127.0.0.1').on('error', () => {});
/** Says something again and again, as long as it can. */
function dribble(socket: Socket, text: (at: number) => string): void {
  let at = 0;
  const timer = setInterval(() => (socket.writable ? socket.write(text(at++)) : clearInterval(timer)), 500);
  socket.once('close', () => clearInterval(timer));
}

it('[Load] who does not come to the point is cut off, and nobody waits for him', async () => {
  const drops = dial();
  drops.write('GET /healthz HTTP/1.1\r\nhost: x\r\n');
  dribble(drops, (at) => `x-${at}: y\r\n`);
  const upgrades = dial();
  upgrades.write('GET /socket HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n');
  dribble(upgrades, (at) => `x-${at}: y\r\n`);
  for (const socket of [drops, upgrades]) socket.resume();
  const greets = new WebSocket(`${server.url.replace('http', 'ws')}/socket`, subprotocol);
  const greeted = once(greets, 'close');
  await once(greets, 'open');
  // It beats, and says nothing else.
  let r = 0;
  const beat = setInterval(() => greets.readyState === WebSocket.OPEN && greets.send(`{"t":"ping","r":${++r}}`), 1_000);
  const many = Array.from({ length: 200 }, dial);

  const good = await rawClient(server.url);
  expect(await good.ask('ping')).toMatchObject({ t: 'ok' });
  await Promise.all([once(drops, 'close'), once(upgrades, 'close')]);
  expect((await greeted)[0]).toBe(closeCodes.notGreeted.code);
  clearInterval(beat);
  for (const socket of many) socket.destroy();
  good.socket.close();
});
