/** How often each thing occurred that a run is for: faults, and the situations in which a promise says something. */
export class Counts {
  private readonly byName = new Map<string, number>();

  add(name: string, by = 1): void {
    this.byName.set(name, this.of(name) + by);
  }

  of(name: string): number {
    return this.byName.get(name) ?? 0;
  }

  merge(other: Counts): void {
    for (const [name, count] of other.byName) this.add(name, count);
  }

  entries(): [name: string, count: number][] {
    return [...this.byName].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}
