import { describe, expect, it } from 'vitest';
import type { LocalDatabase } from '../local-store.js';
import { putBlob, putConversation, putMessage, putValue, type Stores } from './kit.js';

type Key = readonly [conversation: string, message: string, name: string];

export function describeBlobs({ fresh, newPlace, port }: Stores): void {
  describe('blobs', () => {
    const text = async (database: LocalDatabase, ...key: Key) => (await database.blob(...key))?.text();

    it('gives back the bytes and their type under conversation, message and name, over a reopening too', async () => {
      const place = newPlace();
      const before = await (await port(place)).open('account');
      const bytes = new Uint8Array([0, 255, 128, 10]);
      await before.write([
        { put: 'blob', record: { conversation: 'c', message: 'm', name: 'a', blob: new Blob([bytes]) } },
        putBlob('c', 'm', 'b', 'second'),
        putBlob('c', 'm', 'empty', ''),
      ]);
      await before.write([putBlob('c', 'm', 'b', 'second, put again')]);
      await before.close();
      const after = await (await port(place)).open('account');
      const found = await after.blob('c', 'm', 'a');
      expect(new Uint8Array((await found?.arrayBuffer()) as ArrayBuffer)).toEqual(bytes);
      expect((await after.blob('c', 'm', 'b'))?.type).toBe('text/plain');
      expect(await text(after, 'c', 'm', 'b')).toBe('second, put again');
      expect((await after.blob('c', 'm', 'empty'))?.size).toBe(0);
      const never: Key[] = [
        ['c', 'a', 'm'],
        ['c', 'm', 'none'],
        ['m', 'c', 'a'],
      ];
      for (const key of never) expect(await after.blob(...key)).toBeUndefined();
      await after.close();
    });

    it('is not among what is loaded', async () => {
      const database = await fresh();
      await database.write([putBlob('c', 'm', 'a', 'bytes'), putValue('n', 1)]);
      expect(await database.load()).toEqual({ values: { n: 1 }, conversations: [], outbox: [] });
      await database.close();
    });

    it('removes one, or all of a message', async () => {
      const database = await fresh();
      const keys: Key[] = [
        ['c', 'm', 'a'],
        ['c', 'm', 'b'],
        ['c', 'mm', 'a'],
      ];
      await database.write(keys.map((key) => putBlob(...key, key.join())));
      await database.write([{ remove: 'blob', conversation: 'c', message: 'm', name: 'a' }]);
      expect(await text(database, 'c', 'm', 'a')).toBeUndefined();
      expect(await text(database, 'c', 'm', 'b')).toBe('c,m,b');
      await database.write([{ remove: 'blob', conversation: 'c', message: 'm' }]);
      expect(await text(database, 'c', 'm', 'b')).toBeUndefined();
      expect(await text(database, 'c', 'mm', 'a')).toBe('c,mm,a');
      await database.close();
    });

    it('[S6] goes with its message and with its conversation, and nothing of others', async () => {
      const database = await fresh();
      const kept: Key[] = [
        ['c', 'm2', 'a'],
        ['cc', 'm1', 'a'],
        ['', 'm1', 'a'],
      ];
      const gone: Key[] = [
        ['c', 'm1', 'a'],
        ['c', '', 'picture'],
      ];
      await database.write([
        putConversation('c'),
        putMessage('c', 'm1', [1, 0]),
        ...[...kept, ...gone].map((key) => putBlob(...key, key.join())),
      ]);
      await database.write([{ remove: 'message', conversation: 'c', id: 'm1' }]);
      expect(await text(database, 'c', 'm1', 'a')).toBeUndefined();
      for (const key of kept) expect(await text(database, ...key)).toBe(key.join());
      await database.write([{ remove: 'conversation', id: 'c' }]);
      for (const key of [['c', 'm2', 'a'] as const, ...gone]) expect(await text(database, ...key)).toBeUndefined();
      for (const key of kept.slice(1)) expect(await text(database, ...key)).toBe(key.join());
      await database.close();
    });

    it('stays with those messages that a removed conversation is to have again', async () => {
      const database = await fresh();
      const messages = ['', 'a', 'b', 'bb', 'c', 'd'];
      await database.write(messages.map((message) => putBlob('c', message, 'x', message)));
      await database.write([
        { remove: 'conversation', id: 'c', exceptBlobsOf: ['d', 'b', 'never'] },
        putMessage('c', 'b', [0, 1]),
      ]);
      const left = await Promise.all(messages.map((message) => text(database, 'c', message, 'x')));
      expect(left).toEqual([undefined, undefined, 'b', undefined, undefined, 'd']);
      await database.close();
    });

    it('is kept with the records of its write or not at all', async () => {
      const database = await fresh();
      const old = await database.raiseFence();
      await database.raiseFence();
      await expect(database.write([putBlob('c', 'm', 'a', 'late'), putValue('n', 1)], old)).rejects.toThrow();
      expect(await database.blob('c', 'm', 'a')).toBeUndefined();
      await database.close();
    });
  });
}
