import * as v from 'valibot';
import * as json from '../json.js';

/** The bounds that an application may set for itself, as they hold in the caller's: sizes in bytes and times in ms, unless the name says otherwise. */
export const limitsRequest = json.object({});
export const limitsResponse = json.object({ limits: json.record(v.string(), json.number) });
