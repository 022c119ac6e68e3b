import { expect, test } from 'vitest';

const request = (made) =>
  new Promise((resolve, reject) => {
    made.onsuccess = () => resolve(made.result);
    made.onerror = () => reject(made.error);
  });

test("browser tests have a real browser's IndexedDB", async () => {
  const opening = indexedDB.open('tooling', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('words');
  const database = await request(opening);
  await request(database.transaction('words', 'readwrite').objectStore('words').put('早', 'key'));
  expect(await request(database.transaction('words').objectStore('words').get('key'))).toBe('早');
  database.close();
});
