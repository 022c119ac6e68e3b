import type {
  Client,
  ConnectionStatus,
  Content,
  Conversation,
  Events,
  GroupMember,
  Live,
  Message,
  SendHandle,
  Target,
  User,
  WindowState,
} from '@palaver/sdk';

/** A Live value that a test sets. */
export function fakeLive<T>(first: T): Live<T> & { set(value: T): void } {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    subscribe(listener) {
      listeners.add(listener);
      const stop = () => void listeners.delete(listener);
      return Object.assign(stop, { [Symbol.dispose]: stop });
    },
    set(next) {
      value = next;
      for (const listener of [...listeners]) listener();
    },
  };
}

export const fakeUser = (username: string): User => ({ username, appKey: 'default', displayName: username });

let made = 0;
export function fakeMessage(from: User, content: Content | string, more: Partial<Message> = {}): Message {
  made += 1;
  return {
    id: `message-${String(made).padStart(8, '0')}`,
    conversationId: 'single_default_bert',
    target: { user: 'bert' },
    from,
    fromType: 'user',
    isOwn: from.username === 'anna',
    content: typeof content === 'string' ? { type: 'text', text: content } : content,
    extras: {},
    status: from.username === 'anna' ? 'sent' : 'received',
    createdAt: new Date(Date.UTC(2026, 4, 1, 12, 0, made)),
    isRead: false,
    notify: true,
    needReadReceipt: false,
    markRead: async () => undefined,
    receipts: async () => ({ read: [], unread: [] }),
    download: async () => new Blob(),
    retract: () => Promise.reject(new Error('nothing is taken back here')),
    ...more,
  };
}

export const nothingOlder: WindowState = { loaded: true, loading: false, hasOlder: false, hasNewer: false };

export interface FakeChat {
  readonly live: Live<Conversation>;
  readonly messages: ReturnType<typeof fakeLive<readonly Message[]>>;
  readonly window: ReturnType<typeof fakeLive<WindowState>>;
  /** What the views asked for, in order. */
  readonly calls: string[];
  loadOlder: () => Promise<void>;
  change(change: Partial<Conversation>): void;
}

/** A conversation that remembers what was asked of it and does only what a test says. */
export function fakeChat(me: User, peer: Conversation['peer'], more: Partial<Conversation> = {}): FakeChat {
  const messages = fakeLive<readonly Message[]>([]);
  const window = fakeLive<WindowState>(nothingOlder);
  const calls: string[] = [];
  const isUser = 'username' in peer;
  const target: Target = isUser ? { user: peer.username } : { group: peer.id };
  const chat: FakeChat = {
    live: fakeLive({} as Conversation),
    messages,
    window,
    calls,
    loadOlder: async () => undefined,
    change: (change) => live.set({ ...live.get(), ...change }),
  };
  const live = fakeLive<Conversation>({
    id: isUser ? `single_${peer.appKey}_${peer.username}` : `group_${peer.id}`,
    type: isUser ? 'single' : 'group',
    target,
    title: isUser ? peer.displayName : peer.name,
    peer,
    unreadCount: 0,
    isMentioned: false,
    mentions: [],
    muted: false,
    pinned: false,
    extras: {},
    avatarId: '',
    messages: {
      ...messages,
      state: window,
      loadOlder: () => {
        calls.push('loadOlder');
        return chat.loadOlder();
      },
      remove: async (message: Message) => {
        calls.push(`remove ${message.id}`);
        return true;
      },
    } as unknown as Conversation['messages'],
    clearUnread: async () => {
      calls.push('clearUnread');
      chat.change({ unreadCount: 0 });
    },
    send: (content: Content | string | Message) => {
      const isAgain = typeof content !== 'string' && 'id' in content;
      calls.push(isAgain ? `retry ${content.id}` : `send ${JSON.stringify(content)}`);
      const message = isAgain ? content : fakeMessage(me, content, { status: 'sending' });
      if (!isAgain) messages.set([...messages.get(), message]);
      return Promise.resolve(message) as SendHandle;
    },
    sendCommand: async (data: unknown) => {
      calls.push(`command ${JSON.stringify(data)}`);
    },
    setDraft: async (draft: string) => {
      calls.push(`draft ${draft}`);
      chat.change({ draft });
    },
    ...more,
  } as Conversation);
  return Object.assign(chat, { live });
}

export interface FakeClient {
  readonly client: Client;
  readonly status: ReturnType<typeof fakeLive<ConnectionStatus>>;
  emit<K extends keyof Events>(type: K, event: Events[K]): void;
}

/** A client whose conversations are the given ones; who is asked for besides does not exist. */
export function fakeClient(me: User, chats: readonly FakeChat[], members: readonly GroupMember[] = []): FakeClient {
  const status = fakeLive<ConnectionStatus>('online');
  const list = fakeLive<readonly Conversation[]>([]);
  const unreadCount = fakeLive(0);
  const read = () => {
    list.set(chats.map(({ live }) => live.get()));
    unreadCount.set(list.get().reduce((sum, { unreadCount: n }) => sum + n, 0));
  };
  for (const { live } of chats) live.subscribe(read);
  read();
  const listeners = new Map<string, Set<(event: never) => void>>();
  const peek = (target: Target) => list.get().find((one) => JSON.stringify(one.target) === JSON.stringify(target));
  const client = {
    me: fakeLive(me),
    status,
    unreadCount,
    conversations: {
      ...list,
      peek,
      open: async (target: Target) => {
        throw new Error(`nobody is ${JSON.stringify(target)}`);
      },
    },
    limits: async () => ({ textCharacters: 4_000, retractMs: 180_000 }),
    groups: {
      members: async (_: string, { after, limit = 500 }: { after?: { username: string }; limit?: number } = {}) => {
        const from = members.findIndex(({ user }) => user.username === after?.username) + 1;
        return members.slice(from, from + limit);
      },
    },
    users: { getMany: async () => [] },
    on: (type: string, listener: (event: never) => void) => {
      const known = listeners.get(type) ?? new Set();
      listeners.set(type, known.add(listener));
      return () => void known.delete(listener);
    },
  } as unknown as Client;
  return {
    client,
    status,
    emit: (type, event) => {
      for (const listener of listeners.get(type) ?? []) listener(event as never);
    },
  };
}
