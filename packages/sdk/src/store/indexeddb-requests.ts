// The browser's database tells by events; here it answers.

export const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Resolves when all of it is kept. Rejects when it was aborted, by whatever. */
export const endOf = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('The transaction was aborted.'));
  });

export interface Opening {
  readonly name: string;
  readonly version: number;
  /** Makes what a database of an older version lacks; 0: there was none. */
  readonly upgrade: (database: IDBDatabase, from: number) => void;
  /** It is closed: another tab erases it, or wants it in a newer version, and must not wait; or the browser took it away. */
  readonly onClosed?: (why: 'erased' | 'newer' | 'taken away') => void;
}

export async function openDatabase({ name, version, upgrade, onClosed }: Opening): Promise<IDBDatabase> {
  const opening = indexedDB.open(name, version);
  opening.onupgradeneeded = ({ oldVersion }) => upgrade(opening.result, oldVersion);
  const database = await answerOf(opening);
  database.onversionchange = ({ newVersion }) => {
    onClosed?.(newVersion === null ? 'erased' : 'newer');
    database.close();
  };
  database.onclose = () => onClosed?.('taken away');
  return database;
}
