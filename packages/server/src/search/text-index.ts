import type { Range } from '../domain/search.js';
import type { Phrase } from './words.js';

/**
 * The port to an index of what messages say. It holds for each log how far it has come, in the transaction that holds
 * the texts, so it can fall behind the log and never part from it. `text-index-contract.ts` says what every one must hold.
 */
export interface TextIndex {
  /** Changes of logs with a smaller mark are in the index. */
  mark(): number;
  /** How far it has come in a log: 0 where it knows nothing of it. */
  reached(c: number): Reached;
  /** One transaction. Texts are put before places are taken out. */
  apply(slice: Slice): void;
  /** The newest place of a range whose server id is smaller than `below`. */
  newest(range: Range, below: number): Found | undefined;
  /** Places of a range that hold the phrase, newest first. */
  find(phrase: Phrase, range: Range, limit: number): Found[];
  /** Forgets everything. */
  clear(): void;
  close(): void;
}

export interface Found {
  readonly c: number;
  readonly seq: number;
  /** The server's id: it tells what is newer across logs. */
  readonly sid: number;
}
export interface Reached {
  readonly seq: number;
  readonly floor: number;
}
export interface Slice {
  readonly texts: readonly (Found & { readonly words: readonly string[] })[];
  readonly gone: readonly Pick<Found, 'c' | 'seq'>[];
  /** What is at or below the floor goes. */
  readonly reached: readonly (Reached & { readonly c: number })[];
  readonly mark?: number;
}
