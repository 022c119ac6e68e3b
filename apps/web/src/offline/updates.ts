import type { Live } from '@palaver/sdk';
import { createLive } from '../live.js';

export type UpdateState =
  | { readonly kind: 'none' }
  /** A new version is on this device and begins when one says so. */
  | { readonly kind: 'ready' }
  /** It takes over, and the page is loaded anew. */
  | { readonly kind: 'updating' };

export interface Updates extends Live<UpdateState> {
  /** Asks the server whether there is a new version. */
  check(): void;
  /** Loads the page anew, in the new version. */
  apply(): void;
}

/** The worker that keeps the application on this device, and what it knows of newer versions. */
export function createUpdates(workers: ServiceWorkerContainer | undefined, reload: () => void): Updates {
  const { get, subscribe, set } = createLive<UpdateState>({ kind: 'none' });
  // A page that came without TLS has no workers, and a browser may refuse them: then the server answers, as ever.
  const registering = workers?.register('/sw.js', { updateViaCache: 'none' }).catch(() => undefined);
  let registration: ServiceWorkerRegistration | undefined;
  let isControlled = Boolean(workers?.controller);

  const ready = () => {
    // The first worker there ever was is no news, and one that takes over is none any more.
    if (isControlled && registration?.waiting && get().kind === 'none') set({ kind: 'ready' });
  };
  void registering?.then((found) => {
    registration = found;
    ready();
    found?.addEventListener('updatefound', () => found.installing?.addEventListener('statechange', ready));
    found?.installing?.addEventListener('statechange', ready);
  });
  workers?.addEventListener('controllerchange', () => {
    if (get().kind === 'updating') reload();
    // Another tab began the new version; this one goes on with what it has loaded until somebody says so here.
    else if (isControlled) set({ kind: 'ready' });
    isControlled = true;
  });
  return {
    get,
    subscribe,
    check: () => void registration?.update().catch(() => undefined),
    apply() {
      if (!registration?.waiting) return reload();
      set({ kind: 'updating' });
      registration.waiting.postMessage('take-over');
    },
  };
}
