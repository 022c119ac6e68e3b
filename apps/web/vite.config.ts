import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { keepFiles } from './build/keep-files.js';

const mostInitialKb = 170;
const worker = 'sw';

/** What the first page loads must stay small: the build says how small, and fails above the bound. */
const initialSize = (): Plugin => ({
  name: 'palaver-initial-size',
  apply: 'build',
  generateBundle(_, bundle) {
    const seen = new Set<string>();
    const visit = (fileName: string): number => {
      const chunk = bundle[fileName];
      if (chunk?.type !== 'chunk' || seen.has(fileName)) return 0;
      seen.add(fileName);
      return gzipSync(chunk.code).length + chunk.imports.reduce((sum, name) => sum + visit(name), 0);
    };
    const entries = Object.values(bundle).filter(
      (chunk) => chunk.type === 'chunk' && chunk.isEntry && chunk.name !== worker,
    );
    const kb = entries.reduce((sum, { fileName }) => sum + visit(fileName), 0) / 1000;
    const words = `initial JavaScript: ${kb.toFixed(1)} KB gzipped, at most ${mostInitialKb}`;
    if (kb > mostInitialKb) throw new Error(words);
    process.stdout.write(`${words}\n`);
  },
});

// The packages come from their sources, so that the application and they are built and debugged as one.
export default defineConfig({
  plugins: [react(), initialSize(), keepFiles()],
  resolve: { conditions: ['@palaver/source', ...defaultClientConditions] },
  build: {
    target: 'es2023',
    // The policy of the server allows no inline script.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    sourcemap: true,
    rolldownOptions: {
      input: { index: 'index.html', [worker]: 'worker/sw.ts' },
      // The worker's address stays, and stands at the root: from there it answers for the whole application.
      output: { entryFileNames: ({ name }) => (name === worker ? '[name].js' : 'assets/[name]-[hash].js') },
    },
  },
  server: {
    proxy: { '/socket': { target: 'ws://127.0.0.1:8800', ws: true }, '/api': 'http://127.0.0.1:8800' },
  },
});
