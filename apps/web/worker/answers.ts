/** A file of the built application, and the hash of its bytes as `fetch` checks it. */
export interface BuiltFile {
  readonly path: string;
  readonly integrity: string;
}

/** Caches of this application begin so; whatever else the origin keeps is left alone. */
const prefix = 'palaver-';

/** A version is the files it consists of. */
export function cacheNameOf(files: readonly BuiltFile[]): string {
  let hash = 5381;
  for (const { path, integrity } of files)
    for (const letter of path + integrity) hash = ((hash << 5) + hash + (letter.codePointAt(0) ?? 0)) >>> 0;
  return `${prefix}${hash.toString(36)}`;
}

/** What is kept besides the newest: the version before, for tabs that still run it and load one of its parts later. */
export function staleCaches(names: readonly string[], current: string): string[] {
  const others = names.filter((name) => name.startsWith(prefix) && name !== current);
  return others.slice(0, -1);
}

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly mode: string;
}

/**
 * Under which path the answer to a request is kept; undefined: it is none of ours and goes to the network untouched, as the
 * API, the media and the socket do, always.
 */
export function keptPath(files: readonly BuiltFile[], asked: Asked, origin: string): string | undefined {
  const url = new URL(asked.url);
  if (asked.method !== 'GET' || url.origin !== origin) return undefined;
  if (asked.mode === 'navigate') return url.pathname === '/' || url.pathname === '/index.html' ? '/' : undefined;
  // A part of the version before is in no list of this one; its name has its hash, so it cannot be a wrong one.
  const isBuilt = url.pathname.startsWith('/assets/') || files.some(({ path }) => path === url.pathname);
  return isBuilt ? url.pathname : undefined;
}
