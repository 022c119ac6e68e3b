import nodePath from 'node:path';

export const { posix } = nodePath;

/** Does a path match a pattern in which `**` stands for anything and `*` for anything within one name? */
export function matchesGlob(path, glob) {
  const pattern = glob
    .split(/(\*\*|\*)/)
    .map((part) => (part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')))
    .join('');
  return new RegExp(`^${pattern}$`).test(path);
}
