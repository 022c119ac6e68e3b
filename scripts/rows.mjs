// Prints, for every row of the design, how many tests of the last `npm test` passed and failed. `npm run rows`.
import { readFileSync } from 'node:fs';
import { readReport, reportedProjects } from './report.mjs';
import { rowsOfName } from './rules/names.mjs';

const titles = JSON.parse(readFileSync(new URL('../docs/rows.json', import.meta.url), 'utf8'));

/** Row id, with ` (part)` where the test covers a part, → { passed, failed }. */
function count(tests) {
  const counts = new Map();
  for (const test of tests) {
    const keys = test.names.flatMap(rowsOfName).map(({ id, isPart }) => (isPart ? `${id} (part)` : id));
    for (const key of new Set(keys)) {
      const entry = counts.get(key) ?? { passed: 0, failed: 0 };
      entry[test.status === 'passed' ? 'passed' : 'failed'] += 1;
      counts.set(key, entry);
    }
  }
  return counts;
}

function table(counts) {
  const line = (key, title) => {
    const { passed, failed } = counts.get(key) ?? { passed: 0, failed: 0 };
    return `${key.padEnd(11)}${String(passed).padStart(4)} passed, ${failed} failed   ${title}`;
  };
  const lines = Object.entries(titles).flatMap(([id, title]) => {
    const keys = [id, `${id} (part)`].filter((key) => counts.has(key));
    return (keys.length > 0 ? keys : [id]).map((key) => line(key, title));
  });
  // P rules are the wire's own, in SPEC.md.
  const unknown = [...counts.keys()].filter((key) => !/^P\d/.test(key) && !(key.split(' ')[0] in titles));
  return unknown.length > 0 ? [...lines, `not in docs/rows.json: ${unknown.join(', ')}`] : lines;
}

const projects = reportedProjects();
if (projects.length === 0) {
  process.stderr.write('There is no report yet: run `npm test` first.\n');
  process.exitCode = 1;
} else {
  process.stdout.write(`${table(count(projects.flatMap((project) => readReport(project)))).join('\n')}\n`);
}
