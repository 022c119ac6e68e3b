import type { Handler, Services } from './handler.js';

export const pingHandler =
  ({ clock }: Services): Handler<'ping'> =>
  (_, { reply }) =>
    reply.ok({ now: clock.now() });
