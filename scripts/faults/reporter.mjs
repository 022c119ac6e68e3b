// Vitest's progress as `npm run faults` shows it: one line for each fault's test, with what it came to.
import { readFigures } from './summary.mjs';

const say = (text) => process.stdout.write(`${text}\n`);
const seconds = (ms) => `${((ms ?? 0) / 1000).toFixed(0)} s`.padStart(6);

export class FaultsReporter {
  #told = 0;

  onTestCaseReady(test) {
    say(`       … ${test.name}`);
  }

  onTestCaseResult(test) {
    const { state, errors = [] } = test.result();
    if (state === 'skipped') return;
    const cannot = errors.find(({ message }) => message?.includes('could not be made'));
    const word = state === 'passed' ? 'ok    ' : cannot ? 'NOT MADE' : 'FAILED';
    say(`${seconds(test.diagnostic()?.duration)} ${word} ${test.name}`);
    const figures = readFigures();
    for (const { fault, figures: told } of figures.slice(this.#told)) say(`              ${fault}: ${written(told)}`);
    this.#told = figures.length;
    for (const error of errors) say(`              ${cannot ? error.message : told(error)}`);
  }

  onTestSuiteResult(suite) {
    for (const { message, stack } of suite.errors()) say(`              ${suite.name}: ${stack ?? message}`);
  }

  onTestModuleEnd(file) {
    for (const { message, stack } of file.errors()) say(`              ${file.relativeModuleId}: ${stack ?? message}`);
  }
}

/** With what it came from: a property that failed says only in which case. */
const told = ({ message, stack, cause }) => `${stack ?? message}${cause ? `\n  because of ${told(cause)}` : ''}`;

const written = (figures) =>
  Object.entries(figures)
    .map(([name, value]) => `${name} ${typeof value === 'number' ? value.toLocaleString('en-US') : value}`)
    .join(', ');
