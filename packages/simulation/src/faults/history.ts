import process from 'node:process';
import { type Entry, type Observation, type SendBegun, singleOf } from '@palaver/checker';
import type { Client, Content, Conversation, Message, SendHandle, Target } from '@palaver/sdk';

/** An observation without its time, which it gets here. */
type Untimed<One> = One extends Observation ? Omit<One, 'at'> : never;
export type Seen = Untimed<Observation>;

/** In ms, of a clock that all processes of a machine share and that never runs back. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** What was seen of a workload from outside, for the checker; the times of all processes of a machine are of one clock. */
export class History {
  readonly observations: Observation[] = [];
  private readonly counts = new Map<string, number>();
  private readonly tell: (seen: Observation) => void;

  /** `tell`: gets each observation at once. */
  constructor(tell: (seen: Observation) => void = () => {}) {
    this.tell = tell;
  }

  add(one: Seen): void {
    this.take({ at: now(), ...one } as Observation);
  }

  /** What another process saw. */
  take(seen: Observation): void {
    this.observations.push(seen);
    this.counts.set(seen.type, this.count(seen.type) + 1);
    this.tell(seen);
  }

  count(type: Observation['type']): number {
    return this.counts.get(type) ?? 0;
  }

  inOrder(): Observation[] {
    return [...this.observations].sort((one, other) => one.at - other.at);
  }
}

/** A device of somebody, as it stands in a history. */
export interface Watched {
  readonly history: History;
  readonly device: string;
  readonly user: string;
  readonly client: Client;
}

const states: Readonly<Record<string, 'connected' | 'online' | 'offline'>> = {
  ...{ syncing: 'connected', online: 'online', offline: 'offline', kicked: 'offline', expired: 'offline' },
};

/** Writes down what a client of ours is told. */
export function watch({ history, device, user, client }: Watched): void {
  const called = (conversation: Conversation) => conversationOf(user, conversation.target);
  client.on('status.changed', ({ status }) => {
    const type = states[status];
    if (type) history.add({ type, device });
  });
  client.on('message.new', ({ message, conversation }) =>
    history.add({ type: 'shown.new', device, to: called(conversation), entry: entryOf(message) }),
  );
  client.on('sync.offline', ({ kind, messages, conversation }) =>
    history.add({ type: 'shown.offline', device, to: called(conversation), kind, entries: messages.map(entryOf) }),
  );
  client.on('sync.roaming', ({ conversation }) =>
    history.add({ type: 'shown.roaming', device, to: called(conversation) }),
  );
  client.on('message.retracted', ({ message, conversation }) =>
    history.add({ type: 'shown.retracted', device, to: called(conversation), entry: entryOf(message) }),
  );
  client.on('message.sent', ({ message: { id, seq = 0, serverId: sid = '', createdAt } }) =>
    history.add({ type: 'send.acknowledged', device, id, seq, sid, time: createdAt.getTime() }),
  );
  client.on('message.failed', ({ message: { id }, error }) =>
    history.add({ type: 'send.refused', device, id, code: error.code }),
  );
}

/** What the checker is to know of a send besides. */
type More = Partial<Pick<SendBegun, 'waits' | 'media'>>;

/** Sends, and writes down that it began. */
export function send(
  { history, device, user, client }: Watched,
  to: Target,
  said: Content | string,
  more?: More,
): SendHandle {
  const handle = client.send(to, said);
  const text = typeof said === 'string' ? said : sayingOf(said);
  history.add({ type: 'send.begun', device, to: conversationOf(user, to), id: handle.id, text, ...more });
  return handle;
}

/** Writes down all that a device has, after it fetched what it lacked. */
export async function list({ history, device, user, client }: Watched): Promise<void> {
  for (const { target, messages, unreadCount } of client.conversations.get()) {
    const to = conversationOf(user, target);
    history.add({ type: 'paged', device, to });
    const { items } = await messages.page({ limit: 10_000_000 });
    history.add({ type: 'listed', device, to, entries: [...items].reverse().map(entryOf), unread: unreadCount });
  }
}

/** `group 7`, or the two users in order. */
export const conversationOf = (user: string, to: Target): string =>
  'group' in to ? `group ${to.group}` : 'user' in to ? singleOf(user, to.user) : `room ${to.chatroom}`;

export const entryOf = ({ seq = 0, id, serverId = '', from, createdAt, content }: Message): Entry => ({
  ...{ seq, id, sid: serverId, from: from.username, time: createdAt.getTime() },
  what: whatOf(content),
});

function whatOf(content: Message['content']): Entry['what'] {
  if (content.type === 'prompt') return { kind: 'prompt' };
  if (content.type !== 'event') return { kind: 'message', text: sayingOf(content) };
  const { event } = content;
  const members = 'members' in event ? event.members.map(({ username }) => username) : [];
  return { kind: 'event', event: event.kind, members };
}

/** A text, or the kind of content in brackets. */
const sayingOf = (content: Content): string => (content.type === 'text' ? content.text : `(${content.type})`);
