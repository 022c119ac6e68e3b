import { createMemoryIndex } from './memory-index.js';
import { describeTextIndex } from './text-index-contract.js';

describeTextIndex('in memory', async () => createMemoryIndex());
