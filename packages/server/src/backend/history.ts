import {
  byteLength,
  limits,
  type MemberRef,
  numericIdSchema,
  ok,
  type Refusal,
  type Result,
  readAs,
  refusal,
  refused,
} from '@palaver/protocol';
import type { Services } from '../session/handlers/handler.js';
import type { ApplicationRow } from '../store/people-rows.js';
import type { EntryRow } from '../store/rows.js';

export type HistoryOf = { readonly group: string } | { readonly users: readonly [MemberRef, MemberRef] };

export interface HistoryPage {
  readonly c: number;
  /** As they are stored: JSON texts of the entries' bodies. Ascending. */
  readonly entries: readonly EntryRow[];
  /** Where the page before this one ends; absent at the beginning of the log. */
  readonly next?: number;
}

/** What was said in a conversation of an application: all of it, whoever may see which part. */
export function createHistory({ store, directory }: Pick<Services, 'store' | 'directory'>) {
  const find = async (application: ApplicationRow, of: HistoryOf): Promise<number | undefined> => {
    if ('group' in of) {
      const row = readAs(numericIdSchema, of.group).ok ? await store.conversation(Number(of.group)) : undefined;
      return row?.group && row.application === application.id ? row.c : undefined;
    }
    const [one, other] = await Promise.all(of.users.map((ref) => directory.known(application, ref)));
    // Two people, of whom one at least is the application's own.
    if (!one || !other || (one.application !== application.id && other.application !== application.id))
      return undefined;
    return store.findSingle(one.id, other.id);
  };

  return {
    async page(
      application: ApplicationRow,
      of: HistoryOf,
      {
        before,
        limit = limits.pageEntries,
      }: { readonly before?: number | undefined; readonly limit?: number | undefined },
    ): Promise<Result<HistoryPage, Refusal>> {
      const c = await find(application, of);
      const row = c === undefined ? undefined : await store.conversation(c);
      if (!row) return refused(refusal('NOT_FOUND', 'There is no such conversation.'));
      const to = Math.min(row.head, before === undefined ? row.head : before - 1);
      const entries = thatFit(await store.entries(row.c, row.floor + 1, to, limit));
      const first = entries[0]?.seq ?? 0;
      return ok({ c: row.c, entries, ...(first > row.floor + 1 && { next: first }) });
    },
  };
}

/** The newest that an answer holds, one at least. */
function thatFit(entries: readonly EntryRow[]): readonly EntryRow[] {
  let bytes = 0;
  for (let at = entries.length - 1; at >= 0; at--) {
    bytes += byteLength(entries[at]?.body ?? '');
    if (bytes > limits.pageBytes && at < entries.length - 1) return entries.slice(at + 1);
  }
  return entries;
}
