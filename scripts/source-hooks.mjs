// Lets a worker thread that a test starts be a TypeScript source file, also on Node 20. Loaded by vitest's `execArgv`;
// does nothing in the main thread, where vitest loads sources itself.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';

if (!isMainThread) register(import.meta.url);

let transform;

/** The transformer that vite brings along; a dependency of our own could drift from it. */
async function viteTransform() {
  const fromVite = createRequire(createRequire(import.meta.url).resolve('vite/package.json'));
  return (await import(pathToFileURL(fromVite.resolve('rolldown/utils')).href)).transformSync;
}

/** `./writer.js` means `./writer.ts` where only the source exists, so that the same URL works built and unbuilt. */
export async function resolve(specifier, context, next) {
  if (/^(\.|file:)/.test(specifier) && specifier.endsWith('.js')) {
    const url = new URL(specifier, context.parentURL);
    const source = new URL(`${url.href.slice(0, -3)}.ts`);
    if (!existsSync(url) && existsSync(source)) return next(source.href, context);
  }
  return next(specifier, context);
}

/** Takes the types out of a source file. */
export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  transform ??= await viteTransform();
  const path = fileURLToPath(url);
  const { code, errors } = transform(path, readFileSync(path, 'utf8'), { sourcemap: false });
  if (errors.length > 0) throw errors[0];
  return { format: 'module', source: code, shortCircuit: true };
}
