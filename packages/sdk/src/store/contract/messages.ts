import { describe, expect, it } from 'vitest';
import type { LocalDatabase } from '../local-store.js';
import { idsOf, message, putMessage, putOutbox, putValue, type Stores } from './kit.js';

export function describeMessages({ fresh }: Stores): void {
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
      expect(idsOf(await database.messages('c', { newest: false, limit: 5 }))).toEqual(['m1', 'm2', 'm3', 'm5', 'm6']);
      expect(await database.message('c', 'm4')).toBeUndefined();
      await database.close();
    });

    it('[S6] removes a conversation with all its messages, and nothing of others', async () => {
      const database = await fresh();
      const conversations = ['c', 'c0', 'cc', ''].map((id) => ({ put: 'conversation', record: { id, n: 1 } }) as const);
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
}
