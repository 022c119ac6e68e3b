import { seededRandom } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { newConversation } from '../../conversation/apply.js';
import type { StoredConversation, StoredMessage } from '../../conversation/records.js';
import { type Before, scan } from '../../live/scan.js';
import type { LocalDatabase } from '../local-store.js';
import type { Stores } from './kit.js';

const anna = { username: 'anna', appKey: 'default', displayName: 'Anna' };
const target = { user: 'anna', appKey: 'default' };
const clock = { soon: (run: () => void) => queueMicrotask(run) };

const said = (conversation: string, seq: number, at: number, text: string): StoredMessage => ({
  conversation,
  id: `${conversation}-${seq}`,
  order: [seq, 0],
  sid: String(seq),
  at,
  from: anna,
  fromType: 'user',
  body: { kind: 'message', message: { id: `${conversation}-${seq}`, content: { type: 'text', text } } },
  status: 'received',
  error: null,
  isMarked: false,
  isLocal: false,
});

async function keep(
  database: LocalDatabase,
  id: string,
  messages: readonly StoredMessage[],
): Promise<StoredConversation> {
  await database.write(messages.map((record) => ({ put: 'message', record })));
  const last = messages.at(-1) ?? null;
  return { ...newConversation(id, target, { username: 'anna', appKey: 'default' }), head: messages.length, last };
}

/** The search on the device reads every store in the same pages. */
export function describeScanning({ fresh }: Stores): void {
  it('[B11] a search reads ten thousand messages in pages, and ends when it has enough', async () => {
    const database = await fresh();
    const text = (n: number) => (n % 1_000 === 0 ? `第${n}天` : `number ${n}`);
    const messages = Array.from({ length: 10_000 }, (_, n) => said('c', n + 1, n, text(n + 1)));
    const conversations = [await keep(database, 'c', messages)];
    const reads: number[] = [];
    const counted: LocalDatabase = {
      ...database,
      messages: async (...asked) => {
        const read = await database.messages(...asked);
        reads.push(read.length);
        return read;
      },
    };
    const places = async (query: string, limit: number, before?: Before) =>
      (await scan({ database: counted, conversations }, { text: query, limit, before }, clock)).map(
        ({ order }) => order[0],
      );
    expect(await places('天', 3)).toEqual([10_000, 9_000, 8_000]);
    expect(reads.length).toBeLessThanOrEqual(5);
    expect(await places('天', 20)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map((n) => n * 1_000));
    expect(await places('天', 3, { at: 7_999, conversation: 'c', order: [8_000, 0] })).toEqual([7_000, 6_000, 5_000]);
    expect(await places('number 77', 200)).toHaveLength(111);
    expect(Math.max(...reads)).toBeLessThanOrEqual(500);
    await database.close();
  }, 60_000);

  it('[B11] a search through several conversations is in order of time, and its pages join', async () => {
    const database = await fresh();
    const random = seededRandom(5);
    const all: StoredMessage[] = [];
    const of = new Map(['a', 'b', 'c', 'd'].map((id) => [id, [] as StoredMessage[]]));
    // Long runs in one conversation, several messages at one time.
    let id = 'a';
    for (let n = 0; n < 4_000; n++) {
      if (random.fraction() < 0.01) id = 'abcd'[Math.floor(random.fraction() * 4)] as string;
      const list = of.get(id) as StoredMessage[];
      const message = said(id, list.length + 1, Math.floor(n / 3), n % 40 === 0 ? `tea ${n}` : `no ${n}`);
      list.push(message);
      all.push(message);
    }
    const conversations: StoredConversation[] = [];
    for (const [name, list] of of) conversations.push(await keep(database, name, list));
    const wanted = all
      .filter(({ body }) => JSON.stringify(body).includes('tea'))
      .sort(
        (x, y) =>
          y.at - x.at ||
          (x.conversation < y.conversation ? 1 : x.conversation > y.conversation ? -1 : y.order[0] - x.order[0]),
      )
      .map((message) => message.id);
    const found: string[] = [];
    for (let before: Before | undefined; ; ) {
      const page = await scan({ database, conversations }, { text: 'tea', limit: 7, before }, clock);
      found.push(...page.map((message) => message.id));
      const last = page.at(-1);
      if (!last) break;
      before = { at: last.at, conversation: last.conversation, order: last.order };
    }
    expect(found).toEqual(wanted);
    await database.close();
  }, 60_000);
}
