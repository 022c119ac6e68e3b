import { seededRandom } from '@palaver/protocol';
import { describe, expect, it } from 'vitest';
import type { LocalStore } from '../api.js';
import {
  type Change,
  FencedError,
  type LocalDatabase,
  type LocalStorePort,
  type MessageRecord,
  type Order,
} from './local-store.js';
import { randomChanges, StoreModel } from './store-model.js';

export { type Change, FencedError, type LocalDatabase, type LocalStorePort, type MessageRecord, type Order };

/**
 * What every local store must hold, as tests of vitest, which the caller brings. `open(place)` gives the store that is kept under that name, empty at first;
 * opened again after everything in it was closed, it is the store as the next process finds it.
 */
export function describeLocalStore(name: string, open: (place: string) => LocalStore | Promise<LocalStore>): void {
  const port = async (place: string) => (await open(place)) as LocalStorePort;
  let places = 0;
  const newPlace = () => `${name}-${places++}`;
  const fresh = async (): Promise<LocalDatabase> => (await port(newPlace())).open('account');

  describe(`local store ${name}`, () => {
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
        await database.write([
          putValue('cursor', 'x'),
          putValue('session', { token: 't', at: 1.5, tags: [null, true] }),
        ]);
        await database.write([putValue('cursor', 'y'), { remove: 'value', key: 'never' }]);
        expect((await database.load()).values).toEqual({
          cursor: 'y',
          session: { token: 't', at: 1.5, tags: [null, true] },
        });
        await database.write([{ remove: 'value', key: 'session' }]);
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

    describe('messages', () => {
      const ten = async () => {
        const database = await fresh();
        const sent = [1, 2, 3, 4, 5, 6, 7].map((seq) => putMessage('c', `m${seq}`, [seq, 0]));
        const unsent = [2, 10, 1].map((ordinal) => putMessage('c', `u${ordinal}`, [7, ordinal]));
        await database.write([...unsent, ...sent.reverse(), putMessage('d', 'other', [4, 0])]);
        return database;
      };
      const order = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'u1', 'u2', 'u10'];

      it('[S46 (part)] lists a conversation by place, unsent ones by the order of their making, from either end', async () => {
        const database = await ten();
        expect(idsOf(await database.messages('c', { newest: false }))).toEqual(order);
        expect(idsOf(await database.messages('c', { newest: true }))).toEqual([...order].reverse());
        await database.close();
      });

      it('excludes both bounds, and counts the limit from the asked end', async () => {
        const database = await ten();
        const list = async (range: Parameters<LocalDatabase['messages']>[1]) =>
          idsOf(await database.messages('c', range)).join(' ');
        expect(await list({ after: [2, 0], newest: false })).toBe('m3 m4 m5 m6 m7 u1 u2 u10');
        expect(await list({ before: [3, 0], newest: true })).toBe('m2 m1');
        expect(await list({ after: [2, 0], before: [6, 0], newest: false })).toBe('m3 m4 m5');
        expect(await list({ after: [2, 0], before: [6, 0], newest: true, limit: 2 })).toBe('m5 m4');
        expect(await list({ after: [2, 0], before: [6, 0], newest: false, limit: 2 })).toBe('m3 m4');
        expect(await list({ after: [7, 0], newest: false })).toBe('u1 u2 u10');
        expect(await list({ after: [7, 1], before: [7, 10], newest: true })).toBe('u2');
        expect(await list({ newest: true, limit: 1 })).toBe('u10');
        expect(await list({ newest: false, limit: 1 })).toBe('m1');
        expect(await list({ newest: true, limit: 99 })).toBe([...order].reverse().join(' '));
        expect(await list({ before: [1, 0], newest: true, limit: 5 })).toBe('');
        expect(await list({ after: [7, 10], newest: false, limit: 5 })).toBe('');
        expect(await list({ after: [6, 0], before: [3, 0], newest: true })).toBe('');
        expect(await list({ after: [6, 0], before: [3, 0], newest: true, limit: 3 })).toBe('');
        expect(await list({ after: [3, 0], before: [3, 0], newest: false })).toBe('');
        await database.close();
      });

      it('[S47 (part)] finds a message under its conversation and id only', async () => {
        const database = await ten();
        expect(await database.message('c', 'm3')).toEqual(message('c', 'm3', [3, 0]));
        expect(await database.message('d', 'm3')).toBeUndefined();
        expect(await database.message('c', 'other')).toBeUndefined();
        await database.close();
      });

      it('replaces a message put again, at its new order', async () => {
        const database = await ten();
        const acknowledged = { ...message('c', 'u2', [8, 0]), body: 'acknowledged' };
        await database.write([{ put: 'message', record: acknowledged }]);
        expect(await database.message('c', 'u2')).toEqual(acknowledged);
        const newest = await database.messages('c', { newest: true, limit: 4 });
        expect(idsOf(newest)).toEqual(['u2', 'u10', 'u1', 'm7']);
        expect(await database.messages('c', { newest: true })).toHaveLength(10);
        await database.close();
      });

      it('removes one message, and no other', async () => {
        const database = await ten();
        await database.write([
          { remove: 'message', conversation: 'c', id: 'm4' },
          { remove: 'message', conversation: 'd', id: 'm5' },
          { remove: 'message', conversation: 'c', id: 'never' },
        ]);
        expect(idsOf(await database.messages('c', { newest: false, limit: 5 }))).toEqual([
          'm1',
          'm2',
          'm3',
          'm5',
          'm6',
        ]);
        expect(await database.message('c', 'm4')).toBeUndefined();
        await database.close();
      });

      it('[S6 (part)] removes a conversation with all its messages, and nothing of others', async () => {
        const database = await fresh();
        const conversations = ['c', 'c0', 'cc', ''].map(
          (id) => ({ put: 'conversation', record: { id, n: 1 } }) as const,
        );
        await database.write([
          ...conversations,
          ...['c', 'c0', 'cc', ''].map((id) => putMessage(id, 'm', [1, 0])),
          putOutbox('m', 1),
          putValue('c', 'v'),
        ]);
        await database.write([{ remove: 'conversation', id: 'c' }]);
        const left = await database.load();
        expect(idsOf(left.conversations).sort()).toEqual(['', 'c0', 'cc']);
        expect([idsOf(left.outbox), left.values]).toEqual([['m'], { c: 'v' }]);
        expect(await database.messages('c', { newest: true })).toEqual([]);
        expect(await database.message('c', 'm')).toBeUndefined();
        for (const id of ['', 'c0', 'cc']) expect(await database.messages(id, { newest: true })).toHaveLength(1);
        // What is put after the removal, in the same write too, is there.
        await database.write([{ remove: 'conversation', id: 'cc' }, putMessage('cc', 'n', [2, 0])]);
        expect(idsOf(await database.messages('cc', { newest: true }))).toEqual(['n']);
        await database.close();
      });

      it('holds ten thousand messages written at once, and gives pages of them', async () => {
        const database = await fresh();
        const changes = Array.from({ length: 10_000 }, (_, n) => putMessage('c', `m${n}`, [n + 1, 0]));
        await database.write(changes);
        expect(await database.messages('c', { newest: true })).toHaveLength(10_000);
        expect(idsOf(await database.messages('c', { before: [5001, 0], newest: true, limit: 3 }))).toEqual([
          'm4999',
          'm4998',
          'm4997',
        ]);
        expect(idsOf(await database.messages('c', { after: [9998, 0], newest: false, limit: 3 }))).toEqual([
          'm9998',
          'm9999',
        ]);
        await database.close();
      }, 30_000);
    });

    describe('writes', () => {
      it('shows a write whole or not at all to whoever reads beside it, and whole once it resolved', async () => {
        const database = await fresh();
        let written = 0;
        const writing = (async () => {
          for (let n = 1; n <= 20; n++) {
            await database.write([putValue('a', n), putOutbox('b', n), putMessage('c', 'm', [n, 0])]);
            written = n;
          }
        })();
        let seen = 0;
        while (written < 20) {
          const atLeast = written;
          const { values, outbox } = await database.load();
          expect(outbox[0]?.position).toBe(values.a);
          seen = (values.a as number | undefined) ?? 0;
          expect(seen).toBeGreaterThanOrEqual(atLeast);
        }
        await writing;
        expect((await database.message('c', 'm'))?.order).toEqual([20, 0]);
        await database.close();
      });

      it('keeps writes that were not waited for in the order in which they were asked for', async () => {
        const database = await fresh();
        const last = { put: 'value', key: 'n', value: 'plain' } as const;
        await Promise.all([
          database.write([putValue('n', new Blob(['slow to read']))]),
          database.write([putValue('n', 2)]),
          database.write([last]),
        ]);
        expect((await database.load()).values).toEqual({ n: 'plain' });
        await database.close();
      });

      it('takes the changes of one write in their order', async () => {
        const database = await fresh();
        await database.write([
          putValue('n', 1),
          { remove: 'value', key: 'n' },
          putValue('n', 2),
          putMessage('c', 'm', [1, 0]),
          { remove: 'message', conversation: 'c', id: 'm' },
        ]);
        expect((await database.load()).values).toEqual({ n: 2 });
        expect(await database.message('c', 'm')).toBeUndefined();
        await database.close();
      });
    });

    describe('fences', () => {
      it('gives a greater number each time, over a reopening too', async () => {
        const place = newPlace();
        const database = await (await port(place)).open('account');
        const first = await database.raiseFence();
        const second = await database.raiseFence();
        await database.close();
        const again = await (await port(place)).open('account');
        const third = await again.raiseFence();
        expect([second > first, third > second]).toEqual([true, true]);
        await again.close();
      });

      it('[B4 (part)] refuses a write under an old fence and changes nothing; takes the newest, and those without one', async () => {
        const store = await port(newPlace());
        const [older, newer] = await Promise.all([store.open('account'), store.open('account')]);
        const oldFence = await older.raiseFence();
        await older.write([putValue('n', 1)], oldFence);
        const newFence = await newer.raiseFence();
        const refused = older.write([putValue('n', 2), putMessage('c', 'm', [1, 0])], oldFence);
        await expect(refused).rejects.toBeInstanceOf(FencedError);
        expect([(await newer.load()).values, await newer.message('c', 'm')]).toEqual([{ n: 1 }, undefined]);
        await newer.write([putValue('n', 3)], newFence);
        await older.write([putValue('m', 4)]);
        expect((await older.load()).values).toEqual({ n: 3, m: 4 });
        await older.close();
        await newer.close();
      });
    });

    describe('accounts', () => {
      it('keeps accounts apart, fences too', async () => {
        const store = await port(newPlace());
        const [alice, bob] = [await store.open('http://h/app/alice'), await store.open('http://h/app/bob')];
        const fence = await alice.raiseFence();
        await bob.raiseFence();
        await bob.raiseFence();
        await alice.write([putValue('me', 'alice'), putMessage('c', 'm', [1, 0]), putOutbox('m', 1)], fence);
        expect(await bob.load()).toEqual({ values: {}, conversations: [], outbox: [] });
        expect(await bob.message('c', 'm')).toBeUndefined();
        await alice.close();
        await bob.close();
      });

      it('erases one account whole, and leaves the others', async () => {
        const place = newPlace();
        const store = await port(place);
        for (const account of ['alice', 'bob']) {
          const database = await store.open(account);
          await database.write([
            putValue('n', 1),
            putMessage('c', 'm', [1, 0]),
            putOutbox('m', 1),
            putConversation('c'),
          ]);
          await database.close();
        }
        await store.setItem('last', 'alice');
        await store.erase('alice');
        await store.erase('never opened');
        const [alice, bob] = [await store.open('alice'), await store.open('bob')];
        expect(await alice.load()).toEqual({ values: {}, conversations: [], outbox: [] });
        expect(await alice.messages('c', { newest: true })).toEqual([]);
        expect((await bob.load()).outbox).toHaveLength(1);
        expect(await store.getItem('last')).toBe('alice');
        await alice.close();
        await bob.close();
      });

      it('refuses with STORE what is asked of a database that was closed or erased, and waits for no one to erase it', async () => {
        const store = await port(newPlace());
        const [closed, erased] = [await store.open('account'), await store.open('account')];
        await closed.close();
        await closed.close();
        await expect(closed.load()).rejects.toMatchObject({ code: 'STORE' });
        await store.erase('account');
        await expect(erased.write([putValue('n', 1)])).rejects.toMatchObject({ code: 'STORE' });
        await expect(erased.messages('c', { newest: true })).rejects.toMatchObject({ code: 'STORE' });
        await erased.close();
        const anew = await store.open('account');
        expect((await anew.load()).values).toEqual({});
        await anew.close();
      });
    });

    it('finds everything after it was closed and opened again', async () => {
      const place = newPlace();
      const before = await (await port(place)).open('account');
      const record = message('c', 'm', [1, 0]);
      await before.write([putValue('n', 1), putConversation('c'), { put: 'message', record }, putOutbox('m', 7)]);
      await before.close();
      const after = await (await port(place)).open('account');
      expect(await after.load()).toEqual({
        values: { n: 1 },
        conversations: [{ id: 'c', title: 'conversation c' }],
        outbox: [{ id: 'm', position: 7 }],
      });
      expect(await after.messages('c', { newest: true })).toEqual([record]);
      await after.close();
    });

    it.each([1, 2, 3, 4])(
      'does what a plain list of records would do, with random changes of seed %i',
      async (seed) => {
        const random = seededRandom(seed);
        const model = new StoreModel();
        const place = newPlace();
        let database = await (await port(place)).open('account');
        for (let step = 0; step < 60; step++) {
          const changes = randomChanges(random);
          model.apply(changes);
          await database.write(changes);
          if (random.fraction() < 0.05) {
            await database.close();
            database = await (await port(place)).open('account');
          }
          const query = model.randomQuery(random);
          expect(await database.messages(query.conversation, query.range)).toEqual(model.messages(query));
        }
        const { values, conversations, outbox } = await database.load();
        expect({ values, conversations: byId(conversations), outbox }).toEqual(model.load());
        await database.close();
      },
      30_000,
    );
  });
}

const putValue = (key: string, value: unknown): Change => ({ put: 'value', key, value });
const putOutbox = (id: string, position: number): Change => ({ put: 'outbox', record: { id, position } });
const putConversation = (id: string): Change => ({ put: 'conversation', record: { id, title: `conversation ${id}` } });
const message = (conversation: string, id: string, order: Order): MessageRecord => ({
  conversation,
  id,
  order,
  body: `text of ${id}`,
});
const putMessage = (conversation: string, id: string, order: Order): Change => ({
  put: 'message',
  record: message(conversation, id, order),
});
const idsOf = (records: readonly { readonly id: string }[]) => records.map((record) => record.id);
const byId = <T extends { readonly id: string }>(records: readonly T[]) =>
  [...records].sort((a, b) => (a.id < b.id ? -1 : 1));
