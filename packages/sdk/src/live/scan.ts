import { type Clock, foldText, searchableText } from '@palaver/protocol';
import type { StoredConversation, StoredMessage } from '../conversation/records.js';
import { lastActivityAt } from '../conversation.js';
import type { LocalDatabase, Order } from '../store/local-store.js';

/** So much is read and compared before others have their turn. */
const pageSize = 500;

/** Where a message stands among those of several conversations: by time, and at one time by conversation. */
interface Moment {
  readonly at: number;
  readonly conversation: string;
}
/** Older than everything that was read of a conversation, and as new as what was not read can be. */
interface Front extends Moment {
  readonly before: Order | undefined;
}
interface Match extends Moment {
  readonly record: StoredMessage;
}
export interface Before extends Moment {
  readonly order: Order;
}

const isNewer = (a: Moment, b: Moment): boolean => a.at > b.at || (a.at === b.at && a.conversation > b.conversation);
const newestFirst = (a: Moment, b: Moment): number => (isNewer(a, b) ? -1 : isNewer(b, a) ? 1 : 0);

/**
 * Messages that hold a text, newest first: reads each conversation from its newest message, always the one whose next
 * message may be the newest, so it ends as soon as there are enough. `text` is folded.
 */
export async function scan(
  copy: { readonly database: LocalDatabase; readonly conversations: readonly StoredConversation[] },
  { text, limit, before }: { readonly text: string; readonly limit: number; readonly before: Before | undefined },
  clock: Pick<Clock, 'soon'>,
): Promise<StoredMessage[]> {
  const { database } = copy;
  const fronts = copy.conversations.flatMap((conversation) => frontOf(conversation, before) ?? []).sort(newestFirst);
  const found: StoredMessage[] = [];
  let matches: Match[] = [];
  for (let front = fronts.shift(); front && found.length < limit; front = fronts.shift()) {
    const { next, read } = await readPage(database, front, before);
    matches = [...matches, ...read.filter(({ record }) => says(record, text))].sort(newestFirst);
    if (next) insert(fronts, next);
    const [top] = fronts;
    // What may still be read is older: of the same conversation it always is.
    const open = top ? matches.findIndex((match) => isNewer(top, match)) : -1;
    found.push(...matches.splice(0, open < 0 ? matches.length : open).map(({ record }) => record));
    await new Promise<void>((resolve) => clock.soon(resolve));
  }
  return found.slice(0, limit);
}

function frontOf(conversation: StoredConversation, before: Before | undefined): Front | undefined {
  const { id } = conversation;
  if (before?.conversation === id) return { at: before.at, conversation: id, before: before.order };
  const at = lastActivityAt(conversation);
  return at > 0 ? { at, conversation: id, before: undefined } : undefined;
}

async function readPage(
  database: LocalDatabase,
  front: Front,
  before: Before | undefined,
): Promise<{ readonly read: readonly Match[]; readonly next: Front | undefined }> {
  const { conversation } = front;
  const range = { ...(front.before && { before: front.before }), limit: pageSize, newest: true };
  const records = (await database.messages(conversation, range)) as StoredMessage[];
  const read: Match[] = [];
  // A clock that was wrong when a message was made does not change its place among others.
  let { at } = front;
  for (const record of records) {
    at = Math.min(at, record.at);
    const match = { at, conversation, record };
    if (!before || conversation === before.conversation || isNewer(before, match)) read.push(match);
  }
  const last = records.at(-1);
  if (!last || records.length < pageSize) return { read, next: undefined };
  const isTooNew = before !== undefined && read.length === 0;
  const from = isTooNew ? await orderAfter(database, conversation, before, last.order[0]) : last.order;
  return { read, next: { at, conversation, before: from } };
}

/** Just above the newest place that is as old as `before`: halves what lies below `most`. */
async function orderAfter(database: LocalDatabase, conversation: string, { at }: Moment, most: number): Promise<Order> {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [record] = (await database.messages(conversation, {
      before: [middle + 1, 0],
      limit: 1,
      newest: true,
    })) as StoredMessage[];
    if (record && record.at > at) high = Math.min(middle, record.order[0]);
    else low = middle + 1;
  }
  return [low, Number.MAX_SAFE_INTEGER];
}

function insert(fronts: Front[], front: Front): void {
  const at = fronts.findIndex((other) => isNewer(front, other));
  fronts.splice(at < 0 ? fronts.length : at, 0, front);
}

/** Messages as they are shown: not what is being written, and nothing that was taken back. */
function says({ body, status }: StoredMessage, text: string): boolean {
  if (body.kind !== 'message' || status === 'draft') return false;
  const said = searchableText(body.message.content);
  return said !== undefined && foldText(said).includes(text);
}
