import type { Client, Conversation, Message, Target, User } from '@palaver/sdk';
import { isTypingCommand, typingMs } from './typing-gate.js';

export interface Typists {
  readonly subscribe: (listener: () => void) => () => void;
  /** The same list until it changes. */
  readonly of: (conversation: string) => readonly User[];
}

/** So many are remembered of one conversation. */
const mostTypists = 20;
const nobody: readonly User[] = [];

/** Who writes where, as their commands say. Listens to the client while somebody listens here. */
export function createTypists(client: Client): Typists {
  const byConversation = new Map<string, readonly User[]>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const listeners = new Set<() => void>();
  let stops: (() => void)[] = [];

  const idOf = (target: Target): string | undefined => client.conversations.peek(target)?.id;
  const isSame = (one: User, other: User) => one.username === other.username && one.appKey === other.appKey;
  const put = (id: string, users: readonly User[]) => {
    if (users.length > 0) byConversation.set(id, users);
    else byConversation.delete(id);
    for (const listener of [...listeners]) listener();
  };
  const others = (id: string, user: User) => (byConversation.get(id) ?? nobody).filter((one) => !isSame(one, user));
  const keyOf = (id: string, user: User) => `${id} ${user.appKey}/${user.username}`;

  const ended = (id: string, user: User) => {
    const key = keyOf(id, user);
    if (!timers.has(key)) return;
    clearTimeout(timers.get(key));
    timers.delete(key);
    put(id, others(id, user));
  };
  const began = (id: string, user: User) => {
    const key = keyOf(id, user);
    const isKnown = timers.has(key);
    if (!isKnown && (byConversation.get(id)?.length ?? 0) >= mostTypists) return;
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => ended(id, user), typingMs),
    );
    if (!isKnown) put(id, [...others(id, user), user]);
  };
  const listen = () => {
    stops = [
      client.on('command', ({ from, target, data, fromOwnDevice }) => {
        const id = fromOwnDevice || !isTypingCommand(data) ? undefined : idOf(target);
        if (id !== undefined) began(id, from);
      }),
      // Who has sent what he wrote writes no more.
      client.on('message.new', ({ message, conversation }: { message: Message; conversation: Conversation }) =>
        ended(conversation.id, message.from),
      ),
    ];
  };
  const hush = () => {
    for (const stop of stops) stop();
    for (const timer of timers.values()) clearTimeout(timer);
    timers.clear();
    byConversation.clear();
  };

  return {
    subscribe(listener) {
      if (listeners.size === 0) listen();
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) hush();
      };
    },
    of: (id) => byConversation.get(id) ?? nobody,
  };
}
