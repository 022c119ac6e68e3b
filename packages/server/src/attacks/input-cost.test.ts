import process from 'node:process';
import { foldText, limits, parseRequest } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { skeleton } from '../domain/account.js';

const many = (text: string, bytes: number) => text.repeat(Math.ceil(bytes / Buffer.byteLength(text)));
const list = (item: string, bytes: number) => `[${many(`${item},`, bytes)}${item}]`;
const send = (message: string) =>
  `{"t":"send","r":1,"to":{"user":"robert"},"message":{"id":"message-000000001",${message}}}`;
const text = (content: string) => send(`"content":{"type":"text","text":${content}}`);

/** Frames of about so many bytes, each the worst of its kind that we know. */
const frames: Record<string, (bytes: number) => string> = {
  'a long text': (bytes) => text(`"${many('x', bytes)}"`),
  'a text of four-byte characters': (bytes) => text(`"${many('😀', bytes)}"`),
  'a text of escapes': (bytes) => text(`"${many('\\u0000', bytes)}"`),
  'marks to be put in order, in a name': (bytes) =>
    `{"t":"users.get","r":1,"users":[{"username":"a${many('\u0345\u0301\u0316', bytes)}"}]}`,
  'a name that grows when it is composed': (bytes) =>
    `{"t":"users.get","r":1,"users":[{"username":"${many('\ufdfa', bytes)}"}]}`,
  'Hangul to be composed, in a name': (bytes) =>
    `{"t":"users.get","r":1,"users":[{"username":"${many('\u1100\u1161\u11a8', bytes)}"}]}`,
  'many people': (bytes) => `{"t":"users.get","r":1,"users":${list('{"username":"robert"}', bytes)}}`,
  'many places': (bytes) => `{"t":"receipts.mark","r":1,"marks":[[1,${list('1', bytes)}]]}`,
  'many marks': (bytes) => `{"t":"read","r":1,"marks":${list('[1,1]', bytes)}}`,
  'many mentions': (bytes) =>
    send(`"content":{"type":"text","text":"x"},"mentions":${list('{"username":"robert"}', bytes)}`),
  'many fields': (bytes) =>
    send(
      `"content":{"type":"custom","kind":"x","data":{${Array.from({ length: bytes / 12 }, (_, at) => `"f${at}":${at}`).join()}}}`,
    ),
  'one field many times': (bytes) =>
    send(`"content":{"type":"custom","kind":"x","data":{${many('"a":1,', bytes)}"a":1}}`),
  'many fields that nobody knows': (bytes) =>
    `{"t":"ping","r":1,${Array.from({ length: bytes / 12 }, (_, at) => `"f${at}":${at}`).join()}}`,
  'much depth': (bytes) => `{"t":"ping","r":1,"x":${many('[', bytes / 2)}${many(']', bytes / 2)}}`,
  'depth by objects': (bytes) => `{"t":"ping","r":1,"x":${many('{"a":', bytes)}1${many('}', bytes / 5)}}`,
  'a number of many digits': (bytes) => `{"t":"entries","r":1,"c":${many('9', bytes)},"from":1,"to":1}`,
  'an id that never ends': (bytes) => `{"t":"groups.get","r":1,"id":"${many('9', bytes)}"}`,
  'an operation that never ends': (bytes) => `{"t":"${many('a', bytes)}","r":1}`,
  'a text to search for': (bytes) => `{"t":"search","r":1,"text":"${many('a\u0301', bytes)}"}`,
};

/** In ms of this process, the best of five: a machine that is busy with other things makes it no longer. */
function costOf(run: () => void): number {
  const costs = [1, 2, 3, 4, 5].map(() => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...costs);
}

it.each(Object.entries(frames))('[Input] is read in proportion to its length: %s', (name, frame) => {
  const largest = limits.frameBytes - 1_000;
  const [short, long] = [largest / 4, largest].map((bytes) => {
    const made = frame(bytes);
    return costOf(() => parseRequest(made));
  }) as [number, number];
  // Four times as long costs four times as much; squared it were sixteen. What costs little is not compared.
  expect([name, long < 20 || long < 8 * short]).toEqual([name, true]);
});

it('[Input] marks without end are folded for the search in proportion to their number', () => {
  const marks = (count: number) => `a${many('\u0345\u0301\u0316', 2 * count)}`;
  const [short, long] = [8_000, 32_000].map((count) => costOf(() => foldText(marks(count)))) as [number, number];
  expect(long < 20 || long < 8 * short).toBe(true);
  expect(foldText('e\u0301')).toBe(foldText('\u00e9'));
});

it('[Input] the longest name that is taken costs nothing to compare', () => {
  for (const name of ['\ufdfa'.repeat(42), `a${'\u0345\u0301'.repeat(31)}`, '\u1100\u1161\u11a8'.repeat(14)]) {
    expect(skeleton(name).length).toBeLessThan(1_000);
    expect(costOf(() => skeleton(name))).toBeLessThan(20);
  }
});
