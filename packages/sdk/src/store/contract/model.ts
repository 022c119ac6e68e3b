import { seededRandom } from '@palaver/protocol';
import { expect, it } from 'vitest';
import type { Stores } from './kit.js';
import { randomChanges, StoreModel } from './store-model.js';

export function describeModel({ newPlace, port }: Stores): void {
  it.each([1, 2, 3, 4])(
    'does what a plain list of records would do, with random changes of seed %i',
    async (seed) => {
      const random = seededRandom(seed);
      const model = new StoreModel();
      const place = newPlace();
      let database = await (await port(place)).open('account');
      for (let step = 0; step < 60; step++) {
        const changes = randomChanges(random);
        model.apply(changes);
        await database.write(changes);
        if (random.fraction() < 0.05) {
          await database.close();
          database = await (await port(place)).open('account');
        }
        const query = model.randomQuery(random);
        expect(await database.messages(query.conversation, query.range)).toEqual(model.messages(query));
      }
      const { values, conversations, outbox } = await database.load();
      expect({ values, conversations: byId(conversations), outbox }).toEqual(model.load());
      await database.close();
    },
    30_000,
  );
}

const byId = <T extends { readonly id: string }>(records: readonly T[]) =>
  [...records].sort((a, b) => (a.id < b.id ? -1 : 1));
