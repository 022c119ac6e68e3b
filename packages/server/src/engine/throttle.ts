import type { Clock } from '@palaver/protocol';
import { type Bucket, giveBack, type Rule, take, waitFor } from '../domain/rate.js';
import { Lru } from './lru.js';

/** Buckets by key, bounded: whoever was not heard of the longest is forgotten first. */
export class Throttle {
  private readonly buckets = new Lru<string | number, Bucket>(100_000);
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Takes one; 0 where there was one, else how long until there is, in ms. */
  take(key: string | number, rule: Rule): number {
    const { bucket, retryAfterMs } = take(this.buckets.get(key), rule, this.clock.monotonic());
    this.buckets.set(key, bucket);
    return retryAfterMs;
  }

  /** How long until there is one, in ms; takes nothing. */
  waitFor(key: string | number, rule: Rule): number {
    return waitFor(this.buckets.get(key), rule, this.clock.monotonic());
  }

  giveBack(key: string | number, rule: Rule): void {
    const bucket = this.buckets.get(key);
    if (bucket) this.buckets.set(key, giveBack(bucket, rule));
  }
}
