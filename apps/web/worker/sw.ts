import { type BuiltFile, cacheNameOf, keptPath, staleCaches } from './answers.js';

declare const self: ServiceWorkerGlobalScope;

/** Put here by the build, when all files are written. */
const files: readonly BuiltFile[] = JSON.parse('__BUILT_FILES__');
const current = cacheNameOf(files);

/** All files or none: what is not as it was built, as while a server is being replaced, ends the installation, and the browser tries again. */
async function install(): Promise<void> {
  const cache = await caches.open(current);
  const store = async ({ path, integrity }: BuiltFile) => {
    const known = path.startsWith('/assets/') ? await caches.match(path) : undefined;
    await cache.put(path, known ?? (await fetchBuilt(path, integrity)));
  };
  await Promise.all(files.map(store));
}

async function fetchBuilt(path: string, integrity: string): Promise<Response> {
  const answer = await fetch(path, { integrity, cache: 'no-cache', credentials: 'omit' });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

async function activate(): Promise<void> {
  for (const name of staleCaches(await caches.keys(), current)) await caches.delete(name);
  await self.clients.claim();
}

async function answer(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(current);
  return (await cache.match(path)) ?? (await caches.match(path)) ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const path = keptPath(files, event.request, self.location.origin);
  if (path !== undefined) event.respondWith(answer(path, event.request));
});
self.addEventListener('message', ({ data }) => {
  // Somebody said so in a page: until then the version that runs goes on.
  if (data === 'take-over') void self.skipWaiting();
});

/** To the page that is open, else to a new one. */
async function openPlace(place: string): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window' });
  const page = pages.find(({ visibilityState }) => visibilityState === 'visible') ?? pages[0];
  if (!page) return void (await self.clients.openWindow(`/#${place}`));
  page.postMessage({ open: place });
  await page.focus();
}

self.addEventListener('notificationclick', (event) => {
  const { notification } = event;
  notification.close();
  const { place } = notification.data as { place: string };
  event.waitUntil(openPlace(place));
});
