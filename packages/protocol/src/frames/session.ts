import * as z from 'zod/mini';

/** Ends the session: its token reopens nothing any more. */
export const logoutRequest = z.object({});
export const logoutResponse = z.object({});

/** A heartbeat. Both sides close a connection on which nothing came for two heartbeats. */
export const pingRequest = z.object({});
export const pingResponse = z.object({ now: z.number() });
