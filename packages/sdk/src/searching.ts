import { type Clock, foldText, ImError, limits } from '@palaver/protocol';
import type { Client, Message, Target } from './api.js';
import { messageOf } from './conversation/apply.js';
import type { StoredMessage } from './conversation/records.js';
import type { Desk } from './desk.js';
import { type Before, scan } from './live/scan.js';
import type { Snapshots } from './live/snapshots.js';
import type { Replica } from './store/replica.js';
import { fullTarget, idOf } from './targets.js';

export interface SearchingDeps {
  readonly me: { username: string; appKey: string };
  readonly desk: Pick<Desk, 'request' | 'caughtUp'>;
  readonly snapshots: Snapshots;
  /** The copy of all but chatrooms. */
  readonly replica: Replica;
  /** The copy that holds a conversation; undefined where there is none. */
  copyOf(conversation: string): { readonly replica: Replica } | undefined;
}

type Options = NonNullable<Parameters<Client['search']>[1]>;
const usualHits = 20;

/** Searches what is here, or asks the server: each tab by itself. */
export async function search(
  deps: SearchingDeps,
  clock: Pick<Clock, 'soon'>,
  text: string,
  options: Options = {},
): Promise<Message[]> {
  const { where = 'device', limit = usualHits, before } = options;
  if (typeof text !== 'string' || foldText(text) === '') throw new ImError('INVALID', 'A search is for a text.');
  if (text.length > limits.searchCharacters)
    throw new ImError('INVALID', `A search is for at most ${limits.searchCharacters} characters.`);
  if (!Number.isSafeInteger(limit) || limit < 1) throw new ImError('INVALID', 'limit is a whole number above 0.');
  if (where !== 'device' && where !== 'server') throw new ImError('INVALID', "where is 'device' or 'server'.");
  const records =
    where === 'device'
      ? await onDevice(deps, clock, { text: foldText(text), limit, before, in: options.in })
      : await onServer(deps, { text, limit, before, in: options.in });
  return records.map((record) => deps.snapshots.message(record));
}

interface Asked {
  readonly text: string;
  readonly limit: number;
  readonly before: Message | undefined;
  readonly in: Target | undefined;
}

async function onDevice(deps: SearchingDeps, clock: Pick<Clock, 'soon'>, asked: Asked): Promise<StoredMessage[]> {
  const id = asked.in && idOf(asked.in, deps.me);
  if (asked.in && id === undefined) throw new ImError('INVALID', 'A target names a user, a group or a chatroom.');
  const copy = id === undefined ? deps.replica : deps.copyOf(id)?.replica;
  if (!copy) return [];
  const one = id === undefined ? undefined : copy.get(id);
  const conversations = id === undefined ? copy.all() : one ? [one] : [];
  const before = asked.before && (await beforeOf(copy, asked.before));
  return scan({ database: copy.database, conversations }, { ...asked, before }, clock);
}

async function beforeOf({ database }: Replica, message: Message): Promise<Before> {
  const { conversationId: conversation, seq, id, createdAt } = message;
  const record = seq === undefined ? await database.message(conversation, id) : undefined;
  const order = seq === undefined ? record?.order : ([seq, 0] as const);
  if (!order) throw new ImError('NOT_FOUND', 'There is no such message here.');
  return { at: createdAt.getTime(), conversation, order };
}

async function onServer(deps: SearchingDeps, { text, limit, before, ...asked }: Asked): Promise<StoredMessage[]> {
  const target = asked.in && fullTarget(asked.in, deps.me);
  if (before && before.serverId === undefined) throw new ImError('INVALID', 'before is a message that was sent.');
  const found: StoredMessage[] = [];
  for (let from = before?.serverId; ; ) {
    const { hits, next } = await deps.desk.request('search', {
      text,
      limit: Math.min(limits.searchHits, limit - found.length),
      ...(target && { in: target }),
      ...(from !== undefined && { before: from }),
    });
    for (const hit of hits) found.push(...(await recordOf(deps, hit)));
    if (next === undefined || found.length >= limit) return found;
    from = next;
  }
}

type Hit = Parameters<typeof messageOf>[1];

/** As this device has it, where it does; else as the server told it, and it is not kept for that. */
async function recordOf(
  { desk, me, replica }: SearchingDeps,
  { c, entry }: { readonly c: number; readonly entry: Hit },
): Promise<StoredMessage[]> {
  // A conversation that is new to this device comes with the catch-up.
  if (replica.idOfLog(c) === undefined) await desk.caughtUp();
  const conversation = replica.idOfLog(c);
  const told = conversation === undefined ? undefined : messageOf(conversation, entry, me);
  if (!told) return [];
  const known = (await replica.database.message(told.conversation, told.id)) as StoredMessage | undefined;
  // Taken back since the server answered.
  if (known?.body.kind === 'retracted') return [];
  return [known ?? told];
}
