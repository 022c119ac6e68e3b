import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addIncrement, adoptUnread, nothingUnread, readThrough, takeBack, unreadCount } from './unread.js';

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
  // What expired is not unread any more, though nothing was read and nothing came.
  const expired = { read: 5, head: 8, floor: 7, unread: 1 };
  expect(unreadCount(adoptUnread(unread, expired, { isFloorRaised: true }))).toBe(1);
  expect(adoptUnread(unread, expired)).toBe(unread);
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

it('[D13 (part)] what is taken back counts no more, wherever its increment stands', () => {
  let unread = adoptUnread(nothingUnread, { read: 0, head: 5, unread: 5 });
  for (const place of [6, 7, 8]) unread = addIncrement(unread, place, 2);
  expect(unreadCount(takeBack(unread, { place: 3, by: 9, increment: 1 }))).toBe(10);
  expect(unreadCount(takeBack(unread, { place: 7, by: 9, increment: 2 }))).toBe(9);
  // The server's sum has it already; it was read; it came as a prompt and never counted; it is told twice.
  expect(unreadCount(takeBack(unread, { place: 3, by: 5, increment: 1 }))).toBe(11);
  const read = adoptUnread(unread, { read: 4, head: 8, unread: 7 });
  expect(unreadCount(takeBack(read, { place: 4, by: 9, increment: 1 }))).toBe(7);
  expect(unreadCount(takeBack(unread, { place: 9, by: 10, increment: 3 }))).toBe(11);
  const once = takeBack(unread, { place: 3, by: 9, increment: 1 });
  expect(takeBack(once, { place: 3, by: 9, increment: 1 })).toBe(once);
});

it('[D13 (part)] a state from before a retraction, or with a read position between the two, changes nothing of it', () => {
  let unread = adoptUnread(nothingUnread, { read: 0, head: 2, unread: 2 });
  unread = addIncrement(addIncrement(unread, 3, 4), 4, 1);
  unread = takeBack(unread, { place: 3, by: 6, increment: 4 });
  expect(unreadCount(unread)).toBe(3);
  // Its sum goes up to 5: it holds the message at 3, and not yet that it was taken back at 6.
  expect(unreadCount(adoptUnread(unread, { read: 0, head: 5, unread: 7 }))).toBe(3);
  expect(unreadCount(adoptUnread(unread, { read: 0, head: 6, unread: 3 }))).toBe(3);
  expect(unreadCount(adoptUnread(unread, { read: 3, head: 5, unread: 1 }))).toBe(1);
  expect(unreadCount(adoptUnread(unread, { read: 0, head: 5, floor: 3, unread: 1 }))).toBe(1);
});

/** A log in which some messages are taken back by later entries: `0` takes nothing back, `n` the n-th of those that can be. */
const logs = fc.array(fc.record({ increment: fc.integer({ min: 0, max: 3 }), takes: fc.nat(12) }), {
  minLength: 1,
  maxLength: 30,
});
interface Place {
  readonly increment: number;
  readonly takes: number | undefined;
  takenBy: number;
}
const logOf = (steps: readonly { increment: number; takes: number }[]): Place[] => {
  const log: Place[] = [];
  for (const { increment, takes } of steps) {
    const free = log.flatMap((one, at) => (one.takes === undefined && one.takenBy > log.length ? [at + 1] : []));
    const place = takes > 0 && takes < 6 ? free[takes % Math.max(1, free.length)] : undefined;
    const taken = place === undefined ? undefined : log[place - 1];
    if (taken) taken.takenBy = log.length + 1;
    log.push({ increment: place === undefined ? increment : 0, takes: place, takenBy: Number.POSITIVE_INFINITY });
  }
  return log;
};

it('[D13] with retractions too, however states and entries arrive, the count is that of the log', () => {
  fc.assert(
    fc.property(
      logs,
      fc.array(fc.record({ pushed: fc.nat(30), read: fc.nat(30), head: fc.nat(30), late: fc.boolean() }), {
        maxLength: 8,
      }),
      (steps, rounds) => {
        const log = logOf(steps);
        /** As the server has it when the log ends at `head`. */
        const sum = (read: number, head: number) =>
          log.slice(read, head).reduce((all, { increment, takenBy }) => all + (takenBy <= head ? 0 : increment), 0);
        let [pushed, read] = [0, 0];
        let unread = nothingUnread;
        /** The entries up to `to`, as they are when the log ends at `end`: what was taken back by then is a prompt. */
        const entries = (to: number, end: number, late: boolean) => {
          const places = Array.from({ length: Math.max(0, to - pushed) }, (_, at) => pushed + at + 1);
          for (const at of late ? places.reverse() : places) {
            const { increment, takes, takenBy } = log[at - 1] as Place;
            if (takes !== undefined)
              unread = takeBack(unread, { place: takes, by: at, increment: log[takes - 1]?.increment ?? 0 });
            else if (takenBy > end) unread = addIncrement(unread, at, increment);
          }
          pushed = Math.max(pushed, to);
        };
        for (const round of rounds) {
          const to = Math.min(log.length, Math.max(pushed, round.pushed));
          // Pushed one by one each is told as it was then; fetched in a piece, as it is at the end of it.
          if (round.late) entries(to, to, true);
          else for (let at = pushed + 1; at <= to; at++) entries(at, at, false);
          const head = Math.max(unread.head, Math.min(pushed, round.head));
          read = Math.max(read, Math.min(head, round.read));
          unread = adoptUnread(unread, { read, head, unread: sum(read, head) });
          expect(unreadCount(unread)).toBe(sum(read, pushed));
        }
        entries(log.length, log.length, false);
        expect(unreadCount(unread)).toBe(sum(read, log.length));
      },
    ),
  );
});
