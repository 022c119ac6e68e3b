/** A profile after a change: null takes a field away, what the change does not name stays. */
export function mergedProfile(
  profile: Readonly<Record<string, unknown>>,
  change: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries({ ...profile, ...change }).filter(([, value]) => value !== null));
}
