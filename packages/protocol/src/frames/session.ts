import * as json from '../json.js';

/** Ends the session: its token reopens nothing any more. */
export const logoutRequest = json.object({});
export const logoutResponse = json.object({});

/** A heartbeat. Both sides close a connection on which nothing came for two heartbeats. */
export const pingRequest = json.object({});
export const pingResponse = json.object({ now: json.number });
