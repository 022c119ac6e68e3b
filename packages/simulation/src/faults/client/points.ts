import process from 'node:process';
import type { LocalDatabase, LocalStorePort, TransportPort } from '@palaver/sdk/testing';

/** Where a client's process may end: with its frame on the way, with the answer or an entry read and not stored, while it stores, and stored but not told. */
export const points = ['sent', 'answered', 'received', 'storing', 'stored'] as const;
export type Point = (typeof points)[number];

/** Ends the process without warning at the `after`-th time that the point is passed. */
export interface Death {
  readonly at: Point;
  readonly after: number;
}

export function createFate(death: Death | undefined): (point: Point) => void {
  let passed = 0;
  return (point) => {
    if (death?.at === point && ++passed === death.after) process.kill(process.pid, 'SIGKILL');
  };
}

export const dyingTransport = (transport: TransportPort, pass: (point: Point) => void): TransportPort => ({
  ...transport,
  connect(url, events) {
    const connection = transport.connect(url, {
      ...events,
      message(text) {
        if (text.startsWith('{"t":"entry"')) pass('received');
        if (text.startsWith('{"t":"ok"') && text.includes('"sid"')) pass('answered');
        events.message(text);
      },
    });
    return {
      ...connection,
      send(text) {
        connection.send(text);
        if (text.includes('"t":"send"')) pass('sent');
      },
    };
  },
});

export const dyingStore = (store: LocalStorePort, pass: (point: Point) => void): LocalStorePort => ({
  ...store,
  open: async (account) => dyingDatabase(await store.open(account), pass),
});

const dyingDatabase = (database: LocalDatabase, pass: (point: Point) => void): LocalDatabase => ({
  ...database,
  async write(changes, fence) {
    const hasMessages = changes.some((change) => 'put' in change && change.put === 'message');
    if (hasMessages) pass('storing');
    await database.write(changes, fence);
    if (hasMessages) pass('stored');
  },
});
