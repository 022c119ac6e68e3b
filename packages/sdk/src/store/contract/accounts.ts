import { describe, expect, it } from 'vitest';
import { message, putBlob, putConversation, putMessage, putOutbox, putValue, type Stores } from './kit.js';

export function describeAccounts({ newPlace, port }: Stores): void {
  describe('accounts', () => {
    it('keeps accounts apart, fences too', async () => {
      const store = await port(newPlace());
      const [alice, bob] = [await store.open('http://h/app/alice'), await store.open('http://h/app/bob')];
      const fence = await alice.raiseFence();
      await bob.raiseFence();
      await bob.raiseFence();
      await alice.write([putValue('me', 'alice'), putMessage('c', 'm', [1, 0]), putOutbox('m', 1)], fence);
      await alice.write([putBlob('c', 'm', 'a', 'hers')], fence);
      expect(await bob.blob('c', 'm', 'a')).toBeUndefined();
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
        await database.write([putValue('n', 1), putMessage('c', 'm', [1, 0]), putOutbox('m', 1), putConversation('c')]);
        await database.close();
      }
      const pictures = await store.open('alice');
      await pictures.write([putBlob('c', 'm', 'a', 'picture')]);
      await pictures.close();
      await store.setItem('last', 'alice');
      await store.erase('alice');
      await store.erase('never opened');
      const [alice, bob] = [await store.open('alice'), await store.open('bob')];
      expect(await alice.load()).toEqual({ values: {}, conversations: [], outbox: [] });
      expect(await alice.messages('c', { newest: true })).toEqual([]);
      expect(await alice.blob('c', 'm', 'a')).toBeUndefined();
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
}
