import { once } from 'node:events';
import { connect } from 'node:net';
import { closeCodes, limits, subprotocol, systemClock } from '@palaver/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { checkConfig } from '../config.js';
import type { Socket } from '../core-ports.js';
import { StartError } from '../start-error.js';
import { type Listening, listen } from './listen.js';
import { createWebSocketGateway } from './websocket.js';

/** A core that writes down what it is told, and ends a connection on a fault as the real one does. */
function recordingCore() {
  const seen: string[] = [];
  const sockets: Socket[] = [];
  const accept = (socket: Socket) => {
    sockets.push(socket);
    return {
      message: (text: string) => void seen.push(text),
      fault: (reason: 'tooLarge' | 'malformed') => {
        seen.push(`fault ${reason}`);
        socket.close(closeCodes[reason].code, reason);
      },
      closed: () => void seen.push('closed'),
    };
  };
  return { accept, seen, sockets };
}

let listening: Listening | undefined;
afterEach(() => listening?.cut());

async function serve(settings: object = {}) {
  const config = checkConfig({ port: 0, ...settings });
  const core = recordingCore();
  const gateway = createWebSocketGateway(core.accept, systemClock, config);
  listening = await listen(config, (_request, response) => response.end('http'), gateway);
  const address = `${listening.url.replace('http', 'ws')}/socket`;
  return { ...core, url: listening.url, address, port: Number(new URL(listening.url).port) };
}

const open = async (address: string, protocols: string | string[] = subprotocol, headers = {}) => {
  const socket = new WebSocket(address, protocols, { headers });
  socket.on('error', () => {});
  await once(socket, 'open');
  return socket;
};
const closing = async (socket: WebSocket) => {
  const [code, reason] = await once(socket, 'close');
  return [code, String(reason)];
};
const statusOfRefusal = async (address: string, headers = {}) => {
  const socket = new WebSocket(address, subprotocol, { headers });
  const [error] = await Promise.race([once(socket, 'error'), once(socket, 'open').then(() => ['opened'])]);
  socket.terminate();
  return String(error);
};

describe('the WebSocket gateway', () => {
  it('hands texts on and back, in order', async () => {
    const { address, seen, sockets } = await serve();
    const client = await open(address);
    client.send('one');
    client.send('zwei 二');
    await expect.poll(() => seen).toEqual(['one', 'zwei 二']);
    const answers: string[] = [];
    client.on('message', (data) => answers.push(String(data)));
    for (const text of ['a', 'b', 'b', '三']) sockets[0]?.send(text);
    await expect.poll(() => answers).toEqual(['a', 'b', 'b', '三']);
    sockets[0]?.close(closeCodes.drained.code, 'drained');
    expect(await closing(client)).toEqual([4001, 'drained']);
    await expect.poll(() => seen.at(-1)).toBe('closed');
    expect(() => sockets[0]?.send('too late')).not.toThrow();
  });

  it('writes all frames of a tick in one packet', async () => {
    const { address, sockets } = await serve();
    const client = await open(address);
    const chunks: Buffer[] = [];
    const stream = (client as unknown as { _socket: NodeJS.ReadableStream })._socket;
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    let count = 0;
    client.on('message', () => count++);
    for (let at = 0; at < 50; at++) sockets[0]?.send(`frame ${at}`);
    expect(sockets[0]?.bufferedBytes()).toBeGreaterThan(400);
    await expect.poll(() => count).toBe(50);
    expect(chunks).toHaveLength(1);
    expect(sockets[0]?.bufferedBytes()).toBe(0);
  });

  it('[Input P1] ends a connection on a frame that is too large or binary, and no other', async () => {
    const { address, seen } = await serve();
    const bystander = await open(address);
    for (const [payload, code, fault] of [
      ['x'.repeat(limits.frameBytes + 1), 4004, 'fault tooLarge'],
      ['x'.repeat(5_000_000), 4004, 'fault tooLarge'],
      [Buffer.from('{}'), 4003, 'fault malformed'],
    ] as const) {
      const client = await open(address);
      const end = closing(client);
      client.send(payload);
      expect((await end)[0]).toBe(code);
      await expect.poll(() => seen).toEqual([fault, 'closed']);
      seen.length = 0;
    }
    bystander.send('x'.repeat(limits.frameBytes));
    await expect.poll(() => seen.length).toBe(1);
  });

  it('[P1] what comes after a fault is not handed on', async () => {
    const { address, seen } = await serve();
    const client = await open(address);
    client.send(Buffer.from('binary'));
    client.send('after');
    await closing(client);
    await expect.poll(() => seen).toEqual(['fault malformed', 'closed']);
  });

  it('ends a connection that breaks the WebSocket protocol itself', async () => {
    const { address, seen } = await serve();
    const broken = [
      Buffer.from([0x83, 0x80, 0, 0, 0, 0]),
      Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0xff]),
      Buffer.from([0xff, 0xff]),
    ];
    for (const bytes of broken) {
      const client = await open(address);
      const end = once(client, 'close');
      (client as unknown as { _socket: NodeJS.WritableStream })._socket.write(bytes);
      expect((await end)[0]).toBe(4003);
      await expect.poll(() => seen).toEqual(['fault malformed', 'closed']);
      seen.length = 0;
    }
  });

  it('[P7] closes a client of another version with a code that it can read', async () => {
    const { address, seen } = await serve();
    for (const protocols of [['palaver.v99.json'], []]) {
      const client = new WebSocket(address, protocols);
      expect((await closing(client))[0]).toBe(closeCodes.version.code);
    }
    const client = await open(address, ['palaver.v99.json', subprotocol]);
    expect(client.protocol).toBe(subprotocol);
    client.close();
    await expect.poll(() => seen).toEqual(['closed']);
  });

  it('[Sessions] refuses a foreign origin at the upgrade', async () => {
    const { address, port } = await serve({
      allowedOrigins: ['https://friend.example'],
      publicUrl: 'https://chat.example/',
    });
    for (const origin of [
      'https://evil.example',
      'null',
      '',
      'nonsense',
      `http://127.0.0.1:${port + 1}`,
      'http://friend.example',
    ])
      expect(await statusOfRefusal(address, { origin }), origin).toContain('403');
    for (const origin of [`http://127.0.0.1:${port}`, 'https://friend.example', 'https://chat.example'])
      (await open(address, subprotocol, { origin })).terminate();
  });

  it('has one address for sockets', async () => {
    const { url } = await serve();
    for (const path of ['/', '/socket/', '/socketx', '//', '/socket%00'])
      expect(await statusOfRefusal(url.replace('http', 'ws') + path), path).toContain('404');
  });

  it('tells the address of the client, and of one behind a proxy only where the proxy is trusted', async () => {
    const forwarded = { 'x-forwarded-for': '10.0.0.1, 203.0.113.7' };
    const direct = await serve();
    (await open(direct.address, subprotocol, forwarded)).terminate();
    expect(direct.sockets[0]?.address).toBe('127.0.0.1');
    listening?.cut();
    const proxied = await serve({ trustProxy: true });
    (await open(proxied.address, subprotocol, forwarded)).terminate();
    expect(proxied.sockets[0]?.address).toBe('203.0.113.7');
  });

  it('[Load] lives through broken handshakes', async () => {
    const { port, address } = await serve();
    const handshakes = [
      'GET /socket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      'GET /socket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: short\r\nSec-WebSocket-Version: 13\r\n\r\n',
      'GET // HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      'nonsense\r\n\r\n',
      `GET / HTTP/1.1\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`,
    ];
    for (const text of handshakes) {
      const raw = connect(port, '127.0.0.1', () => raw.write(text)).on('error', () => {});
      const ended = new Promise((resolve) => raw.once('close', resolve));
      raw.resume();
      await ended;
    }
    (await open(address)).terminate();
  });

  it('a taken port is refused with a sentence that says what to do', async () => {
    const { port } = await serve();
    const gateway = createWebSocketGateway(recordingCore().accept, systemClock, checkConfig({}));
    const second = listen({ host: '127.0.0.1', port }, () => {}, gateway);
    await expect(second).rejects.toThrow(StartError);
    await expect(second).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken.`);
    const elsewhere = listen({ host: '203.0.113.1', port: 0 }, () => {}, gateway);
    await expect(elsewhere).rejects.toThrow('203.0.113.1 is no address of this machine.');
  });

  it('cuts a peer that does not answer the close, so that closing always ends', async () => {
    const { port, sockets } = await serve();
    const silent = connect(port, '127.0.0.1', () =>
      silent.write(
        `GET /socket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: ${subprotocol}\r\n\r\n`,
      ),
    ).on('error', () => {});
    silent.resume();
    await expect.poll(() => sockets.length).toBe(1);
    await listening?.close(async () => sockets[0]?.close(closeCodes.drained.code, 'drained'));
    silent.destroy();
  }, 10_000);
});
