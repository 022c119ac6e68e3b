import { describe, expect, it } from 'vitest';
import { FencedError } from '../local-store.js';
import { putMessage, putOutbox, putValue, type Stores } from './kit.js';

export function describeWrites({ fresh, newPlace, port }: Stores): void {
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
}
