/** "All changes before `mark`, in this history" (P24). Opaque to clients. */
export const encodeCursor = (epoch: string, mark: number): string => `${epoch}.${mark.toString(36)}`;

/** What a cursor asks of a store: `changes` since a mark; `all`, because it is missing or not understood; `reset`. */
export type Since = { readonly kind: 'changes'; readonly mark: number } | { readonly kind: 'all' | 'reset' };

export function readCursor(cursor: string | undefined, epoch: string, nextMark: number): Since {
  const at = cursor?.lastIndexOf('.') ?? -1;
  if (cursor === undefined || at < 1) return { kind: 'all' };
  const mark = readNumber(cursor.slice(at + 1));
  if (mark === undefined) return { kind: 'all' };
  if (cursor.slice(0, at) !== epoch || mark > nextMark) return { kind: 'reset' };
  return { kind: 'changes', mark };
}

/** Where the pages of one sync stand: they share the mark that was taken before the first. */
export interface Page {
  readonly mark: number;
  readonly since: number;
  readonly after: number;
  readonly isReset: boolean;
  readonly isFull: boolean;
}

export const encodePage = (epoch: string, page: Page): string =>
  [
    epoch,
    page.mark.toString(36),
    page.since.toString(36),
    page.after.toString(36),
    `${page.isReset ? 'r' : ''}${page.isFull ? 'f' : ''}-`,
  ].join('.');

/** Undefined where it is none of this history: the sync then begins anew. */
export function readPage(token: string, epoch: string): Page | undefined {
  const parts = token.split('.');
  const flags = parts.pop();
  const [mark, since, after] = parts.splice(-3).map(readNumber);
  if (parts.join('.') !== epoch || mark === undefined || since === undefined || after === undefined) return undefined;
  const isReset = flags === 'rf-';
  const isFull = isReset || flags === 'f-';
  if (!isFull && flags !== '-') return undefined;
  return { mark, since, after, isReset, isFull };
}

function readNumber(text: string): number | undefined {
  if (!/^[0-9a-z]{1,11}$/.test(text)) return undefined;
  const value = Number.parseInt(text, 36);
  return Number.isSafeInteger(value) ? value : undefined;
}
