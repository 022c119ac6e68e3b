import type { Client, Message, SendHandle, SendOptions, Target } from '@palaver/sdk';

/** What a device shows at one place of a conversation. */
export interface Shown {
  readonly seq: number;
  readonly id: string;
  readonly sid: string;
  readonly from: string;
  readonly time: number;
  readonly text: string;
}

/** What can be seen from outside of a workload: sends, acknowledgements, displays. `to` is a conversation as everybody calls it. */
export type Seen =
  | { readonly type: 'device'; readonly device: string; readonly user: string }
  | { readonly type: 'crashed'; readonly device: string }
  | {
      readonly type: 'send.begun';
      readonly device: string;
      readonly to: string;
      readonly id: string;
      readonly text: string;
    }
  | {
      readonly type: 'send.acknowledged';
      readonly device: string;
      readonly id: string;
      readonly seq: number;
      readonly sid: string;
      readonly time: number;
    }
  | { readonly type: 'send.refused'; readonly device: string; readonly id: string; readonly code: string }
  /** Told once, as new or with what was missed. */
  | { readonly type: 'shown'; readonly device: string; readonly to: string; readonly entries: readonly Shown[] }
  /** At rest: all that a device has, in the order in which it shows it, oldest first. */
  | { readonly type: 'listed'; readonly device: string; readonly to: string; readonly entries: readonly Shown[] };

export class History {
  readonly seen: Seen[] = [];

  add(one: Seen): void {
    this.seen.push(one);
  }

  count(type: Seen['type']): number {
    return this.seen.reduce((sum, one) => sum + (one.type === type ? 1 : 0), 0);
  }
}

/** Writes down what a client of ours is told. */
export function watch(history: History, device: string, user: string, client: Client): void {
  const tell = (to: Target, messages: readonly Message[]) =>
    history.add({ type: 'shown', device, to: conversationOf(user, to), entries: messages.map(shown) });
  client.on('message.new', ({ message, conversation }) => tell(conversation.target, [message]));
  client.on('sync.offline', ({ messages, conversation }) => tell(conversation.target, messages));
}

/** Sends, and writes down what becomes of it. */
export function send(
  { history, device, user, client }: { history: History; device: string; user: string; client: Client },
  to: Target,
  text: string,
  options?: SendOptions,
): SendHandle {
  const handle = client.send(to, text, options);
  history.add({ type: 'send.begun', device, to: conversationOf(user, to), id: handle.id, text });
  handle.then(
    ({ id, seq = 0, serverId = '', createdAt }) =>
      history.add({ type: 'send.acknowledged', device, id, seq, sid: serverId, time: createdAt.getTime() }),
    (error: Error & { code?: string }) =>
      history.add({ type: 'send.refused', device, id: handle.id, code: error.code ?? error.message }),
  );
  return handle;
}

/** Writes down all that a device has, after it fetched what it lacked. */
export async function list(history: History, device: string, user: string, client: Client): Promise<void> {
  for (const conversation of client.conversations.get()) {
    const { items } = await conversation.messages.page({ limit: 10_000_000 });
    const entries = [...items].reverse().map(shown);
    history.add({ type: 'listed', device, to: conversationOf(user, conversation.target), entries });
  }
}

/** `group 7`, or the two users in order. */
export const conversationOf = (user: string, to: Target): string =>
  'group' in to ? `group ${to.group}` : 'user' in to ? [user, to.user].sort().join(' ') : `room ${to.chatroom}`;

const shown = ({ seq = 0, id, serverId = '', from, createdAt, content }: Message): Shown => ({
  ...{ seq, id, sid: serverId, from: from.username, time: createdAt.getTime() },
  text: content.type === 'text' ? content.text : content.type,
});
