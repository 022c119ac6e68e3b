import { errorCodes, type Operation, parseRequest, parseServerFrame, requests, seededRandom } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { createMemoryStore } from '../store/memory/memory-store.js';
import type { Store } from '../store/store.js';
import { examplesOf, placesOf, strangeFor, textWith, type Walked } from '../testing/attacks/strange-values.js';
import { type Actor, Stage, to } from '../testing/stage.js';

interface Attack {
  readonly path: string;
  readonly text: string;
}

/** A frame of the operation for each field and each strange value, from its schema. */
function* attacksOn(operation: Operation): Generator<Attack> {
  const schema = requests[operation] as unknown as Walked;
  const tried = new Set<string>();
  for (const example of examplesOf(schema)) {
    yield { path: '', text: JSON.stringify(example) };
    for (const { path, schema: part } of placesOf(schema, example)) {
      for (const value of strangeFor(part)) {
        const text = textWith(example, path, value);
        if (tried.has(text)) continue;
        tried.add(text);
        yield { path: path.join('.'), text };
      }
    }
  }
}

const operations = Object.keys(requests) as Operation[];
const beforeLogin: readonly Operation[] = ['register', 'login'];
/** These end the session that asks. */
const ending: readonly Operation[] = ['logout'];

it('[Input] the walk knows every field of every frame', () => {
  const fields = new Set(
    operations.flatMap((operation) => [...attacksOn(operation)].map(({ path }) => `${operation}.${path}`)),
  );
  for (const field of [
    'send.message.content.media.sha256',
    'send.message.content.latitude',
    'send.message.mentions.0.username',
    'send.message.notification.alert',
    'send.to.chatroom',
    'login.credentials.password',
    'login.credentials.token',
    'register.profile.extras.a',
    'receipts.mark.marks.0.1.0',
    'groups.silence.until',
    'command.devices',
  ])
    expect(fields).toContain(field);
  for (const operation of operations)
    for (const example of examplesOf(requests[operation] as unknown as Walked))
      expect(parseRequest(JSON.stringify({ ...(example as object), t: operation, r: 1 })).ok, operation).toBe(true);
});

it.each(operations)(
  '[Input] every field with every strange value is answered, and breaks nothing: %s',
  async (operation) => {
    let writes = 0;
    const stage = new Stage((clock) => counting(createMemoryStore({ clock, random: seededRandom(1) }), () => writes++));
    const { alice, robert } = await stage.cast('alice', 'robert');
    await alice.say(to('robert'), 'first', 'message-000000001');
    let asker = alice;
    let r = 1_000_000;
    for (const { path, text } of attacksOn(operation)) {
      const isOutside = beforeLogin.includes(operation);
      if (isOutside) asker = stage.connect(`198.51.100.${r % 250}`);
      else if (ending.includes(operation) || asker.closed) asker = await stage.device('alice');
      const frame = `{"t":"${operation}","r":${++r},${text.slice(1)}`.replace(/,\}$/, '}');
      const written = writes;
      const answer = await answerTo(stage, asker, frame, r);
      const what = [operation, path, frame.slice(0, 200)];
      expect([...what, answer?.t]).toEqual([...what, expect.stringMatching(/^(ok|error)$/)]);
      const isRead = parseRequest(frame).ok;
      if (answer?.code !== undefined) expect([...what, answer.code]).toEqual([...what, expect.toBeOneOf(codes)]);
      if (!isRead) expect([...what, answer?.code, writes]).toEqual([...what, 'INVALID', written]);
      if (isOutside) asker.vanish();
      else if (!ending.includes(operation)) expect([...what, asker.closed]).toEqual([...what, undefined]);
      // So that no bound in time answers in the place of what is tried.
      await stage.pass(operation === 'users.change_password' ? 7_000 : 100);
    }
    expect(stage.logged).toEqual([]);
    expect(stage.fatal).toEqual([]);
    for (const actor of [alice, robert])
      for (const frame of actor.frames)
        expect(parseServerFrame(JSON.stringify(frame)), JSON.stringify(frame)).toBeDefined();
    await stage.pass(60_000);
    const later = [await stage.device('alice', 'ios'), await stage.device('robert', 'ios')] as const;
    expect(await later[0].say(to('robert'), 'still well')).toMatchObject({ t: 'ok' });
    expect(later[1].heard).toEqual(['still well']);
    expect(await later[1].ask('sync')).toMatchObject({ t: 'ok' });
  },
);

/** INTERNAL is no answer to anything that somebody sends. */
const codes = errorCodes.filter((code) => code !== 'INTERNAL');

async function answerTo(
  stage: Stage,
  asker: Actor,
  frame: string,
  r: number,
): Promise<Actor['frames'][number] | undefined> {
  const answered = () => asker.frames.find((one) => one.r === r);
  asker.raw(frame);
  for (let waited = 0; waited < 50 && !answered(); waited++) await stage.pass(waited);
  return answered();
}

/** What counts the writes to a store. */
function counting(store: Store, count: () => void): Store {
  const isWrite = (name: string) =>
    /^(commit|create|update|open|end|touch|begin|keep|drop|complete|forget|allocate)/.test(name);
  return new Proxy(store, {
    get(target, name: string) {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        if (isWrite(name)) count();
        return value.apply(target, args) as unknown;
      };
    },
  });
}
