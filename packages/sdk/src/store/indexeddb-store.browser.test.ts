import { afterEach, describe, expect, it, vi } from 'vitest';
import { answerOf, openDatabase } from './indexeddb-requests.js';
import { indexedDbStore } from './indexeddb-store.js';
import type { LocalStorePort } from './local-store.js';
import { describeLocalStore } from './store-contract.js';

const portOf = (name: string) => indexedDbStore(name) as LocalStorePort;
const value = (n: number) => ({ put: 'value', key: 'n', value: n }) as const;

describeLocalStore('indexeddb', (place) => indexedDbStore(place));

describe('the browser’s database', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('says what to do where the browser keeps no data', async () => {
    const denied = { open: () => Promise.reject(), deleteDatabase: () => {} };
    vi.stubGlobal('indexedDB', {
      ...denied,
      open() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
    for (const ask of [portOf('denied').open('account'), portOf('denied').getItem('last')]) {
      await expect(ask).rejects.toMatchObject({ code: 'STORE', message: expect.stringContaining('memoryStore()') });
    }
    vi.stubGlobal('indexedDB', undefined);
    await expect(portOf('denied').open('account')).rejects.toMatchObject({ code: 'STORE' });
  });

  it('says to reload where a newer version wrote it', async () => {
    (await openDatabase({ name: 'newer/account', version: 99, upgrade: () => {} })).close();
    await expect(portOf('newer').open('account')).rejects.toMatchObject({
      code: 'STORE',
      message: expect.stringContaining('newer version'),
    });
  });

  it('makes way for a newer version in another tab, and says so from then on', async () => {
    const database = await portOf('outdated').open('account');
    const written = database.write([value(1)]);
    const newer = await openDatabase({ name: 'outdated/account', version: 99, upgrade: () => {} });
    await written;
    expect(await answerOf(newer.transaction('value').objectStore('value').get('n'))).toBe(1);
    await expect(database.write([value(2)])).rejects.toMatchObject({
      code: 'STORE',
      message: expect.stringContaining('reload'),
    });
    newer.close();
  });

  it('changes nothing where one record of a write cannot be kept', async () => {
    const database = await portOf('unkept').open('account');
    const bad = { put: 'value', key: 'm', value: () => {} } as const;
    await expect(database.write([value(1), bad, value(2)])).rejects.toMatchObject({ code: 'STORE' });
    expect((await database.load()).values).toEqual({});
    await database.write([value(3)]);
    expect((await database.load()).values).toEqual({ n: 3 });
    await database.close();
  });

  it('flushes at once what waits to be sent', async () => {
    const durabilities: (string | undefined)[] = [];
    const original = IDBDatabase.prototype.transaction;
    const spy = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
      this: IDBDatabase,
      ...args
    ) {
      durabilities.push(args[2]?.durability);
      return original.apply(this, args);
    });
    const database = await portOf('flushed').open('account');
    await database.write([value(1), { put: 'outbox', record: { id: 'm', position: 1 } }]);
    await database.write([value(2)]);
    expect(durabilities).toEqual(['strict', 'relaxed']);
    spy.mockRestore();
    await database.close();
  });
});
