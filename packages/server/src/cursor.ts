/** "All changes before `mark`, in this history" (P24). Opaque to clients. */
export const encodeCursor = (epoch: string, mark: number): string => `${epoch}.${mark.toString(36)}`;

/** What a cursor asks of a store: `changes` since a mark; `all`, because it is missing or not understood; a reset, because it is of another history, or ahead of this one. */
export type Since = { readonly kind: 'changes'; readonly mark: number } | { readonly kind: 'all' | 'other' | 'ahead' };

export function readCursor(cursor: string | undefined, epoch: string, nextMark: number): Since {
  const at = cursor?.lastIndexOf('.') ?? -1;
  if (cursor === undefined || at < 1) return { kind: 'all' };
  const mark = readNumber(cursor.slice(at + 1));
  if (mark === undefined) return { kind: 'all' };
  if (cursor.slice(0, at) !== epoch) return { kind: 'other' };
  if (mark > nextMark) return { kind: 'ahead' };
  return { kind: 'changes', mark };
}

/** Where the pages of one sync stand: they share the mark that was taken before the first. */
export interface Page {
  readonly mark: number;
  readonly since: number;
  readonly after: number;
  /** The sync began with a reset, and why. */
  readonly reset?: 'other' | 'ahead' | undefined;
  readonly isFull: boolean;
  /** Behind the states: which receipts come next, and after which. */
  readonly receipts?: ReceiptsPage | undefined;
}
export interface ReceiptsPage {
  readonly of: 'own' | 'marked';
  readonly after: readonly [mark: number, c: number, seq: number];
}

export const encodePage = (epoch: string, page: Page): string =>
  [
    epoch,
    page.mark.toString(36),
    page.since.toString(36),
    page.after.toString(36),
    `${page.reset?.[0] ?? ''}${page.isFull ? 'f' : ''}-${page.receipts ? encodeReceipts(page.receipts) : ''}`,
  ].join('.');

const encodeReceipts = ({ of, after }: ReceiptsPage): string =>
  `${of[0]}${after.map((number) => number.toString(36)).join('_')}`;

/** Undefined where it is none of this history: the sync then begins anew. */
export function readPage(token: string, epoch: string): Page | undefined {
  const parts = token.split('.');
  const [flags, place = ''] = (parts.pop() ?? '').split('-');
  const [mark, since, after] = parts.splice(-3).map(readNumber);
  if (parts.join('.') !== epoch || mark === undefined || since === undefined || after === undefined) return undefined;
  const reset = flags === 'of' ? 'other' : flags === 'af' ? 'ahead' : undefined;
  const isFull = reset !== undefined || flags === 'f';
  if (!isFull && flags !== '') return undefined;
  const receipts = readReceipts(place);
  if (!receipts && place !== '') return undefined;
  return { mark, since, after, ...(reset && { reset }), isFull, ...(receipts && { receipts }) };
}

function readReceipts(place: string): ReceiptsPage | undefined {
  const [mark, c, seq] = place.slice(1).split('_').map(readNumber);
  const of = place[0] === 'o' ? 'own' : place[0] === 'm' ? 'marked' : undefined;
  if (!of || mark === undefined || c === undefined || seq === undefined) return undefined;
  return { of, after: [mark, c, seq] };
}

function readNumber(text: string): number | undefined {
  if (!/^[0-9a-z]{1,11}$/.test(text)) return undefined;
  const value = Number.parseInt(text, 36);
  return Number.isSafeInteger(value) ? value : undefined;
}
