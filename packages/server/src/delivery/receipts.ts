import type { UserId } from '../store/rows.js';
import type { Hub } from './hub.js';
import type { Lines } from './lines.js';

/** Receipts on their way to the sender's devices and to the reader's others: for each conversation what one batch brought, at once. */
export class ReceiptPushes {
  private readonly hub: Hub;
  private readonly lines: Lines;
  private readonly counts = new Map<string, Gathered<readonly [seq: number, readers: number]>>();
  private readonly marked = new Map<string, Gathered<number>>();

  constructor(deps: { hub: Hub; lines: Lines }) {
    this.hub = deps.hub;
    this.lines = deps.lines;
  }

  /** The reader is the `readers`-th of the message. */
  add(receipt: { c: number; seq: number; sender: UserId; reader: UserId; readers: number; mark: number }): void {
    const { c, seq, sender, reader, readers, mark } = receipt;
    gather(this.counts, { user: sender, c, mark }).of.set(seq, [seq, readers]);
    gather(this.marked, { user: reader, c, mark }).of.set(seq, seq);
  }

  /** After a batch, before it is said that its mark has left. */
  flush(): void {
    for (const one of this.counts.values()) this.push(one, (c, counts) => ({ t: 'receipts', c, counts }));
    for (const one of this.marked.values()) this.push(one, (c, places) => ({ t: 'marked', c, places }));
    this.counts.clear();
    this.marked.clear();
  }

  private push<T>({ user, c, mark, of }: Gathered<T>, frame: (c: number, of: readonly T[]) => object): void {
    if (this.hub.of(user).length === 0) return;
    const text = JSON.stringify(frame(c, [...of.values()]));
    const failed = () => {
      for (const to of this.hub.of(user)) to.close('internal');
    };
    this.lines.add(c, {
      mark,
      send: () => {
        for (const to of this.hub.of(user)) to.push(text);
      },
      failed,
    });
  }
}

interface Gathered<T> {
  readonly user: UserId;
  readonly c: number;
  readonly mark: number;
  readonly of: Map<number, T>;
}

function gather<T>(all: Map<string, Gathered<T>>, what: Omit<Gathered<T>, 'of'>): Gathered<T> {
  const key = `${what.user} ${what.c}`;
  const known = all.get(key) ?? { ...what, of: new Map() };
  all.set(key, known);
  return known;
}
