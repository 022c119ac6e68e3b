import { applicationLimitNames } from '@palaver/protocol';
import { boundsOf } from '../../domain/bounds.js';
import type { Handler } from './handler.js';

export const limitsHandler =
  (): Handler<'limits'> =>
  (_, { connection, reply }) => {
    const bounds = boundsOf(connection.identity.application);
    reply.ok({ limits: Object.fromEntries(applicationLimitNames.map((name) => [name, bounds[name]])) });
  };
