import { afterAll, beforeAll, describe } from 'vitest';
import { nodeMachine } from './node/machine.js';
import { serve } from './testing/served.js';
import { describeConformance } from './testing/suite.js';

describe('server and devices in memory', () => {
  let served: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    served = await serve('memory');
  });
  afterAll(() => served.server.close());
  describeConformance(() => ({ ...nodeMachine(served.url), ...served }));
});
