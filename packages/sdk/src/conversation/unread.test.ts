import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addIncrement, adoptUnread, nothingUnread, readThrough, unreadCount } from './unread.js';

it('[S10 D13 (part)] counts what the server summed, and the increments of later entries, each once', () => {
  let unread = adoptUnread(nothingUnread, { read: 2, head: 10, unread: 5 });
  unread = addIncrement(unread, 9, 3);
  expect(unreadCount(unread)).toBe(5);
  for (const place of [11, 12, 12, 13]) unread = addIncrement(unread, place, 1);
  unread = addIncrement(unread, 14, 7);
  unread = addIncrement(unread, 15, 0);
  expect(unreadCount(unread)).toBe(5 + 3 + 7);
});

it('[D14 (part)] of two states the greater read position holds, then the greater head', () => {
  const unread = adoptUnread(nothingUnread, { read: 5, head: 8, unread: 3 });
  expect(adoptUnread(unread, { read: 4, head: 20, unread: 16 })).toBe(unread);
  expect(adoptUnread(unread, { read: 5, head: 7, unread: 2 })).toBe(unread);
  expect(unreadCount(adoptUnread(unread, { read: 5, head: 9, unread: 4 }))).toBe(4);
  expect(unreadCount(adoptUnread(unread, { read: 6, head: 6, unread: 0 }))).toBe(0);
});

it('[S11 (part)] reading makes it nothing, and what comes later counts again', () => {
  let unread = addIncrement(adoptUnread(nothingUnread, { read: 0, head: 3, unread: 3 }), 4, 1);
  unread = readThrough(unread, 4);
  expect(unreadCount(unread)).toBe(0);
  expect(unreadCount(addIncrement(unread, 5, 2))).toBe(2);
});

it('[D13 (part)] however states and entries arrive, the count is that of the log', () => {
  const log = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(
      log,
      fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 6 }),
      fc.boolean(),
      (log, states, late) => {
        const sum = (from: number, to: number) => log.slice(from, to).reduce((a, b) => a + b, 0);
        let [read, head] = [0, 0];
        let unread = nothingUnread;
        const entries = (from: number, to: number) => {
          const order = Array.from({ length: to - from }, (_, at) => from + at + 1);
          for (const place of late ? order.reverse() : order) unread = addIncrement(unread, place, log[place - 1] ?? 0);
        };
        for (const [toHead, toRead] of states) {
          const before = head;
          head = Math.min(log.length, Math.max(head, toHead));
          read = Math.min(head, Math.max(read, toRead));
          if (late) entries(before, head);
          unread = adoptUnread(unread, { read, head, unread: sum(read, head) });
          entries(before, head);
        }
        entries(head, log.length);
        expect(unreadCount(unread)).toBe(sum(read, log.length));
      },
    ),
  );
});
