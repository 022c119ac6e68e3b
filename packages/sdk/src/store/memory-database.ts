import { ImError } from '@palaver/protocol';
import { AccountRecords } from './account-records.js';
import { copyRecord } from './copy-record.js';
import type { LocalDatabase } from './local-store.js';

export { AccountRecords };

/** An account's database in memory; alone, it belongs to no store. */
export function memoryDatabase(
  records: AccountRecords = new AccountRecords(),
  isKept: () => boolean = () => true,
): LocalDatabase {
  let isClosed = false;
  const opened = () => {
    if (isClosed || !isKept()) throw new ImError('STORE', 'The local store is closed.');
    return records;
  };
  return {
    async load() {
      return opened().load();
    },
    async value(key) {
      return opened().value(key);
    },
    async messages(conversation, range) {
      return opened().messages(conversation, range);
    },
    async message(conversation, id) {
      return opened().message(conversation, id);
    },
    async messageBeginning(conversation, start) {
      return opened().messageBeginning(conversation, start);
    },
    async blob(conversation, message, name) {
      return opened().blob(conversation, message, name);
    },
    async write(changes, fence) {
      opened().apply(copyRecord(changes), fence);
    },
    async raiseFence() {
      return opened().raiseFence();
    },
    async close() {
      isClosed = true;
    },
  };
}
