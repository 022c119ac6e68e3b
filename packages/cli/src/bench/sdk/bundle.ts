import { gzipSync } from 'node:zlib';

interface Chunk {
  readonly type: string;
  readonly fileName: string;
  readonly isEntry: boolean;
  readonly imports: readonly string[];
  readonly code: string;
}
interface Bundler {
  build(options: object): Promise<{ readonly output: readonly Chunk[] }>;
}

/** What a browser loads of a module. Undefined where there is no bundler: it belongs to the repository, not to the program. */
export async function bundle(entry: string): Promise<readonly Chunk[] | undefined> {
  const vite = await import(bundlerName).then(
    (found: Bundler) => found,
    () => undefined,
  );
  if (!vite) return undefined;
  const { output } = await vite.build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['browser'] },
    plugins: [withoutPreloading],
    build: {
      write: false,
      modulePreload: false,
      rollupOptions: {
        input: entry,
        preserveEntrySignatures: 'allow-extension',
        output: { format: 'es', entryFileNames: 'bench.js', chunkFileNames: 'bench-[hash].js' },
      },
    },
  });
  return output.filter(({ type }) => type === 'chunk');
}

const bundlerName = 'vite';
/** Vite's own, for pages that load in parts: no matter of the SDK. */
const withoutPreloading = {
  name: 'without-preloading',
  enforce: 'pre',
  load: (id: string) =>
    id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load();' : undefined,
};

/** The entry and what it imports at once, compressed. */
export function firstLoadBytes(chunks: readonly Chunk[]): number {
  const named = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const found = new Set(chunks.filter(({ isEntry }) => isEntry));
  for (const { imports } of found)
    for (const name of imports) {
      const chunk = named.get(name);
      if (chunk) found.add(chunk);
    }
  return [...found].reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
}
