import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { createServer } from '@palaver/server';
import { expect, it, onTestFinished } from 'vitest';
import { withoutBounds } from './crew.js';
import { Crowd } from './crowd.js';
import { checkPages } from './log.js';
import { Pairs } from './pairs.js';
import type { Run } from './run.js';

/** What becomes of a connection's frames on their way: those that go on. */
type Tamper = (frame: Buffer) => readonly Buffer[];
/** Whether this is the third entry of a log, the first time that it goes by anywhere. */
type IsTheOne = (frame: Buffer) => boolean;

const faults = {
  nothing: () => (frame) => [frame],
  lost: (isTheOne) => (frame) => (isTheOne(frame) ? [] : [frame]),
  doubled: (isTheOne) => (frame) => (isTheOne(frame) ? [frame, frame] : [frame]),
  'out of order': (isTheOne) => {
    const held: Buffer[] = [];
    return (frame) => {
      if (!isTheOne(frame)) return frame.includes('"t":"entry"') ? [frame, ...held.splice(0)] : [frame];
      held.push(frame);
      return [];
    };
  },
  changed: (isTheOne) => (frame) => {
    if (isTheOne(frame)) frame.write('THE', frame.indexOf('These are'));
    return [frame];
  },
} satisfies Record<string, (isTheOne: IsTheOne) => Tamper>;

function once(): IsTheOne {
  let isOver = false;
  return (frame) => {
    if (isOver || !frame.includes('"entry":{"seq":3,')) return false;
    isOver = true;
    return true;
  };
}

/** A server, and in front of it somebody who meddles with one frame. */
async function behind(fault: keyof typeof faults): Promise<Run> {
  const isTheOne = once();
  const server = await createServer({ port: 0, data: 'memory' });
  const port = Number(new URL(server.url).port);
  const proxy = createTcpServer((near) => {
    const far = connect(port, '127.0.0.1');
    near.on('error', () => far.destroy()).on('close', () => far.destroy());
    far.on('error', () => near.destroy()).on('close', () => near.destroy());
    let rest = Buffer.alloc(0);
    let isSocket: boolean | undefined;
    const tamper = (faults[fault] as (isTheOne: IsTheOne) => Tamper)(isTheOne);
    near.on('data', (bytes) => {
      isSocket ??= bytes.includes('Upgrade: websocket');
      far.write(bytes);
    });
    let isGreeted = false;
    far.on('data', (bytes) => {
      if (!isSocket) return void near.write(bytes);
      rest = Buffer.concat([rest, bytes]);
      if (!isGreeted) {
        const end = rest.indexOf('\r\n\r\n');
        if (end < 0) return;
        near.write(rest.subarray(0, end + 4));
        rest = rest.subarray(end + 4);
        isGreeted = true;
      }
      for (let length = frameLength(rest); length <= rest.length; length = frameLength(rest)) {
        for (const frame of tamper(Buffer.from(rest.subarray(0, length)))) near.write(frame);
        rest = rest.subarray(length);
      }
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    proxy.close();
    await server.close();
  });
  const [application] = await server.admin.applications();
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const target = { url, appKey: 'default', secret: application?.secrets[0] ?? '' };
  await withoutBounds(target);
  const meter = { read: async () => ({}), rest: async () => {} };
  return { target, meter, isQuick: true, say: () => {} };
}

function frameLength(bytes: Buffer): number {
  if (bytes.length < 4) return Number.POSITIVE_INFINITY;
  const short = (bytes[1] as number) & 0x7f;
  return short < 126 ? 2 + short : 4 + bytes.readUInt16BE(2);
}

const course = { messages: 30, pace: { inFlight: 2 } };

it('finds nothing wrong where nothing is', async () => {
  const run = await behind('nothing');
  const pairs = await Pairs.meet(run, 2);
  await pairs.go(course);
  pairs.close();
  const crowd = await Crowd.gather(run, 4, 2);
  await crowd.go(course);
  crowd.close();
});

it.each(['lost', 'doubled', 'out of order'] as const)(
  'gives no figure for pairs where a message is %s',
  async (fault) => {
    const run = await behind(fault);
    const pairs = await Pairs.meet(run, 1);
    await expect(pairs.go(course)).rejects.toThrow('lost, doubled or out of order');
    pairs.close();
  },
);

it.each(['lost', 'doubled', 'out of order', 'changed'] as const)(
  'gives no figure for a group where a message is %s',
  async (fault) => {
    const run = await behind(fault);
    const crowd = await Crowd.gather(run, 4, 1);
    await expect(crowd.go(course)).rejects.toThrow(
      fault === 'changed' ? 'not the same' : 'Lost, doubled or out of order',
    );
    crowd.close();
  },
);

it('finds what is missing in a log that is read', () => {
  const entry = (seq: number, count = seq - 1) => ({
    seq,
    body: { kind: 'message', message: { id: `x${String(count).padStart(12, '0')}` } },
  });
  const page = (from: number, to: number, ...entries: object[]) => JSON.stringify({ from, to, entries });
  expect(checkPages([page(3, 4, entry(3), entry(4)), page(1, 2, entry(1), entry(2))])).toBe(4);
  expect(() => checkPages([page(3, 3, entry(3)), page(1, 1, entry(1))])).toThrow('missing');
  expect(() => checkPages([page(1, 3, entry(1), entry(3))])).toThrow('Lost');
  expect(() => checkPages([page(1, 2, entry(1), entry(2, 0))])).toThrow('Lost');
  expect(() => checkPages([page(1, 3, entry(1), entry(2))])).toThrow('empty');
});
