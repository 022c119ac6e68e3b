import type { ApplicationSettings } from '../store/people-rows.js';

const dayMs = 24 * 3_600_000;

/**
 * Entries of a conversation that were made before this moment expire; undefined where they stay. Of the applications whose
 * people are in it, the one that keeps them longest decides. Whole days of UTC: a floor rises once a day at most, and an
 * entry stays for the days asked for, and less than one more.
 */
export function expiryOf(
  applications: readonly Pick<ApplicationSettings, 'retentionDays'>[],
  now: number,
): number | undefined {
  let days = 0;
  for (const { retentionDays } of applications) {
    if (retentionDays === undefined || retentionDays === null) return undefined;
    days = Math.max(days, retentionDays);
  }
  return days === 0 ? undefined : (Math.floor(now / dayMs) - days) * dayMs;
}
