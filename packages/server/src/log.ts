import type { Log } from '@palaver/protocol';
import { pino } from 'pino';

/** JSON lines on standard error, one for each event. Written at once, so that the last words before an exit are kept. */
export function jsonLog(level: 'info' | 'warn' | 'error' = 'info'): Log {
  const lines = pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ dest: 2, sync: true }),
  );
  return {
    info: (event, fields) => lines.info(fields ?? {}, event),
    warn: (event, fields) => lines.warn(fields ?? {}, event),
    error: (event, fields) => lines.error(fields ?? {}, event),
  };
}
