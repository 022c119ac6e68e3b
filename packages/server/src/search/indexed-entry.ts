import { foldText, searchableText } from '@palaver/protocol';
import type { EntryRow } from '../store/rows.js';

/** What an entry is to search. */
export type IndexedEntry =
  | { readonly is: 'text'; readonly folded: string }
  /** Takes back what stands at another place. */
  | { readonly is: 'retraction'; readonly seq: number }
  | { readonly is: 'nothing' };

export function indexedEntry({ body }: Pick<EntryRow, 'body'>): IndexedEntry {
  const read = JSON.parse(body) as { kind: string; seq?: unknown; message?: { content?: { type: string } } };
  if (read.kind === 'retraction' && typeof read.seq === 'number') return { is: 'retraction', seq: read.seq };
  const text = read.kind === 'message' && read.message?.content && searchableText(read.message.content);
  const folded = text ? foldText(text) : '';
  return folded === '' ? { is: 'nothing' } : { is: 'text', folded };
}
