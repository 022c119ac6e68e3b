import { now, type Observation, type Recorder, type Untimed } from '@palaver/checker';

/** What was seen of a workload from outside, for the checker; the times of all processes of a machine are of one clock. */
export class History implements Recorder {
  readonly observations: Observation[] = [];
  private readonly counts = new Map<string, number>();

  add(seen: Untimed): void {
    this.take({ at: now(), ...seen } as Observation);
  }

  /** What another process saw. */
  take(seen: Observation): void {
    this.observations.push(seen);
    this.counts.set(seen.type, this.count(seen.type) + 1);
  }

  count(type: Observation['type']): number {
    return this.counts.get(type) ?? 0;
  }

  inOrder(): Observation[] {
    return [...this.observations].sort((one, other) => one.at - other.at);
  }
}
