import { fileURLToPath } from 'node:url';
import type { Edit } from './fault.js';

// Loaded into a process that is to be broken: puts the edits of a fault into the product's files as they are loaded.

let edits: readonly Edit[] = [];

export function initialize(data: readonly Edit[]): void {
  edits = data;
}

interface Loaded {
  readonly format: string;
  readonly source?: string | ArrayBuffer | NodeJS.TypedArray;
}

export async function load(
  url: string,
  context: unknown,
  next: (url: string, context: unknown) => Promise<Loaded>,
): Promise<Loaded> {
  const loaded = await next(url, context);
  if (!url.startsWith('file:')) return loaded;
  const path = fileURLToPath(url).replaceAll('\\', '/');
  const own = edits.filter(({ file }) => path.endsWith(`/packages/${builtOf(file)}`));
  if (own.length === 0) return loaded;
  let text = Buffer.from(loaded.source as ArrayBuffer).toString();
  for (const { find, replace } of own) {
    // A thread may inherit the hooks and register its own.
    if (text.includes(replace) && replace.length > find.length) continue;
    if (text.split(find).length !== 2) throw new Error(`“${find}” does not stand once in ${path}`);
    text = text.replace(find, () => replace);
  }
  return { ...loaded, source: text };
}

/** The file that was compiled of it. */
const builtOf = (file: string): string => file.replace('/src/', '/dist/').replace(/\.ts$/, '.js');
