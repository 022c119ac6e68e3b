import type { Client, Events } from '@palaver/sdk';
import type { Change, LocalDatabase, LocalStorePort } from '@palaver/sdk/testing';
import type { DeviceSeams } from '../world/device.js';

const withDatabase = (store: LocalStorePort, change: (database: LocalDatabase) => Partial<LocalDatabase>) => ({
  ...store,
  open: async (account: string) => {
    const database = await store.open(account);
    return { ...database, ...change(database) };
  },
});

/** Stores the cursor in a transaction of its own, before the rows that it covers. */
export function storingTheCursorFirst(): DeviceSeams {
  const isValue = (change: Change) => 'key' in change;
  return {
    localStore: (store) =>
      withDatabase(store, (database) => ({
        write: async (changes, fence) => {
          const values = changes.filter(isValue);
          if (values.length === 0 || values.length === changes.length) return database.write(changes, fence);
          await database.write(values, fence);
          return database.write(
            changes.filter((change) => !isValue(change)),
            fence,
          );
        },
      })),
  };
}

/** Says that a write is kept when it has only begun. */
export function resolvingWritesEarly(): DeviceSeams {
  return {
    localStore: (store) =>
      withDatabase(store, (database) => ({
        write: async (changes, fence) => void database.write(changes, fence),
      })),
  };
}

/** Tells of what was missed in two calls. */
export function callingTwice(): DeviceSeams {
  return {
    client: (client) => {
      const on: Client['on'] = (type, listener, options) => {
        if (type !== 'sync.offline') return client.on(type, listener, options);
        const tell = listener as (event: Events['sync.offline']) => void;
        return client.on('sync.offline', (event) => {
          const half = Math.ceil(event.messages.length / 2);
          tell({ ...event, messages: event.messages.slice(0, half) });
          if (event.messages.length > 1) tell({ ...event, messages: event.messages.slice(half) });
        });
      };
      return new Proxy(client, { get: (target, key) => (key === 'on' ? on : Reflect.get(target, key, target)) });
    },
  };
}

/** Keeps what a message said when it is taken back. */
export function keepingWhatWasRetracted(): DeviceSeams {
  const isPrompt = (change: Change) =>
    'put' in change && change.put === 'message' && (change.record.body as { kind: string }).kind === 'retracted';
  return {
    localStore: (store) =>
      withDatabase(store, (database) => ({
        write: async (changes, fence) => {
          const kept = await Promise.all(
            changes.map(async (change) => {
              if (!isPrompt(change) || !('record' in change)) return true;
              const { conversation, id } = change.record as { conversation: string; id: string };
              return (await database.message(conversation, id)) === undefined;
            }),
          );
          return database.write(
            changes.filter((_, at) => kept[at]),
            fence,
          );
        },
      })),
  };
}

/** Lets one message in so many be overtaken by what is sent after it. */
export function overtaking(oneIn: number): DeviceSeams {
  let sends = 0;
  return {
    transport: (transport) => ({
      ...transport,
      connect: (url, events) => {
        const connection = transport.connect(url, events);
        let held: string | undefined;
        return {
          ...connection,
          send: (text) => {
            if (held === undefined && text.includes('"t":"send"') && ++sends % oneIn === 0) {
              held = text;
              return;
            }
            connection.send(text);
            if (held !== undefined) connection.send(held);
            held = undefined;
          },
        };
      },
    }),
  };
}
