import { createHash, hash, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { type Log, silentLog, systemClock, systemRandom } from '@palaver/protocol';
import { argon2Passwords } from './auth/passwords.js';
import { jwtVerifier } from './auth/tokens.js';
import { type Config, type ConfigInput, checkConfig } from './config.js';
import { createCore } from './core.js';
import type { Admin, Core } from './core-ports.js';
import { type DataDirectory, openDataDirectory } from './data/data-directory.js';
import { errorText } from './error-text.js';
import { createClientAddress, limitedAs } from './gateway/client-address.js';
import { createHttpGateway } from './gateway/http.js';
import { listen } from './gateway/listen.js';
import { loadWebFiles } from './gateway/web-files.js';
import { createWebSocketGateway } from './gateway/websocket.js';
import { openDiskMediaStore } from './media/disk-media-store.js';
import { startSweeping } from './media/media-sweep.js';
import { createMemoryMediaStore } from './media/memory-media-store.js';
import { picturePixels, pictureType } from './media/picture-type.js';
import type { Search } from './search/search.js';
import { createSearch } from './search/searcher.js';
import { startSearchThread } from './search/sqlite/search-thread.js';
import { openSqliteIndex } from './search/sqlite/sqlite-index.js';
import { StartError } from './start-error.js';
import { createMemoryStore } from './store/memory/memory-store.js';
import type { ApplicationRow } from './store/people-rows.js';
import type { ApplicationId } from './store/rows.js';
import { openSqliteStore } from './store/sqlite/sqlite-store.js';
import { StoreOpenError } from './store/sqlite/store-open-error.js';
import type { Store } from './store/store.js';

export interface ServerOptions extends ConfigInput {
  /** Where the server says what it does. Default: nowhere. */
  log?: Log;
  /** Called when the disk failed and the server has stopped at once, acknowledging nothing more (D1). `closed` rejects then, too. */
  onFatal?: (error: unknown) => void;
}

export interface Server extends AsyncDisposable {
  /** Where this machine reaches it, such as `http://127.0.0.1:8800`. */
  readonly url: string;
  /** What an operator may do. */
  readonly admin: Admin;
  /** Resolves when the server has been closed; rejects where it stopped because the disk failed. */
  readonly closed: Promise<void>;
  /** Takes no more, finishes what was begun, closes every connection so that clients come back. */
  close(): Promise<void>;
}

/**
 * Starts a server: `createServer({ port: 0, data: 'memory' })`, or with a directory as `data`. [B1 B2]
 * Rejects with a StartError, whose message says what to do, where the port or the directory cannot be had.
 */
export async function createServer(options: ServerOptions = {}): Promise<Server> {
  const { log = silentLog, onFatal, ...given } = options;
  const config = checkConfig(given);
  const end = createEnd();
  let onFailure = (_error: unknown) => {};
  const house = await openHouse(config, log, openSearch, (error) => onFailure(error));
  try {
    const addressOf = createClientAddress(config.trustProxy);
    const operatorToken = randomBytes(32).toString('base64url');
    let isReady = true;
    const onRequest = createHttpGateway({
      admin: house.core.admin,
      backEnd: house.core.backEnd,
      addressOf: (request) => limitedAs(addressOf(request)),
      media: house.core.media,
      config,
      clock: systemClock,
      stats: house.core.stats,
      metrics: house.core.metrics,
      counts: house.core.counts,
      isReady: () => isReady,
      operatorToken,
      version,
      web: loadWebFiles(config.web),
      log,
    });
    const webSockets = createWebSocketGateway(house.core.accept, systemClock, config);
    const listening = await listen(config, onRequest, webSockets);
    house.data?.announce(listening.url, operatorToken);
    // First what is too old, then the media that nothing shows any more.
    const stopSweeping = startSweeping(systemClock, async (stop) => {
      await house.core.expire(stop);
      await house.core.media.sweep(stop);
    });
    log.info('server.listening', { url: listening.url, data: config.data });

    let closing: Promise<void> | undefined;
    onFailure = (error) => {
      isReady = false;
      void stopSweeping();
      listening.cut();
      log.error('server.failed', { error: errorText(error) });
      // What waits is not written any more: nobody knows what the disk would make of it.
      closing = house.close().catch(() => {});
      end.failed(error);
      onFatal?.(error);
    };
    const close = async () => {
      isReady = false;
      const swept = stopSweeping();
      await listening.close(() => Promise.all([house.core.drain(), house.core.media.transfers.close()]));
      await swept;
      await house.close();
      log.info('server.closed');
      end.closed();
    };
    const closeOnce = () => {
      closing ??= close();
      return closing;
    };
    return {
      url: listening.url,
      admin: house.core.admin,
      closed: end.promise,
      close: closeOnce,
      [Symbol.asyncDispose]: closeOnce,
    };
  } catch (error) {
    await house.close();
    throw error;
  }
}

/** Administration of a data directory on which no server runs. Rejects with a StartError where one does. */
export async function openAdmin(options: Pick<ServerOptions, 'data' | 'log'>): Promise<{
  readonly admin: Admin;
  close(): Promise<void>;
}> {
  const { log = silentLog, ...given } = options;
  const house = await openHouse(
    checkConfig(given),
    log,
    async () => noSearch,
    (error) => {
      throw error;
    },
  );
  return {
    admin: house.core.admin,
    async close() {
      await house.core.drain();
      await house.close();
    },
  };
}

/** All of a server but its doors: the data, and the core on it. */
interface House {
  readonly core: Core;
  /** Undefined where nothing is kept. */
  readonly data: DataDirectory | undefined;
  close(): Promise<void>;
}

async function openHouse(
  config: Config,
  log: Log,
  searchOver: typeof openSearch,
  onFatal: (error: unknown) => void,
): Promise<House> {
  const data = config.data === 'memory' ? undefined : await openDataDirectory(config.data);
  const opened: { store?: Store; search?: Search } = {};
  const close = async () => {
    await opened.search?.close();
    await opened.store?.close();
    data?.release();
  };
  try {
    const store = data ? await openStore(data) : createMemoryStore();
    opened.store = store;
    const mediaFiles = data ? await openDiskMediaStore(data.media) : createMemoryMediaStore(sha256);
    const application = await ensureDefaultApplication(store, config);
    data?.keepMasterSecret(application.secrets[0] ?? '');
    const search = await searchOver(store, data, log);
    opened.search = search;
    const core = createCore({
      clock: systemClock,
      random: systemRandom,
      log,
      store: data ? keepingMasterSecret(store, data, application.id, log) : store,
      search,
      passwords: argon2Passwords(),
      tokens: jwtVerifier(systemClock),
      mediaFiles,
      pictureType,
      picturePixels,
      digest: (text) => hash('sha256', text, 'base64url'),
      onFatal,
    });
    return { core, data, close };
  } catch (error) {
    await close().catch(() => {});
    throw error;
  }
}

/** In a thread beside the store's file; where nothing is kept, here. */
async function openSearch(store: Store, data: DataDirectory | undefined, log: Log): Promise<Search> {
  const { epoch } = store;
  if (data) return startSearchThread({ database: data.database, index: data.search, epoch }, log);
  return createSearch({ source: store, index: await openSqliteIndex(':memory:', epoch), clock: systemClock, log });
}

/** Administration alone searches nothing: what it changes is found by the next server. */
const noSearch: Search = { committed() {}, find: async () => 'busy', async close() {} };

async function openStore(data: DataDirectory): Promise<Store> {
  try {
    return await openSqliteStore({ file: data.database });
  } catch (error) {
    if (!(error instanceof StoreOpenError)) throw error;
    const { reason, advice } = storeFaults[error.reason];
    throw new StartError(reason, `${error.message} ${advice}`, error);
  }
}

const storeFaults = {
  newer: { reason: 'data_newer', advice: 'Update palaver, or restore a backup made with this version.' },
  foreign: { reason: 'data_foreign', advice: 'Name another directory for the data.' },
  unusable: { reason: 'data_unwritable', advice: 'Name a directory on a local disk that you may write to.' },
} as const;

/** The store, where a new master secret of the application `default` is known to the owner of the directory, too. */
const keepingMasterSecret = (store: Store, data: DataDirectory, application: ApplicationId, log: Log): Store => ({
  ...store,
  async updateApplication(id, change) {
    await store.updateApplication(id, change);
    const [secret] = change.secrets ?? [];
    if (id !== application || secret === undefined) return;
    try {
      data.keepMasterSecret(secret);
    } catch (error) {
      // It stands in the store and was told to who asked for it; the next start writes the file.
      log.warn('master secret not kept', { error: errorText(error) });
    }
  },
});

/** The application `default`, as the configuration wants it. */
async function ensureDefaultApplication(store: Store, { registration }: Config): Promise<ApplicationRow> {
  const known = await store.application('default');
  if (!known) {
    const secret = randomBytes(32).toString('base64url');
    const made = await store.createApplication({
      key: 'default',
      name: 'default',
      secrets: [secret],
      settings: { registration: registration ?? 'open', devices: 'one_per_class', limits: {} },
      createdAt: systemClock.now(),
    });
    if (!made) throw new Error('the application default was not made');
    return made;
  }
  if (registration !== undefined && registration !== known.settings.registration)
    await store.updateApplication(known.id, { settings: { ...known.settings, registration } });
  return known;
}

const sha256 = (parts: readonly Uint8Array[]): string => {
  const whole = createHash('sha256');
  for (const part of parts) whole.update(part);
  return whole.digest('hex');
};

/** A promise that ends one way or the other; nobody has to listen to it. */
function createEnd() {
  let closed = () => {};
  let failed = (_error: unknown) => {};
  const promise = new Promise<void>((resolve, reject) => {
    closed = resolve;
    failed = reject;
  });
  promise.catch(() => {});
  return { promise, closed, failed };
}

/** The same path from `src` and from `dist`. */
const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
