// What may know what. A new arrow or a new adapter is one line here, and a sentence in docs/adr when it is a new idea.

/** Package directory → name by which it is imported. */
export const packageNames = {
  protocol: '@palaver/protocol',
  server: '@palaver/server',
  sdk: '@palaver/sdk',
  react: '@palaver/react',
  cli: 'palaver',
  simulation: '@palaver/simulation',
  conformance: '@palaver/conformance',
  checker: '@palaver/checker',
  web: '@palaver/web',
  ssr: '@palaver/example-ssr',
};

/** Package → packages of ours it may import. */
export const arrows = {
  protocol: [],
  server: ['protocol'],
  sdk: ['protocol'],
  react: ['sdk'],
  cli: ['protocol', 'server', 'sdk', 'conformance'],
  simulation: ['protocol', 'server', 'sdk', 'checker'],
  conformance: ['protocol', 'sdk'],
  checker: ['sdk'],
  web: ['react', 'sdk'],
  ssr: ['react', 'sdk'],
};

/** What tests of a package may import besides: what people have in their hands is tried against the real server. */
export const testArrows = {
  sdk: ['server'],
  react: ['protocol', 'server'],
  web: ['protocol', 'server'],
  conformance: ['server'],
};

/** Inside packages/server/src: files that match `from` import nothing that matches `never`. */
export const layers = [
  {
    from: ['domain/**'],
    never: [
      'engine/**',
      'session/**',
      'delivery/**',
      'gateway/**',
      'auth/**',
      'media/**',
      'bus/**',
      'node/**',
      'store/memory*',
      'store/memory/**',
      'store/sqlite*',
      'store/sqlite/**',
      'store/postgres*',
      'store/postgres/**',
      'config.ts',
      'server.ts',
    ],
    because: 'the domain is pure: what it needs comes in as arguments',
  },
];

/** Packages whose sources run in virtual time: no clock, no chance, no I/O outside the files of `adapters`. */
export const purePackages = ['protocol', 'server', 'sdk'];

/** Files that may touch the machine. Tests may too. */
export const adapters = [
  'packages/protocol/src/kernel/system-*.ts',
  'packages/server/src/store/sqlite/**',
  'packages/server/src/gateway/**',
  'packages/server/src/auth/passwords.ts',
  'packages/server/src/auth/tokens.ts',
  'packages/server/src/auth/login-token.ts',
  'packages/server/src/data/**',
  'packages/server/src/log.ts',
  'packages/server/src/search/sqlite/**',
  'packages/server/src/media/disk-media-store.ts',
  'packages/server/src/media/picture-type.ts',
  'packages/server/src/node/**',
  'packages/server/src/server.ts',
  'packages/sdk/src/transport/**',
  'packages/sdk/src/node/**',
  'packages/sdk/src/tabs/**',
  'packages/sdk/src/store/indexeddb*',
];

/** Globals that reach for time, chance or the machine. `new Date(value)`, `Date.UTC` and `Date.parse` are arithmetic. */
export const impureGlobals = new Set([
  ...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate'],
  ...['performance', 'crypto', 'fetch', 'WebSocket', 'XMLHttpRequest', 'EventSource', 'MessageChannel'],
  ...['BroadcastChannel', 'Worker', 'SharedWorker', 'indexedDB', 'localStorage', 'sessionStorage', 'caches'],
  ...['requestAnimationFrame', 'requestIdleCallback', 'navigator', 'window', 'document', 'location', 'self'],
  ...['process', 'globalThis'],
]);

export const impureMembers = new Set(['Date.now', 'Math.random', 'AbortSignal.timeout']);

/** Modules of Node that only compute. */
export const pureNodeModules = new Set(['node:assert', 'node:buffer', 'node:path', 'node:url', 'node:util']);

/** Production packages that do I/O, or finish in an order of their own. A final `*` stands for any ending. */
export const impurePackages = [
  'ws',
  'libsql',
  'jose',
  'pino',
  '@tus/*',
  'file-type',
  'hono',
  '@hono/node-server',
  '@node-rs/*',
  'pg',
  '@nats-io/*',
];

/** Development packages that may run an install script: fsevents is only ever installed on macOS. */
export const allowedInstallScripts = ['fsevents'];
