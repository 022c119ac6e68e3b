import type { Log, LogFields } from '@palaver/protocol';
import { pino } from 'pino';

export type LogLevel = 'info' | 'warn' | 'error';

/** JSON lines on standard error, one for each event. Written at once, so that the last words before an exit are kept. */
export function jsonLog(level: LogLevel = 'info'): Log {
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

const order: readonly LogLevel[] = ['info', 'warn', 'error'];

/** The same for people: the time of day, what happened, and its fields. */
export function readableLog(
  level: LogLevel = 'info',
  write: (line: string) => void = (line) => void process.stderr.write(line),
): Log {
  const at = (own: LogLevel) => (event: string, fields?: LogFields) => {
    if (order.indexOf(own) < order.indexOf(level)) return;
    const said = Object.entries(fields ?? {}).filter(([, value]) => value !== undefined);
    const text = said.map(([name, value]) => ` ${name}=${String(value)}`).join('');
    write(`${new Date().toTimeString().slice(0, 8)} ${own.padEnd(5)} ${event}${text}\n`);
  };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}
