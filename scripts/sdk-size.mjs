import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

// What the SDK costs in a browser: each file that is loaded, and in it each module with its bytes minified and those by
// which the compressed file is smaller without it. What modules have in common is counted with none of them.

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const compressed = (code) => gzipSync(code, { level: 9 }).length;

/** Vite's own, for pages that load in parts: no matter of the SDK. */
const withoutPreloading = {
  name: 'without-preloading',
  enforce: 'pre',
  load: (id) => (id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load();' : undefined),
};

const { output } = await build({
  configFile: false,
  logLevel: 'silent',
  root: at('.'),
  resolve: { conditions: ['@palaver/source', 'browser'] },
  plugins: [withoutPreloading],
  build: {
    write: false,
    modulePreload: false,
    sourcemap: 'hidden',
    rollupOptions: {
      input: at('packages/sdk/src/index.ts'),
      preserveEntrySignatures: 'allow-extension',
      output: { format: 'es' },
    },
  },
});

for (const { type, isEntry, fileName, code, map } of output) {
  if (type !== 'chunk') continue;
  console.log(`\n${fileName}${isEntry ? ', at first' : ''}: ${code.length} bytes, ${compressed(code)} compressed`);
  const parts = partsOf(code, map);
  const rows = [...new Set(parts.map(({ source }) => source))].map((source) => {
    const own = parts.filter((part) => part.source === source);
    const rest = parts.filter((part) => part.source !== source);
    return { source, bytes: textOf(own).length, saved: compressed(code) - compressed(textOf(rest)) };
  });
  for (const { source, bytes, saved } of rows.sort((one, other) => other.saved - one.saved))
    console.log(`${String(bytes).padStart(8)} ${String(saved).padStart(6)}  ${source}`);
}

function textOf(parts) {
  return parts.map(({ text }) => text).join('');
}

/** The code in stretches of one module each. */
function partsOf(code, map) {
  const sources = map && new SourceMap(map);
  const parts = [];
  code.split('\n').forEach((line, row) => {
    for (let column = 0; column < line.length; column++) {
      const source = sources?.findEntry(row, column).originalSource?.replace(/^.*?((packages|node_modules)\/)/, '$1');
      const last = parts.at(-1);
      if (last?.source === (source ?? 'glue')) last.text += line[column];
      else parts.push({ source: source ?? 'glue', text: line[column] });
    }
  });
  return parts;
}
