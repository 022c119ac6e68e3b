import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Plugin, type Rollup } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';

/** Must be 40 KiB; a little above what it is, so that it does not creep up. */
const mostAtFirst = 39.25 * 1024;
/** All that is loaded when media first moves. */
const mostLater = 12.5 * 1024;

/** Vite's own, for pages that load in parts: no matter of ours. */
const withoutPreloading: Plugin = {
  name: 'without-preloading',
  enforce: 'pre',
  load: (id) => (id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load();' : undefined),
};

describe('what a browser loads', () => {
  let chunks: Rollup.OutputChunk[] = [];

  beforeAll(async () => {
    const built = await build({
      configFile: false,
      logLevel: 'silent',
      resolve: { conditions: ['@palaver/source', 'browser'] },
      plugins: [withoutPreloading],
      build: {
        write: false,
        modulePreload: false,
        rollupOptions: {
          input: fileURLToPath(new URL('index.ts', import.meta.url)),
          // As in an application, whose entry holds what is loaded later by others, too.
          preserveEntrySignatures: 'allow-extension',
          output: { format: 'es' },
        },
      },
    });
    const { output } = (Array.isArray(built) ? built[0] : built) as Rollup.RollupOutput;
    chunks = output.filter((file) => file.type === 'chunk');
  });

  it('[B3] is the same source, and needs nothing of Node', () => {
    expect(chunks.length).toBeGreaterThan(0);
    const imported = chunks.flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports]);
    const chunkNames = chunks.map(({ fileName }) => fileName);
    expect(imported.filter((name) => !chunkNames.includes(name))).toEqual([]);
    const modules = chunks.flatMap(({ moduleIds }) => moduleIds);
    expect(modules.some((id) => id.endsWith('client.ts'))).toBe(true);
    const ofNode = [/[\\/]node[\\/][^\\/]*\.ts$/, /node_modules[\\/](ws|libsql)[\\/]/];
    expect(modules.filter((id) => builtinModules.includes(id) || ofNode.some((one) => one.test(id)))).toEqual([]);
  });

  it('[W8] is below 40 KiB, minified and compressed', () => {
    const first = atFirst(chunks);
    const bytes = first.reduce((sum, chunk) => sum + compressed(chunk), 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(mostAtFirst);
  });

  it('loads what moves media later, and it has a bound of its own', () => {
    const first = atFirst(chunks);
    const later = chunks.filter((chunk) => !first.includes(chunk));
    const sizes = later.map((chunk) => [chunk.fileName, compressed(chunk)] as const);
    // biome-ignore lint/suspicious/noConsole: what it costs is to be seen where it is built.
    console.log([['at first', first.reduce((sum, chunk) => sum + compressed(chunk), 0)], ...sizes].join('\n'));
    const modules = later.flatMap(({ moduleIds }) => moduleIds);
    for (const one of ['uploader.ts', 'downloader.ts', 'thumbhash', 'tus.ts'])
      expect(modules.some((id) => id.includes(one))).toBe(true);
    const isOfMedia = ({ moduleIds }: Rollup.OutputChunk) =>
      moduleIds.some((id) => /[\\/]media[\\/]|thumbhash/.test(id));
    expect(later.filter(isOfMedia).reduce((sum, chunk) => sum + compressed(chunk), 0)).toBeLessThanOrEqual(mostLater);
  });
});

const compressed = ({ code }: Rollup.OutputChunk) => gzipSync(code, { level: 9 }).length;

/** The entry, and what it imports in its turn. */
function atFirst(chunks: readonly Rollup.OutputChunk[]): Rollup.OutputChunk[] {
  const named = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const found = new Set(chunks.filter(({ isEntry }) => isEntry));
  for (const { imports } of found) for (const name of imports) found.add(named.get(name) as Rollup.OutputChunk);
  return [...found];
}
