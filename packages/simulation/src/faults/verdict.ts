import { check, type Report } from '@palaver/checker';
import type { Figures } from './figures.js';
import type { History } from './history.js';

/** What the checker says of a workload at rest. `least`: fewer acknowledged messages prove nothing. */
export const judge = (history: History, least = 200): Report => check(history.inOrder(), { leastAcknowledged: least });

/** Of a report, the figures that every fault tells. `except`: rows of order that the fault itself breaks. */
export function kept({ summary, broken: rows }: Report, except: readonly string[] = []): Figures {
  const { acknowledged, lost, doubled, outOfOrder } = summary;
  const excepted = rows.filter(({ row }) => except.includes(row)).reduce((sum, { count }) => sum + count, 0);
  return { acknowledged, lost, doubled, 'out of order': outOfOrder - excepted };
}

/** The broken rows, to be compared with none. `except`: rows that the fault itself breaks. */
export const broken = ({ broken: rows }: Report, except: readonly string[] = []): string[] =>
  rows.filter(({ row }) => !except.includes(row)).map(({ row, says, count }) => `${row}: ${says} (${count} times)`);
