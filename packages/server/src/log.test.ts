import { expect, it } from 'vitest';
import { readableLog } from './log.js';

it('[operation: logs] for people a line has the time, the level, what happened and its fields; what is below the level is left out', () => {
  const lines: string[] = [];
  const log = readableLog('warn', (line) => lines.push(line));
  log.info('server.listening', { url: 'http://x' });
  log.warn('store full', { operations: 12, more: undefined });
  log.error('server.failed');
  expect(lines).toEqual([
    expect.stringMatching(/^\d\d:\d\d:\d\d warn {2}store full operations=12\n$/),
    expect.stringMatching(/^\d\d:\d\d:\d\d error server\.failed\n$/),
  ]);
});
