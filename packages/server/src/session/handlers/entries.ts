import { byteLength, entryText, limits } from '@palaver/protocol';
import { decideEntries, type Range } from '../../domain/access.js';
import type { EntryRow, RetractedPlace, UserId } from '../../store/rows.js';
import type { Store } from '../../store/store.js';
import type { Handler, Services } from './handler.js';

export const entriesHandler =
  ({ store }: Services): Handler<'entries'> =>
  ({ c, from, to, only }, { connection, reply }) =>
    connection.read(async () => {
      const state = await store.state(connection.identity.user.id, c);
      const decided = decideEntries({ from, to }, state);
      if (!decided.ok) return reply.refuse(decided.error);
      const read = only === undefined ? store.entries : store.retractions;
      const page = await readNewest(read, c, from, decided.value.parts);
      const receipts =
        only === undefined ? await receiptsAt(store, connection.identity.user.id, c, page.from, decided.value.to) : '';
      const isWhole = only !== undefined && page.from === from;
      const expired = isWhole
        ? await readRetracted(store, c, from, decided.value.expired)
        : { from: page.from, text: '' };
      reply.text(
        `"c":${c},"from":${expired.from},"to":${decided.value.to},"entries":[${page.texts.join(',')}]${receipts}${expired.text}`,
      );
    });

/** What belongs to the asker of the entries' receipts: none of it stands in an entry, which is the same for all. */
async function receiptsAt(store: Store, user: UserId, c: number, from: number, to: number): Promise<string> {
  const [own, marks] = await Promise.all([store.receipts(c, from, to, user), store.marks(c, from, to, user)]);
  const receipts = own.map(({ seq, readers }) => [seq, readers]);
  const marked = marks.map(({ seq }) => seq);
  return `${receipts.length > 0 ? `,"receipts":${JSON.stringify(receipts)}` : ''}${marked.length > 0 ? `,"marked":${JSON.stringify(marked)}` : ''}`;
}

/** Of the retractions that have expired, what they took back (P80): the newest, `from` where they begin. */
async function readRetracted(store: Store, c: number, asked: number, parts: readonly Range[]) {
  const found: RetractedPlace[] = [];
  for (const { from, to } of parts)
    if (found.length < limits.pageEntries)
      found.unshift(...(await store.retracted(c, from, to, limits.pageEntries - found.length)));
  const places = found.map(({ seq }) => seq);
  return {
    from: places.length === limits.pageEntries ? (found[0]?.by ?? asked) : asked,
    text: places.length > 0 ? `,"retracted":${JSON.stringify(places)}` : '',
  };
}

/** As many of the newest as fit: `from` is where they begin, or what was asked where all of them do. */
async function readNewest(read: Store['entries'], c: number, asked: number, parts: readonly Range[]) {
  const texts: string[] = [];
  let bytes = 0;
  for (const { from, to } of parts) {
    const rows: EntryRow[] = await read(c, from, to, limits.pageEntries - texts.length);
    for (const { seq, at, sid, body } of rows.reverse()) {
      const text = entryText(seq, at, sid, body);
      bytes += byteLength(text);
      if (texts.length > 0 && bytes > limits.pageBytes) return { from: seq + 1, texts: texts.reverse() };
      texts.push(text);
      if (texts.length === limits.pageEntries) return { from: seq, texts: texts.reverse() };
    }
  }
  return { from: asked, texts: texts.reverse() };
}
