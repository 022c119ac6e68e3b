// The rules that a tracked file of any kind, a package.json or the lockfile can break.
import { existsSync, readFileSync } from 'node:fs';
import { allowedInstallScripts, arrows, packageNames, testArrows } from './tables.mjs';

// Written in pieces, so that this file does not name what it forbids.
const machinePath = new RegExp(
  `(?<![\\w.\\-/}@])/(?:${['work', 'root', 'home', 'Users'].join('|')})/[\\w.-]+/?[\\w.-]*`,
);
const registryHost = new RegExp(
  `\\b(?:registry\\.${'(?:npmjs|yarnpkg)'}|npm\\.pkg\\.github|registry\\.[a-z0-9-]+\\.(?:com|org|net|cn|io|dev|internal|local))`,
);

/** No tracked file names a path of somebody's machine, or the registry somebody installed from. */
export function checkText(path, text) {
  const problems = [];
  for (const [index, line] of text.split('\n').entries()) {
    const machine = machinePath.exec(line);
    if (machine) problems.push({ path, line: index + 1, text: `'${machine[0]}' is a path of one machine` });
    if (registryHost.test(line)) problems.push({ path, line: index + 1, text: 'names the host of a package registry' });
  }
  return problems;
}

/** A package.json declares only the packages of ours that the arrows allow. */
export function checkManifest(path, manifest) {
  const self = Object.keys(packageNames).find((key) => packageNames[key] === manifest.name);
  if (!self) return [];
  const problems = [];
  const ours = (table) =>
    Object.keys(packageNames).filter((key) => Object.keys(table ?? {}).includes(packageNames[key]));
  const check = (table, allowed) => {
    for (const target of ours(table)) {
      if (!allowed.includes(target)) problems.push({ path, line: 1, text: `${self} must not depend on ${target}` });
    }
  };
  check(manifest.dependencies, arrows[self]);
  check(manifest.peerDependencies, arrows[self]);
  check(manifest.devDependencies, [...arrows[self], ...(testArrows[self] ?? [])]);
  return problems;
}

/** The lockfile names no host, can be installed on every platform, and brings no install script. */
export function checkLockfile(path, lock, root) {
  const problems = [];
  const report = (text) => problems.push({ path, line: 1, text });
  const entries = Object.entries(lock.packages).filter(([key, entry]) => key.includes('node_modules/') && !entry.link);
  const present = new Set(entries.map(([key]) => key.slice(key.lastIndexOf('node_modules/') + 'node_modules/'.length)));
  for (const [key, entry] of entries) {
    const name = key.slice(key.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (entry.resolved) report(`${name} has a resolved address: keep omit-lockfile-registry-resolved in .npmrc`);
    if (!entry.version || !entry.integrity) report(`${name} has no version or no integrity`);
    for (const optional of Object.keys(entry.optionalDependencies ?? {})) {
      if (!present.has(optional)) report(`${name} needs ${optional}, which the lockfile lacks: npm ci refuses it`);
    }
    if (allowedInstallScripts.includes(name)) continue;
    if (entry.hasInstallScript || hasInstallScript(root, key)) report(`${name} runs a script when it is installed`);
  }
  return problems;
}

function hasInstallScript(root, key) {
  const manifest = new URL(`${key}/package.json`, root);
  if (!existsSync(manifest)) return false;
  const { scripts = {} } = JSON.parse(readFileSync(manifest, 'utf8'));
  return ['preinstall', 'install', 'postinstall'].some((name) => scripts[name] !== undefined);
}
