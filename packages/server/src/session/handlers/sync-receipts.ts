import { limits } from '@palaver/protocol';
import type { Page, ReceiptsPage } from '../../cursor.js';
import type { ReceiptChange, UserId } from '../../store/rows.js';
import type { Store } from '../../store/store.js';

/** What of a sync's page is receipts, and where the next one begins. */
export interface SyncReceipts {
  readonly receipts?: readonly (readonly [c: number, counts: readonly (readonly [seq: number, readers: number])[]])[];
  readonly marked?: readonly (readonly [c: number, places: readonly number[]])[];
  readonly next?: ReceiptsPage;
}

/** Own messages that more have read since the cursor, then what the user marked. Who syncs anew has both with the entries. */
export async function syncReceipts(store: Store, user: UserId, page: Page): Promise<SyncReceipts> {
  if (page.isFull) return {};
  const limit = limits.pageEntries;
  const begin = [page.since, 0, 0] as const;
  const { of, after } = page.receipts ?? { of: 'own', after: begin };
  const own = of === 'own' ? await store.receiptsSince(user, { after, limit }) : [];
  const receipts = byConversation(own, ({ seq, readers }) => [seq, readers] as const);
  const told = receipts.length > 0 ? { receipts } : {};
  if (own.length === limit) return { ...told, next: { of: 'own', after: placeOf(own) } };
  const marks = await store.marksSince(user, { after: of === 'own' ? begin : after, limit });
  const marked = byConversation(marks, ({ seq }) => seq);
  return {
    ...told,
    ...(marked.length > 0 && { marked }),
    ...(marks.length === limit && { next: { of: 'marked', after: placeOf(marks) } }),
  };
}

function byConversation<T>(changes: readonly ReceiptChange[], tell: (change: ReceiptChange) => T): [number, T[]][] {
  const told = new Map<number, T[]>();
  for (const change of changes) told.set(change.c, [...(told.get(change.c) ?? []), tell(change)]);
  return [...told];
}

function placeOf(changes: readonly ReceiptChange[]): ReceiptsPage['after'] {
  const last = changes.at(-1) as ReceiptChange;
  return [last.mark, last.c, last.seq];
}
