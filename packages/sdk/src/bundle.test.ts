import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Rollup } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';

const mostBytes = 40 * 1024;

describe('what a browser loads', () => {
  let chunks: Rollup.OutputChunk[] = [];

  beforeAll(async () => {
    const built = await build({
      configFile: false,
      logLevel: 'silent',
      resolve: { conditions: ['@palaver/source', 'browser'] },
      build: {
        write: false,
        modulePreload: false,
        rollupOptions: {
          input: fileURLToPath(new URL('index.ts', import.meta.url)),
          preserveEntrySignatures: 'strict',
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

  it('[W8] is at most 40 KiB, minified and compressed', () => {
    const bytes = chunks.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(mostBytes);
  });
});
