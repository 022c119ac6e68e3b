import { applicationLimitNames, type Limits, limits } from '@palaver/protocol';
import type { ApplicationRow } from '../store/people-rows.js';

const known = new WeakMap<ApplicationRow, Limits>();

/** The bounds that hold in an application: the defaults, and what it set for itself. */
export function boundsOf(application: ApplicationRow): Limits {
  let bounds = known.get(application);
  if (!bounds) {
    const own: Record<string, number> = {};
    for (const name of applicationLimitNames) {
      const value = application.settings.limits[name];
      if (value !== undefined) own[name] = value;
    }
    bounds = { ...limits, ...own };
    known.set(application, bounds);
  }
  return bounds;
}
