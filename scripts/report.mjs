// Reading what vitest's JSON reporter wrote into .reports/.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

const directory = join(root, '.reports');

export const reportPath = (project) => join(directory, `${project}.json`);

export function emptyReports() {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
}

/** Every test of one report as { file, name, names, status, isSecondTry }; undefined where the suite wrote none. */
export function readReport(project) {
  if (!existsSync(reportPath(project))) return undefined;
  const report = JSON.parse(readFileSync(reportPath(project), 'utf8'));
  return report.testResults.flatMap((file) => {
    const tests = file.assertionResults.map(({ ancestorTitles, title, fullName, status, failureMessages }) => ({
      file: file.name,
      name: fullName,
      names: [...ancestorTitles, title],
      status,
      // Passed, and yet something failed: at the first try.
      isSecondTry: status === 'passed' && failureMessages.length > 0,
    }));
    const hasFailed = file.status === 'failed' && !tests.some(({ status }) => status === 'failed');
    return hasFailed ? [...tests, { file: file.name, name: 'the file itself', names: [], status: 'failed' }] : tests;
  });
}

/** The projects whose reports the last run left. */
export function reportedProjects() {
  if (!existsSync(directory)) return [];
  return readdirSync(directory).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : []));
}
