import type { Message } from '@palaver/sdk';
import { describe, expect, it } from 'vitest';
import { fakeMessage, fakeUser } from '../testing/fake-client.js';
import { messageKey } from './message-key.js';
import { isHeldFromEnd, nextStep, timelineRows } from './timeline-rows.js';

const anna = fakeUser('anna');
const bert = fakeUser('bert');
const at = (day: number, minute: number) => ({ createdAt: new Date(2026, 4, day, 12, minute) });
const shape = (messages: readonly Message[], divider?: string) =>
  timelineRows(messages, divider).map((row) =>
    row.kind === 'message' ? `${row.isFirst ? '┌' : '│'}${row.isLast ? '┘' : '│'}` : row.kind,
  );

describe('timelineRows', () => {
  it('puts what one person says within five minutes together', () => {
    const messages = [
      fakeMessage(anna, 'one', at(1, 0)),
      fakeMessage(anna, 'two', at(1, 4)),
      fakeMessage(anna, 'three', at(1, 9)),
      fakeMessage(bert, 'four', at(1, 9)),
    ];
    expect(shape(messages)).toEqual(['day', '┌│', '│┘', '┌┘', '┌┘']);
  });

  it('begins each day with its date', () => {
    const messages = [fakeMessage(anna, 'one', at(1, 0)), fakeMessage(anna, 'two', at(2, 0))];
    expect(shape(messages)).toEqual(['day', '┌┘', 'day', '┌┘']);
  });

  it('draws the unread line above its message, and ends the run there', () => {
    const messages = [fakeMessage(bert, 'one', at(1, 0)), fakeMessage(bert, 'two', at(1, 1))];
    expect(shape(messages, messages[1] && messageKey(messages[1]))).toEqual(['day', '┌┘', 'unread', '┌┘']);
  });

  it('shows events and prompts as lines between', () => {
    const joined = fakeMessage(anna, { type: 'event', event: { kind: 'updated', actor: anna } }, at(1, 1));
    const retracted = fakeMessage(anna, { type: 'prompt', reason: 'retracted', text: '' }, at(1, 1));
    const messages = [fakeMessage(anna, 'one', at(1, 0)), joined, retracted, fakeMessage(anna, 'two', at(1, 2))];
    expect(shape(messages)).toEqual(['day', '┌┘', 'notice', 'notice', '┌┘']);
  });

  it('tells two messages apart that bear one id, as two senders may use the same', () => {
    const one = fakeMessage(anna, 'mine', { id: 'message-of-two-senders' });
    const rows = timelineRows([one, fakeMessage(bert, 'his', { ...at(1, 0), id: one.id })], undefined);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });

  it('knows rows that came or went before from rows that were added', () => {
    const messages = [1, 2, 3].map((minute) => fakeMessage(anna, 'word', at(1, minute)));
    const all = timelineRows(messages, undefined);
    const rows = timelineRows(messages.slice(1), undefined);
    expect(isHeldFromEnd(rows, all)).toBe(true);
    expect(isHeldFromEnd(all, rows)).toBe(true);
    expect(isHeldFromEnd(rows, timelineRows([...messages, fakeMessage(bert, 'new', at(1, 4))], undefined))).toBe(false);
    expect(isHeldFromEnd(rows, rows)).toBe(false);
    expect(isHeldFromEnd([], rows)).toBe(false);
  });

  it('changes at one end after the other where a full window moves on', () => {
    const messages = Array.from({ length: 9 }, (_, n) => fakeMessage(anna, `${n}`, at(1 + Math.floor(n / 4), n)));
    const rows = (from: number, to: number) => timelineRows(messages.slice(from, to), undefined);
    const words = (some: ReturnType<typeof rows>) =>
      some.flatMap((row) => ('message' in row ? row.message.id : row.kind));
    const steps = (old: ReturnType<typeof rows>, next: ReturnType<typeof rows>) => {
      const first = nextStep(old, next);
      expect(nextStep(first, next)).toBe(next);
      return words([...first]);
    };
    expect(steps(rows(3, 8), rows(1, 6))).toEqual(words(rows(1, 8)));
    expect(steps(rows(1, 6), rows(3, 8))).toEqual(words(rows(1, 8)));
    for (const [old, next] of [
      [rows(3, 8), rows(1, 8)],
      [rows(1, 6), rows(1, 8)],
      [rows(0, 3), rows(6, 9)],
      [[], rows(0, 3)],
    ] as const)
      expect(nextStep(old, next)).toBe(next);
  });
});
