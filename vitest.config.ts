import { playwright } from '@vitest/browser-playwright';
import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { chromiumArgs, findChromium } from './scripts/chromium.mjs';
import { startConformanceHost, stopConformanceHost } from './scripts/testing/conformance-host.mjs';

// Tests run from the sources of every package: `@palaver/source` stands first in each `exports` table.
const source = '@palaver/source';
const nodeResolution = {
  resolve: { conditions: [source, ...defaultServerConditions] },
  ssr: {
    resolve: { conditions: [source, ...defaultServerConditions], externalConditions: [source, 'node', 'import'] },
  },
};
const roots = ['packages/*/src', 'apps/*/src', 'apps/*/e2e', 'examples/*/e2e', 'scripts'];
const inRoots = (pattern: string) => roots.map((root) => `${root}/**/${pattern}`);
const elsewhere = ['**/node_modules/**', '**/dist/**'];

// A worker thread started by a test inherits these, so that it too can be a TypeScript file of the sources.
const execArgv = [`--conditions=${source}`, `--import=${new URL('./scripts/source-hooks.mjs', import.meta.url).href}`];

export default defineConfig({
  test: {
    projects: [
      {
        ...nodeResolution,
        test: {
          name: 'node',
          environment: 'node',
          include: inRoots('*.test.{ts,tsx,mjs}'),
          exclude: [...elsewhere, '**/*.browser.test.*', '**/*.e2e.test.*', '**/*.faults.test.*'],
          pool: 'forks',
          execArgv,
          // A guard against hanging, not a measure: these machines are shared and slow at times.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 20_000 } },
        },
      },
      {
        ...nodeResolution,
        test: {
          name: 'faults',
          environment: 'node',
          include: inRoots('*.faults.test.ts'),
          exclude: elsewhere,
          pool: 'forks',
          execArgv,
          maxWorkers: 2,
          // The long run has hours of work in a single test.
          testTimeout: process.env['FAULTS_LONG'] ? 7_200_000 : 600_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
      {
        resolve: { conditions: [source, ...defaultClientConditions] },
        // Named here so that vite prepares them before the first test, and does not reload the page under a later one.
        optimizeDeps: {
          include: [
            '@noble/hashes/sha2.js',
            '@noble/hashes/utils.js',
            'thumbhash',
            'lucide-react',
            'virtua',
            'valibot',
            'react',
            'react-dom',
            'react-dom/client',
            'react-dom/server',
            'react/jsx-runtime',
            'react/jsx-dev-runtime',
          ],
        },
        test: {
          name: 'browser',
          include: inRoots('*.browser.test.{ts,tsx,mjs}'),
          exclude: elsewhere,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 20_000 } },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            commands: { startConformanceHost, stopConformanceHost },
            // Without Chromium the launch fails and names the path; the other suites still run.
            provider: playwright({
              launchOptions: {
                args: chromiumArgs,
                executablePath: findChromium() ?? process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        ...nodeResolution,
        test: {
          name: 'e2e',
          environment: 'node',
          include: inRoots('*.e2e.test.{ts,tsx,mjs}'),
          exclude: elsewhere,
          pool: 'forks',
          execArgv,
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
  },
});
