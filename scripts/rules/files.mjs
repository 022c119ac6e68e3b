import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const leftOut = new Set(['.git', 'node_modules', 'dist', 'dist-types', '.reports', 'coverage']);

/** Every file git tracks or would track, as paths from the root; without git, all but what a build makes. */
export function listFiles(root) {
  try {
    const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
    const out = execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const files = out.split('\0').filter((path) => path !== '' && existsSync(new URL(path, root)));
    if (files.length > 0) return files;
  } catch {
    // No git, or not a clone: an unpacked archive is checked as well.
  }
  return walk(root, '');
}

function walk(root, prefix) {
  return readdirSync(fileURLToPath(new URL(prefix, root)), { withFileTypes: true }).flatMap((entry) => {
    if (leftOut.has(entry.name)) return [];
    const path = `${prefix}${entry.name}`;
    return entry.isDirectory() ? walk(root, `${path}/`) : entry.isFile() ? [path] : [];
  });
}
