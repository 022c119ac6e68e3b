import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteStore } from '@palaver/sdk/node';
import { afterAll, beforeAll, describe } from 'vitest';
import { nodeMachine } from './node/machine.js';
import { serve } from './testing/served.js';
import { describeConformance } from './testing/suite.js';

describe('server and devices on SQLite', () => {
  let directory: string;
  let served: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'palaver-conformance-'));
    served = await serve(join(directory, 'data'));
  });
  afterAll(async () => {
    await served.server.close();
    rmSync(directory, { recursive: true });
  });
  const store = (name: string) => sqliteStore(join(directory, name));
  describeConformance(() => ({ ...nodeMachine(served.url), ...served, store }));
});
