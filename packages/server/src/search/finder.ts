import type { Range } from '../domain/search.js';
import type { Found, TextIndex } from './text-index.js';
import type { Phrase } from './words.js';

/** So many places of a log are looked through in one step. */
const stepPlaces = 4_096;

/** A range, and the newest place of it that was not looked at. */
export interface Front {
  readonly range: Range;
  readonly at: Found;
}

/**
 * Goes through several logs at once, newest first: each step looks in the log that has the newest place nobody looked
 * at, and what was found above all such places is final.
 */
export class Finder {
  /** How many places were looked through. */
  looked = 0;
  private readonly index: TextIndex;
  private readonly phrase: Phrase;
  /** Oldest first, so that the newest is taken from the end. */
  private readonly fronts: Front[];
  /** Found and not given yet, newest first. */
  private found: Found[] = [];

  constructor(index: TextIndex, phrase: Phrase, fronts: readonly Front[]) {
    this.index = index;
    this.phrase = phrase;
    this.fronts = [...fronts].sort((a, b) => a.at.sid - b.at.sid);
  }

  /** At most `limit` places that are final. What has a server id below `below` was not decided; undefined: all was. */
  step(limit: number): { readonly places: readonly Found[]; readonly below: number | undefined } {
    const front = this.fronts.pop();
    if (front) this.look(front, limit);
    const top = this.fronts.at(-1)?.at.sid ?? -1;
    const final = this.found.filter(({ sid }) => sid > top);
    const places = final.slice(0, limit);
    this.found = this.found.slice(places.length);
    const last = places.at(-1);
    if (last && places.length < final.length) return { places, below: last.sid };
    return { places, below: top < 0 ? undefined : top + 1 };
  }

  private look({ range, at }: Front, limit: number): void {
    const { index, phrase } = this;
    const { c } = range;
    const from = Math.max(range.from, at.seq - stepPlaces + 1);
    const found = index.find(phrase, { c, from, to: at.seq }, limit);
    this.looked += at.seq - from + 1;
    this.found = [...this.found, ...found].sort((a, b) => b.sid - a.sid);
    // Where it was cut, what lies below the last one was not looked at.
    const last = found.length === limit ? found.at(-1) : undefined;
    const rest = { ...range, to: (last ? last.seq : from) - 1 };
    const next = index.newest(rest, Number.POSITIVE_INFINITY);
    if (next) this.insert({ range: rest, at: next });
  }

  private insert(front: Front): void {
    let [low, high] = [0, this.fronts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.fronts[middle] as Front).at.sid < front.at.sid) low = middle + 1;
      else high = middle;
    }
    this.fronts.splice(low, 0, front);
  }
}
