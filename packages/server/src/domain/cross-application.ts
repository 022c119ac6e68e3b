import type { ApplicationRow } from '../store/people-rows.js';

/** Whether people of two applications may know of each other: within one always, else where both allow it (O3, P65). */
export const mayMeet = (one: ApplicationRow, other: ApplicationRow): boolean =>
  one.id === other.id || (allows(one, other.key) && allows(other, one.key));

function allows({ settings: { crossApplications = 'none' } }: ApplicationRow, key: string): boolean {
  if (crossApplications === 'none') return false;
  return crossApplications === 'all' || crossApplications.includes(key);
}

/** Whether people of all these applications may be in one group: each with each. */
export function mayGather(applications: Iterable<ApplicationRow>): boolean {
  const all = [...new Set(applications)];
  return all.every((one, at) => all.slice(at + 1).every((other) => mayMeet(one, other)));
}
