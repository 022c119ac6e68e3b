import { type ConversationState, seededRandom } from '@palaver/protocol';
import { expect, it } from 'vitest';
import type { Operation } from '../store/batch.js';
import { createMemoryStore } from '../store/memory/memory-store.js';
import { StoreFullError } from '../store/store.js';
import { type Actor, gist, Stage, to } from '../testing/stage.js';

const dayMs = 24 * 3_600_000;

interface Page {
  readonly from: number;
  readonly entries: Parameters<typeof gist>[0][];
}
const all = async (actor: Actor, c: unknown) => {
  const { entries } = (await actor.ask('entries', { c, from: 1, to: 500 })) as unknown as Page;
  return entries.map((entry) => [entry.seq, gist(entry)]);
};
const states = async (actor: Actor) =>
  ((await actor.ask('sync')) as unknown as { conversations: ConversationState[] }).conversations;
const keeps = (stage: Stage, days: number | null, appKey = 'default') =>
  stage.run(stage.core.admin.changeSettings(appKey, { retentionDays: days }));
const expires = (stage: Stage) => stage.run(stage.core.expire());
const found = async (actor: Actor, text: string) =>
  ((await actor.ask('search', { text })) as unknown as { hits: { entry: Parameters<typeof gist>[0] }[] }).hits.map(
    ({ entry }) => gist(entry),
  );

it('[P73] what is older than the application keeps it is gone: from history, search, look-ups; the rest stands where it stood', async () => {
  const stage = new Stage();
  const { jane, rick } = await stage.cast('jane', 'rick');
  const first = jane.newId();
  const { c } = await jane.say(to('rick'), 'an old tale', first);
  await jane.say(to('rick'), 'an older tale');
  await keeps(stage, 2);
  await expires(stage);
  expect(await all(rick, c)).toHaveLength(2);
  await stage.pass(3 * dayMs);
  const again = await stage.device('jane');
  await again.say(to('rick'), 'a new tale');
  expect(await found(again, 'tale')).toHaveLength(3);
  await expires(stage);
  expect(await all(again, c)).toEqual([[3, 'a new tale']]);
  expect(await found(again, 'tale')).toEqual(['a new tale']);
  expect(await again.ask('retract', { to: to('rick'), id: first })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await states(again)).toMatchObject([{ head: 3, floor: 2 }]);
  // It began a new day only.
  await stage.pass(dayMs);
  await expires(stage);
  const later = await stage.device('jane');
  expect(await all(later, c)).toEqual([[3, 'a new tale']]);
  expect(await later.say(to('rick'), 'goes on')).toMatchObject({ seq: 4 });
});

it('[P73 D13] who is connected and has not read what expired has less unread, at once; nobody else hears of it', async () => {
  const stage = new Stage();
  const { jane } = await stage.cast('jane', 'rick', 'mona');
  await jane.say(to('rick'), 'one');
  await jane.say(to('rick'), 'two');
  await stage.pass(3 * dayMs);
  const [rick, again] = [await stage.device('rick'), await stage.device('jane')];
  await again.say(to('rick'), 'three');
  await keeps(stage, 1);
  rick.frames.splice(0);
  again.frames.splice(0);
  await expires(stage);
  expect(rick.states).toMatchObject([{ floor: 2, unread: 1, head: 3 }]);
  expect(again.states).toMatchObject([{ floor: 2, unread: 0 }]);
  expect(await states(rick)).toMatchObject([{ floor: 2, unread: 1 }]);
  await rick.ask('read', { c: rick.states[0]?.c, seq: 3 });
  rick.frames.splice(0);
  await stage.pass(10_000);
  await expires(stage);
  expect(rick.states).toEqual([]);
});

it('[P73] between two applications the one that keeps longer decides', async () => {
  const stage = new Stage();
  await stage.application('shop', { crossApplications: 'all', retentionDays: 1 });
  await stage.application('bank', { crossApplications: 'all' });
  await stage.user('jane', 'shop');
  await stage.user('rick', 'bank');
  const jane = await stage.device('jane', 'web', 'shop');
  const { c } = await jane.say({ user: 'rick', appKey: 'bank' }, 'hello');
  await stage.pass(9 * dayMs);
  const again = await stage.device('jane', 'web', 'shop');
  await expires(stage);
  expect(await all(again, c)).toEqual([[1, 'hello']]);
  await keeps(stage, 30, 'bank');
  await expires(stage);
  expect(await all(again, c)).toEqual([[1, 'hello']]);
  await keeps(stage, 3, 'bank');
  await expires(stage);
  expect(await all(again, c)).toEqual([]);
});

it('works in small pieces, stops when it is told to, and goes on where it stopped', async () => {
  const stage = new Stage();
  await stage.cast('jane', 'rick');
  await stage.run(stage.core.admin.changeSettings('default', { limits: { sendsPerSecond: 9_999, sendsBurst: 9_999 } }));
  const jane = await stage.device('jane', 'ios');
  const texts = Array.from({ length: 1_200 }, (_, at) => `text ${at}`);
  for (let at = 0; at < texts.length; at += 30)
    await stage.run(Promise.all(texts.slice(at, at + 30).map((text) => jane.text(to('rick'), text))));
  await stage.pass(3 * dayMs);
  await keeps(stage, 1);
  const sizes: number[] = [];
  const stop = new AbortController();
  const { commit } = stage.store;
  stage.store = {
    ...stage.store,
    async commit(batch: readonly Operation[]) {
      const done = await commit(batch);
      for (const outcome of done.outcomes) {
        if (outcome.kind !== 'expired' || outcome.count === 0) continue;
        sizes.push(outcome.count);
        stop.abort();
      }
      return done;
    },
  };
  stage.restart();
  await stage.run(stage.core.expire(stop.signal));
  expect(sizes).toEqual([500]);
  await expires(stage);
  expect(sizes).toEqual([500, 500, 200]);
  await expires(stage);
  expect(sizes).toHaveLength(3);
});

it('on a full disk nothing expires, and the next run goes on', async () => {
  let isFull = false;
  const stage = new Stage((clock) => {
    const store = createMemoryStore({ clock, flushMs: () => 2, random: seededRandom(1) });
    return {
      ...store,
      commit: (batch) => (isFull ? Promise.reject(new StoreFullError('no space')) : store.commit(batch)),
    };
  });
  const { jane } = await stage.cast('jane', 'rick');
  const { c } = await jane.say(to('rick'), 'old');
  await stage.pass(3 * dayMs);
  await keeps(stage, 1);
  isFull = true;
  await expires(stage);
  isFull = false;
  const again = await stage.device('jane');
  expect(await all(again, c)).toHaveLength(1);
  await expires(stage);
  expect(await all(again, c)).toEqual([]);
});
