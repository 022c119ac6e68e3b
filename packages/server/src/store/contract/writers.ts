import { type Random, seededRandom } from '@palaver/protocol';
import { expect, it } from 'vitest';
import type { NewEntry, Outcome } from '../batch.js';
import { ann, append, bob, cleo, dora, entry, makeGroup } from './cast.js';
import type { StoreTest } from './store-test.js';

const writers = 8;
const batchesOfEach = 12;

type Place = { readonly c: number; readonly seq: number; readonly sid: string };

export function describeWriters({ open }: StoreTest): void {
  it('[D4 D6] 8 writers, half of the ids repeated, random batches: places 1..n, each id at one of them', async () => {
    const { store } = await open();
    const random = seededRandom(8);
    const conversations: number[] = [];
    for (let made = 0; made < 5; made++) conversations.push(await makeGroup(store, ann, bob, cleo, dora));
    const said: NewEntry[] = [];
    const places = new Map<string, Place>();
    let repeats = 0;

    const write = async () => {
      for (let batch = 0; batch < batchesOfEach; batch++) {
        const entries = Array.from({ length: 1 + below(random, 40) }, () => nextEntry(random, said));
        const targets = entries.map((each) => conversations[homeOf(each) % conversations.length] as number);
        const { outcomes } = await store.commit(entries.map((each, at) => append(targets[at] as number, 1, each)));
        outcomes.forEach((outcome, at) => {
          const { sender, id } = entries[at] as NewEntry;
          const key = `${sender} ${id}`;
          const place = placeOf(outcome, targets[at] as number);
          if (outcome.kind === 'repeated') repeats += 1;
          expect(place).toEqual(places.get(key) ?? place);
          places.set(key, place);
        });
      }
    };
    await Promise.all(Array.from({ length: writers }, write));

    expect(repeats).toBe(said.length - places.size);
    expect(repeats).toBeGreaterThan(said.length / 3);
    for (const c of conversations) {
      const entries = await store.entries(c, 1, 10_000, 10_000);
      expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, at) => at + 1));
      const answered = [...places.values()].filter((place) => place.c === c).sort((a, b) => a.seq - b.seq);
      expect(answered).toEqual(entries.slice(1).map(({ seq, sid }) => ({ c, seq, sid })));
      expect((await store.conversation(c))?.head).toBe(entries.length);
    }
  });
}

const below = (random: Random, bound: number) => Math.floor(random.fraction() * bound);

/** Every second time one that was said before, by any writer, answered or not. */
function nextEntry(random: Random, said: NewEntry[]): NewEntry {
  const repeated = random.fraction() < 0.5 ? said[below(random, said.length)] : undefined;
  const next = repeated ?? entry([ann, bob, cleo, dora][below(random, 4)] as number);
  said.push(next);
  return next;
}

/** The same message always goes to the same conversation. */
const homeOf = ({ id }: NewEntry) => Number(id.slice(-6));

function placeOf(outcome: Outcome, target: number): Place {
  if (outcome.kind === 'appended') return { c: target, seq: outcome.seq, sid: outcome.sid };
  if (outcome.kind === 'repeated') return { c: outcome.c, seq: outcome.seq, sid: outcome.sid };
  throw new Error(`a message was ${outcome.kind}`);
}
