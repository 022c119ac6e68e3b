import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build, type Rollup } from 'vite';
import { expect, it } from 'vitest';

it('[B3] what a browser loads is the same source, and needs nothing of Node', async () => {
  const { output } = (await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@palaver/source', 'browser'] },
    build: { write: false, lib: { entry: fileURLToPath(new URL('index.ts', import.meta.url)), formats: ['es'] } },
  }).then((built) => (Array.isArray(built) ? built[0] : built))) as Rollup.RollupOutput;
  const chunks = output.filter((file) => file.type === 'chunk');
  expect(chunks.length).toBeGreaterThan(0);
  const imported = chunks.flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports]);
  const chunkNames = chunks.map(({ fileName }) => fileName);
  expect(imported.filter((name) => !chunkNames.includes(name))).toEqual([]);
  const modules = chunks.flatMap(({ moduleIds }) => moduleIds);
  expect(modules.some((id) => id.endsWith('client.ts'))).toBe(true);
  const ofNode = [/[\\/]node[\\/][^\\/]*\.ts$/, /node_modules[\\/](ws|libsql)[\\/]/];
  expect(modules.filter((id) => builtinModules.includes(id) || ofNode.some((one) => one.test(id)))).toEqual([]);
});
