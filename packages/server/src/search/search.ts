import type { Range } from '../domain/search.js';
import type { EntryRow } from '../store/rows.js';

/** Finds messages by what they say. It is behind the log, and no commit waits for it. */
export interface Search {
  /** After each commit. Returns at once. */
  committed(news: CommittedLogs): void;
  /** 'busy': it has too much to do, or cannot work now. */
  find(question: Question): Promise<Answer | 'busy'>;
  close(): Promise<void>;
}

export interface CommittedLogs {
  /** Everything that was committed up to this mark has been named. */
  readonly mark: number;
  readonly logs: readonly number[];
  /** Something was taken back: it leaves the index at once. */
  readonly hasRetraction: boolean;
}

export interface Question {
  /** Folded, and not empty. */
  readonly text: string;
  readonly ranges: readonly Range[];
  /** Only smaller server ids. */
  readonly before?: number;
  readonly limit: number;
}

/** Newest first. With `next` older ones may follow: those before that server id. */
export interface Answer {
  readonly hits: readonly { readonly c: number; readonly entry: EntryRow }[];
  readonly next?: number;
}
