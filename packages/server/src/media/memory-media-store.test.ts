import { hashBytes } from '../testing/stage.js';
import { describeMediaStore } from './media-store-contract.js';
import { createMemoryMediaStore } from './memory-media-store.js';

describeMediaStore('media in memory', async () => createMemoryMediaStore(hashBytes));
