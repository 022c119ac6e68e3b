import { byteLength, type Clock, entryText, type Log, limits, serverLimits } from '@palaver/protocol';
import type { Range } from '../domain/search.js';
import type { EntryRow } from '../store/rows.js';
import { Finder, type Front } from './finder.js';
import { indexedEntry } from './indexed-entry.js';
import { createIndexer, type LogSource } from './indexer.js';
import type { Answer, Question, Search } from './search.js';
import type { Found, TextIndex } from './text-index.js';
import { phraseOf } from './words.js';

export interface SearchDeps {
  readonly source: LogSource;
  readonly index: TextIndex;
  readonly clock: Pick<Clock, 'monotonic' | 'after' | 'soon'>;
  readonly log: Log;
}

/** So many places are looked through for one question: then the answer says where to go on. */
const mostPlaces = 1_000_000;
/** How many places the index may name that the log does not confirm. */
const mostUnconfirmed = 500;
const turnMs = 10;

/** The index, and the log that each of its answers is checked against: what was taken back is never answered. */
export function createSearch({ source, index, clock, log }: SearchDeps): Search {
  const indexer = createIndexer({ source, index, clock, log });
  let waiting = 0;

  /** The entry, where it still says what is searched for; 'gone' where it says nothing any more. */
  const confirm = async ({ c, seq }: Found, text: string): Promise<EntryRow | 'gone' | undefined> => {
    const [entry] = await source.entries(c, seq, seq, 1);
    const read = entry ? indexedEntry(entry) : undefined;
    if (!entry || read?.is !== 'text') return 'gone';
    return read.folded.includes(text) ? entry : undefined;
  };

  const search = async ({ text, ranges, before, limit }: Question): Promise<Answer | 'busy'> => {
    if (!(await indexer.settle(ranges.map(({ c }) => c)))) return 'busy';
    const turn = createTurn(clock);
    const fronts = await frontsOf(index, ranges, before ?? Number.POSITIVE_INFINITY, turn);
    const finder = new Finder(index, phraseOf(text), fronts);
    const page = new Page(limit);
    const gone: Found[] = [];
    let unconfirmed = 0;
    for (;;) {
      const { places, below } = finder.step(limit);
      for (const place of places) {
        const entry = await confirm(place, text);
        if (entry === 'gone') gone.push(place);
        if (entry === 'gone' || !entry) unconfirmed += 1;
        else if (!page.add(place, entry)) break;
      }
      const isEnough = page.isFull || finder.looked >= mostPlaces || unconfirmed >= mostUnconfirmed;
      if (isEnough || below === undefined) {
        if (gone.length > 0) void indexer.forget(gone);
        return page.answer(below);
      }
      await turn();
    }
  };

  return {
    committed: (news) => indexer.committed(news),
    async find(question) {
      if (waiting >= serverLimits.searchesWaiting) return 'busy';
      waiting += 1;
      try {
        return await search(question);
      } finally {
        waiting -= 1;
      }
    },
    async close() {
      await indexer.stop();
      index.close();
    },
  };
}

/** Hits until there are enough, or more than one answer holds. */
class Page {
  private readonly hits: { readonly c: number; readonly entry: EntryRow }[] = [];
  private readonly limit: number;
  private bytes = 0;
  /** Where to go on, when it was full before all that was found had found room. */
  private next: number | undefined;

  constructor(limit: number) {
    this.limit = limit;
  }

  get isFull(): boolean {
    return this.next !== undefined || this.hits.length >= this.limit;
  }

  /** False where there was no room. */
  add({ c, sid }: Found, entry: EntryRow): boolean {
    this.bytes += byteLength(entryText(entry.seq, entry.at, entry.sid, entry.body));
    const hasRoom = this.hits.length < this.limit && (this.hits.length === 0 || this.bytes <= limits.pageBytes);
    if (hasRoom) this.hits.push({ c, entry });
    else this.next = sid + 1;
    return hasRoom;
  }

  answer(below: number | undefined): Answer {
    const next = this.next ?? below;
    return { hits: this.hits, ...(next !== undefined && { next }) };
  }
}

async function frontsOf(
  index: TextIndex,
  ranges: readonly Range[],
  before: number,
  turn: () => Promise<void>,
): Promise<Front[]> {
  const fronts: Front[] = [];
  for (const range of ranges) {
    const at = index.newest(range, before);
    if (at) fronts.push({ range, at });
    await turn();
  }
  return fronts;
}

/** Gives others their turn when one took long. */
function createTurn(clock: Pick<Clock, 'monotonic' | 'soon'>): () => Promise<void> {
  let began = clock.monotonic();
  return async () => {
    if (clock.monotonic() - began < turnMs) return;
    await new Promise<void>((resolve) => clock.soon(resolve));
    began = clock.monotonic();
  };
}
