import { limits } from '@palaver/protocol';

/** An address that swallows everything is given up after this long. */
export const openingMs = 8_000;

const firstMs = 250;

/**
 * How long to wait before the next attempt: full jitter over a doubling span, so that clients of a server that comes
 * back do not come all at once. The time that the failed attempt took already counts, so that attempts that hang do
 * not add to the wait (D20).
 */
export function reconnectDelayMs(now: {
  readonly attempt: number;
  readonly spentMs: number;
  readonly isHidden: boolean;
  /** From 0 up to 1. */
  readonly fraction: number;
  /** What the server asked for. */
  readonly retryAfterMs?: number | undefined;
}): number {
  const most = now.isHidden ? limits.reconnectHiddenMs : limits.reconnectVisibleMs;
  const span = Math.min(most, firstMs * 2 ** Math.min(now.attempt, 20));
  return Math.max(now.retryAfterMs ?? 0, now.fraction * span - now.spentMs, 0);
}

/** How long a refusal "again later" lasts where the server does not say. */
export const againMs = 1_000;
