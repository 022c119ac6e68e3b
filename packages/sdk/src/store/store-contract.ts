import { describe } from 'vitest';
import type { LocalStore } from '../api.js';
import { describeAccounts } from './contract/accounts.js';
import { describeBlobs } from './contract/blobs.js';
import { storesOf } from './contract/kit.js';
import { describeMessages } from './contract/messages.js';
import { describeModel } from './contract/model.js';
import { describeRecords } from './contract/records.js';
import { describeScanning } from './contract/scanning.js';
import { describeWrites } from './contract/writes.js';

export {
  type BlobRecord,
  type Change,
  FencedError,
  type LocalDatabase,
  type LocalStorePort,
  type MessageRecord,
  type Order,
} from './local-store.js';

/**
 * What every local store must hold, as tests of vitest, which the caller brings. `open(place)` gives the store that is
 * kept under that name, empty at first; opened again after everything in it was closed, it is the store as the next
 * process finds it.
 */
export function describeLocalStore(name: string, open: (place: string) => LocalStore | Promise<LocalStore>): void {
  const stores = storesOf(name, open);
  describe(`local store ${name}`, () => {
    describeRecords(stores);
    describeMessages(stores);
    describeBlobs(stores);
    describeScanning(stores);
    describeWrites(stores);
    describeAccounts(stores);
    describeModel(stores);
  });
}
