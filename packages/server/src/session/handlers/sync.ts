import { byteLength, type ConversationState, limits, type PersonalState } from '@palaver/protocol';
import { encodeCursor, encodePage, type Page, readCursor, readPage } from '../../cursor.js';
import type { StateRow } from '../../store/rows.js';
import type { Handler, Services } from './handler.js';
import { syncReceipts } from './sync-receipts.js';

export const syncHandler =
  (services: Services): Handler<'sync'> =>
  ({ cursor, next }, { connection, reply }) =>
    connection.read(async () => {
      const { store, presenter, positions } = services;
      const { user } = connection.identity;
      const continued = next === undefined ? undefined : readPage(next, store.epoch);
      const page = continued ?? (await begin());
      const personal = continued ? undefined : await personalSince(page.since);
      const rows = page.receipts
        ? []
        : await store.states(user.id, {
            since: page.since,
            after: page.after,
            limit: limits.conversationsPerPage,
          });
      const texts = thatFit(withInherited(await presenter.states(rows), rows, page));
      const last = rows[texts.length - 1];
      const isLastOfStates = texts.length === rows.length && rows.length < limits.conversationsPerPage;
      const behind = isLastOfStates ? await syncReceipts(store, user.id, page) : undefined;
      const following =
        last && !isLastOfStates ? { ...page, after: last.c } : behind?.next && { ...page, receipts: behind.next };
      const fields = JSON.stringify({
        ...(following && { next: encodePage(store.epoch, following) }),
        receipts: behind?.receipts,
        marked: behind?.marked,
        cursor: encodeCursor(store.epoch, page.mark),
        isReset: page.reset !== undefined,
        isFull: page.isFull,
        personal,
      });
      reply.text(`"conversations":[${texts.join(',')}],${fields.slice(1, -1)}`);

      /** With the first page, where it changed. */
      async function personalSince(mark: number): Promise<PersonalState | undefined> {
        const row = await store.personal(user.id);
        return row.mark >= mark ? presenter.personal(user.id, row) : undefined;
      }

      async function begin(): Promise<Page> {
        // Where another device of the user has just stored, this one begins behind it.
        await positions.settle(user.id);
        const mark = await store.nextMark();
        const since = readCursor(cursor, store.epoch, mark);
        const isFull = since.kind !== 'changes';
        const isReset = since.kind === 'other' || since.kind === 'ahead';
        return { mark, since: isFull ? 0 : since.mark, after: 0, ...(isReset && { reset: since.kind }), isFull };
      }
    });

/** Who comes from the history before learns how much of it each log has (P25). */
const withInherited = (states: readonly ConversationState[], rows: readonly StateRow[], { reset }: Page) =>
  reset === 'other' ? states.map((state, at) => ({ ...state, inherited: rows[at]?.inherited ?? 0 })) : states;

/** As many of the states as an answer holds, as JSON text: one at least. */
function thatFit(states: readonly ConversationState[]): string[] {
  const texts: string[] = [];
  let bytes = 0;
  for (const state of states) {
    const text = JSON.stringify(state);
    bytes += byteLength(text);
    if (texts.length > 0 && bytes > limits.pageBytes) break;
    texts.push(text);
  }
  return texts;
}
