/** A bucket that fills at a steady rate: bursts pass, a flood does not. */
export interface Bucket {
  readonly tokens: number;
  /** When it was last looked at, in monotonic ms. */
  readonly at: number;
}
export interface Rule {
  readonly perSecond: number;
  readonly burst: number;
}

/** Takes one token. `retryAfterMs` is 0 where there was one. */
export function take(bucket: Bucket | undefined, rule: Rule, now: number): { bucket: Bucket; retryAfterMs: number } {
  const tokens = bucket
    ? Math.min(rule.burst, bucket.tokens + ((now - bucket.at) / 1000) * rule.perSecond)
    : rule.burst;
  if (tokens >= 1) return { bucket: { tokens: tokens - 1, at: now }, retryAfterMs: 0 };
  return { bucket: { tokens, at: now }, retryAfterMs: Math.max(1, Math.ceil(((1 - tokens) / rule.perSecond) * 1000)) };
}

/** The same, taking nothing: how long until there is a token. */
export function waitFor(bucket: Bucket | undefined, rule: Rule, now: number): number {
  return bucket ? take(bucket, rule, now).retryAfterMs : 0;
}

/** Puts a token back that should not have counted. */
export const giveBack = (bucket: Bucket, rule: Rule): Bucket => ({
  ...bucket,
  tokens: Math.min(rule.burst, bucket.tokens + 1),
});
