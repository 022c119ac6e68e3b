import { describe, expect, it } from 'vitest';
import { idsOf, message, putOutbox, putValue, type Stores } from './kit.js';

export function describeRecords({ fresh, newPlace, port }: Stores): void {
  describe('items', () => {
    it('answers undefined for what was never set, and what was set last', async () => {
      const store = await port(newPlace());
      expect(await store.getItem('last')).toBeUndefined();
      await store.setItem('last', 'alice');
      await store.setItem('last', 'bob');
      await store.setItem('other', '');
      expect(await store.getItem('last')).toBe('bob');
      expect(await store.getItem('other')).toBe('');
    });

    it('removes an item set to undefined, and keeps the rest over a reopening', async () => {
      const place = newPlace();
      const store = await port(place);
      await store.setItem('a', '1');
      await store.setItem('b', '2');
      await store.setItem('a', undefined);
      const again = await port(place);
      expect(await again.getItem('a')).toBeUndefined();
      expect(await again.getItem('b')).toBe('2');
    });
  });

  describe('records', () => {
    it('is empty at first', async () => {
      const database = await fresh();
      expect(await database.load()).toEqual({ values: {}, conversations: [], outbox: [] });
      expect(await database.messages('c', { newest: true })).toEqual([]);
      expect(await database.message('c', 'm')).toBeUndefined();
      await database.close();
    });

    it('keeps values, replaces and removes them', async () => {
      const database = await fresh();
      await database.write([putValue('cursor', 'x'), putValue('session', { token: 't', at: 1.5, tags: [null, true] })]);
      await database.write([putValue('cursor', 'y'), { remove: 'value', key: 'never' }]);
      expect((await database.load()).values).toEqual({
        cursor: 'y',
        session: { token: 't', at: 1.5, tags: [null, true] },
      });
      expect(await database.value('session')).toEqual({ token: 't', at: 1.5, tags: [null, true] });
      await database.write([{ remove: 'value', key: 'session' }]);
      expect(await database.value('session')).toBeUndefined();
      expect((await database.load()).values).toEqual({ cursor: 'y' });
      await database.close();
    });

    it('keeps the outbox in the order of positions, also when one is put again', async () => {
      const database = await fresh();
      await database.write([putOutbox('c', 30), putOutbox('a', 10), putOutbox('b', 20)]);
      expect(idsOf((await database.load()).outbox)).toEqual(['a', 'b', 'c']);
      await database.write([putOutbox('a', 40), { remove: 'outbox', id: 'b' }]);
      expect(idsOf((await database.load()).outbox)).toEqual(['c', 'a']);
      await database.close();
    });

    it('gives back every kind of value as it was put', async () => {
      const database = await fresh();
      const record = {
        ...message('c', 'm', [1, 0]),
        text: 'ünï \u0000 \ud83d\ude00 \ud800 " \\',
        number: -1.25e300,
        nothing: null,
        nested: JSON.parse('{"__proto__":{"a":1},"~bytes":"as text","list":[1,[2,{"b":false}]]}'),
        bytes: new Uint8Array([0, 1, 255]),
        files: [new Blob(['abc'], { type: 'text/plain' })],
      };
      await database.write([{ put: 'message', record }]);
      const { files, ...rest } = record;
      const { files: back, ...restBack } = (await database.message('c', 'm')) as unknown as typeof record;
      expect(restBack).toEqual(rest);
      expect(Object.keys(restBack.nested)).toEqual(Object.keys(rest.nested));
      expect(restBack.bytes).toBeInstanceOf(Uint8Array);
      expect(back[0]).toBeInstanceOf(Blob);
      expect([await back[0]?.text(), back[0]?.type]).toEqual(['abc', 'text/plain']);
      await database.close();
    });

    it('shares no record with the caller, neither what was put nor what was read', async () => {
      const database = await fresh();
      const put = { ...message('c', 'm', [1, 0]), tags: ['kept'] };
      const value = { list: ['kept'] };
      const written = database.write([{ put: 'message', record: put }, putValue('v', value)]);
      put.tags.push('changed by the writer');
      value.list.push('changed by the writer');
      await written;
      const change = async () => {
        const read = (await database.message('c', 'm')) as unknown as typeof put;
        const [listed] = (await database.messages('c', { newest: true })) as unknown as (typeof put)[];
        const loaded = (await database.load()).values as { v: typeof value };
        for (const list of [read.tags, listed?.tags, loaded.v.list]) {
          expect(list).toEqual(['kept']);
          list?.push('changed by a reader');
        }
      };
      await change();
      // The second time sees whether the first one's changes reached the store. A frozen answer throws, which also keeps it.
      await change();
      await database.close();
    });
  });
}
