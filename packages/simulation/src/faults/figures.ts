import { appendFileSync } from 'node:fs';

/** What a fault came to, by name: 'acknowledged', 'kills', 'lost', … and any figure that is worth a look. */
export type Figures = Readonly<Record<string, number | string>>;

/** The long run does more of everything. */
export const isLong = process.env['FAULTS_LONG'] === '1';

/** As much as fits the quick run, or the long one. */
export const scale = (quick: number, long: number): number => (isLong ? long : quick);

/** Says what came of a fault, for the line and the sum of `npm run faults`. It counts as made when it said so. */
export function report(fault: string, figures: Figures): void {
  const file = process.env['FAULTS_FIGURES'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ fault, figures })}\n`);
}
