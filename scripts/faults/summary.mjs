// What a run of the faults came to, from what each of them reported.
import { existsSync, readFileSync } from 'node:fs';
import { leastAcknowledged, leastBroken } from './table.mjs';

/** The file in which each fault reports, one line of JSON: { fault, figures }. */
export function readFigures(file = process.env.FAULTS_FIGURES) {
  if (!file || !existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/**
 * The line that the design asks for, and why the run does not count where it does not. `wanted`: the faults that were to be
 * made. `isWhole`: all of them were. `score`: how the checker did against broken servers, where it was tried.
 */
export function summarize({ figures, wanted, isWhole, failed, score }) {
  const sum = (name) => figures.reduce((total, one) => total + (Number(one.figures[name]) || 0), 0);
  const names = ['kills', 'cuts', 'acknowledged', 'lost', 'doubled', 'out of order'];
  const sums = names.map((name) => `${name} ${sum(name).toLocaleString('en-US')}`);
  const line = [...sums, ...(score ? [`broken servers found ${score.found} of ${score.tried}`] : [])].join(', ');
  const reported = new Set(figures.map(({ fault }) => fault));
  const problems = [
    ...wanted.filter((fault) => !reported.has(fault)).map((fault) => `${fault} was not made`),
    ...['lost', 'doubled', 'out of order'].filter((name) => sum(name) > 0).map((name) => `${name}: ${sum(name)}`),
    ...(isWhole && sum('acknowledged') < leastAcknowledged
      ? [`“lost 0” of fewer than ${leastAcknowledged.toLocaleString('en-US')} acknowledged messages says nothing`]
      : []),
    ...(score && !(score.isSound && score.tried >= leastBroken && score.found === score.tried)
      ? ['the checker did not find every broken server, or finds fault with the sound one']
      : []),
    ...(failed > 0 ? [`${failed} tests failed`] : []),
  ];
  return { line, problems };
}
