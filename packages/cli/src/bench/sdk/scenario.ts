import { type Client, type Conversation, createClient, type LocalStore, type Message } from '@palaver/sdk';

/** What is measured with the SDK, in Node and in a browser alike. */
export interface Scene {
  readonly url: string;
  /** Tokens of somebody with many messages, of somebody with many conversations, of somebody with a long history. */
  readonly offline: { readonly token: string; readonly messages: number; readonly conversations: number };
  readonly list: { readonly token: string; readonly conversations: number };
  readonly history: { readonly token: string; readonly peer: string; readonly messages: number };
}

export interface SdkTimes {
  /** From the login to everything stored and reported. */
  readonly syncMs: number;
  /** From a new client on what is stored to the list's data. */
  readonly listMs: number;
  /** A page of 50 out of what is stored, in the middle of it; the median. */
  readonly pageMs: number;
}

/** A store by its name: the same again for the same name. */
export type OpenStore = (name: string) => LocalStore;

export async function play(scene: Scene, open: OpenStore): Promise<SdkTimes> {
  return { syncMs: await sync(scene, open), listMs: await list(scene, open), pageMs: await history(scene, open) };
}

const clientOf = ({ url }: Scene, store: LocalStore | undefined): Client =>
  createClient({ url, ...(store && { store }) });

async function sync(scene: Scene, open: OpenStore): Promise<number> {
  const { token, messages, conversations } = scene.offline;
  const client = clientOf(scene, open('offline'));
  let came = 0;
  client.on('sync.offline', (event) => {
    came += event.messages.length;
  });
  const began = performance.now();
  await client.login({ token });
  await client.synced();
  const ms = performance.now() - began;
  const all = client.conversations.get();
  const unread = client.unreadCount.get();
  await client[Symbol.asyncDispose]();
  if (came !== messages || all.length !== conversations || unread !== messages)
    throw new Error(`${came} of ${messages} messages came, ${all.length} conversations, ${unread} unread.`);
  return ms;
}

async function list(scene: Scene, open: OpenStore): Promise<number> {
  const { token, conversations } = scene.list;
  const first = clientOf(scene, open('list'));
  await first.login({ token });
  await first.synced();
  await first[Symbol.asyncDispose]();
  const store = open('list');
  const began = performance.now();
  const client = clientOf(scene, store);
  await client.resume();
  const shown = client.conversations.get();
  const ms = performance.now() - began;
  await client[Symbol.asyncDispose]();
  if (shown.length !== conversations || shown.some(({ lastMessage, title }) => !lastMessage || !title))
    throw new Error(`${shown.length} of ${conversations} conversations are there, or not all with their last message.`);
  return ms;
}

async function history(scene: Scene, open: OpenStore): Promise<number> {
  const { token, peer, messages } = scene.history;
  const first = clientOf(scene, open('history'));
  await first.login({ token });
  await first.synced();
  const conversation = await first.conversations.open({ user: peer });
  let held = 0;
  for (let before: Message | undefined; ; ) {
    const { items, hasMore } = await conversation.messages.page({ limit: 500, ...(before && { before }) });
    held += items.length;
    before = items.at(-1);
    if (!hasMore || items.length === 0) break;
  }
  await first[Symbol.asyncDispose]();
  if (held !== messages) throw new Error(`${held} of ${messages} messages are in the history.`);
  const client = clientOf(scene, open('history'));
  await client.resume();
  const again = await client.conversations.open({ user: peer });
  let before = await middleOf(again, Math.floor(messages / 2));
  const times: number[] = [];
  while (times.length < 20 && (before.seq ?? 0) > 50) {
    const began = performance.now();
    const { items } = await again.messages.page({ limit: 50, before });
    times.push(performance.now() - began);
    const last = items.at(-1);
    if (items.length !== 50 || !last) throw new Error(`A page of 50 holds ${items.length}.`);
    before = last;
  }
  await client[Symbol.asyncDispose]();
  return times.sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}

function middleOf({ messages }: Conversation, seq: number): Promise<Message> {
  const window = messages.window({ around: { seq }, count: 1 });
  return new Promise((resolve) => {
    const look = () => {
      const found = window.get().find((message) => message.seq === seq);
      if (found) resolve(found);
    };
    window.subscribe(look);
    look();
  });
}
