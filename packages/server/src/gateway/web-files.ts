import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Answers a GET for a page or one of its files. */
export type WebFiles = (request: Request) => Response;

/**
 * The built web application, read once: what is not in the table is not served, so no address leads outside of it.
 * Without a directory, or with an empty one, a page that says how to build it.
 */
export function loadWebFiles(directory: string | undefined): WebFiles {
  const files = directory === undefined ? new Map<string, WebFile>() : readTree(directory);
  const index = files.get('/index.html');
  if (!index) return (request) => (new URL(request.url).pathname === '/' ? page(notBuilt) : missing());
  return (request) => {
    const path = new URL(request.url).pathname;
    const file = files.get(path);
    if (file) return answer(file, request);
    // A place inside the application, such as /chat/bob, is its page; a file that is not there is not.
    return extname(path) === '' ? answer(index, request) : missing();
  };
}

interface WebFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly gzipped?: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
  readonly etag: string;
}

function readTree(directory: string): Map<string, WebFile> {
  const files = new Map<string, WebFile>();
  for (const item of readDirectory(directory)) {
    const full = join(item.parentPath, item.name);
    const path = `/${relative(directory, full).split(sep).join('/')}`;
    if (item.isFile() && !path.endsWith('.map')) files.set(path, readFile(full, path));
  }
  return files;
}

function readDirectory(directory: string) {
  try {
    return readdirSync(directory, { recursive: true, withFileTypes: true });
  } catch {
    return [];
  }
}

function readFile(full: string, path: string): WebFile {
  const bytes = new Uint8Array(readFileSync(full));
  const type = mimeTypes[extname(path)] ?? 'application/octet-stream';
  const isText = /^text|javascript|json|svg/.test(type);
  return {
    bytes,
    ...(isText && bytes.length > 1_024 && { gzipped: new Uint8Array(gzipSync(bytes)) }),
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    headers: {
      'content-type': type,
      // A built file has its hash in its name; the page that names it is asked for again each time.
      'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  };
}

function answer(file: WebFile, request: Request): Response {
  const headers = { ...file.headers, etag: file.etag, vary: 'accept-encoding' };
  if (request.headers.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers });
  return file.gzipped && request.headers.get('accept-encoding')?.includes('gzip')
    ? new Response(file.gzipped, { headers: { ...headers, 'content-encoding': 'gzip' } })
    : new Response(file.bytes, { headers });
}

const page = (html: string) =>
  new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' } });
const missing = () =>
  new Response('Not found\n', { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } });

const notBuilt = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Palaver</title>
<h1>Palaver is running</h1>
<p>The server answers at <code>/socket</code> and <a href="/api/openapi.json"><code>/api</code></a>. The web application is not built:
run <code>npm run build</code> in the repository and start again, or name its directory with <code>--web DIR</code>.</p>
</html>
`;

const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};
