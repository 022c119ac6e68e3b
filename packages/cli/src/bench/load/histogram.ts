const step = 1.02;
const least = 0.001;

/** Times in ms, in steps of two per cent. */
export class Histogram {
  private readonly counts: number[] = [];
  private count = 0;

  add(ms: number): void {
    const at = ms <= least ? 0 : Math.ceil(Math.log(ms / least) / Math.log(step));
    this.counts[at] = (this.counts[at] ?? 0) + 1;
    this.count++;
  }

  /** The time within which this part of all was done. */
  percentile(part: number): number {
    let seen = 0;
    for (let at = 0; at < this.counts.length; at++) {
      seen += this.counts[at] ?? 0;
      if (seen >= part * this.count) return least * step ** at;
    }
    return 0;
  }

  /** `[part in per cent, ms]`. */
  curve(): [number, number][] {
    return [0, 10, 25, 50, 75, 90, 95, 99, 99.5, 99.9].map((part) => [part, this.percentile(part / 100)]);
  }
}
