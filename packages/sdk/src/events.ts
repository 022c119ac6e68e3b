import { Emitter, ImError, limits } from '@palaver/protocol';
import type { Events, ListenOptions, Unsubscribe } from './api.js';
import { unsubscribe } from './live/live-value.js';
import { idOf } from './targets.js';

type Listener<K extends keyof Events> = (event: Events[K]) => void;

/** The client's events: listeners that may care for one conversation only, may end by a signal, or after one event. */
export class ClientEvents {
  private readonly emitter: Emitter<Events>;
  private readonly me: () => { username: string; appKey: string } | undefined;

  constructor(onError: (error: unknown) => void, me: ClientEvents['me']) {
    this.emitter = new Emitter<Events>(onError);
    this.me = me;
  }

  emit<K extends keyof Events>(type: K, event: Events[K]): void {
    this.emitter.emit(type, event);
  }

  on<K extends keyof Events>(type: K, listener: Listener<K>, options: ListenOptions = {}): Unsubscribe {
    const { conversation, signal, once } = options;
    if (signal?.aborted) return unsubscribe(() => {});
    const end = unsubscribe(() => {
      stop();
      signal?.removeEventListener('abort', end);
    });
    const stop = this.emitter.on(type, (event) => {
      if (conversation && conversationOf(event, this.me()) !== idOf(conversation, this.me())) return;
      if (once) end();
      listener(event);
    });
    signal?.addEventListener('abort', end);
    return end;
  }

  /** Listens from this call on, not from the first look at it. */
  events<K extends keyof Events>(type: K, options: ListenOptions = {}): AsyncIterable<Events[K]> {
    const { once, signal, ...rest } = options;
    const waiting: Events[K][] = [];
    let wake: () => void = () => {};
    let isOver = false;
    let isFull = false;
    const finish = () => {
      isOver = true;
      stop();
      signal?.removeEventListener('abort', finish);
      wake();
    };
    const stop = this.on(
      type,
      (event) => {
        if (waiting.length === limits.unreadEvents) {
          isFull = true;
          finish();
          return;
        }
        waiting.push(event);
        if (once) finish();
        wake();
      },
      rest,
    );
    if (signal?.aborted) finish();
    signal?.addEventListener('abort', finish);
    const iterator: AsyncIterator<Events[K]> = {
      async next() {
        while (waiting.length === 0 && !isOver) await new Promise<void>((resolve) => (wake = resolve));
        const event = waiting.shift();
        if (event !== undefined) return { done: false, value: event };
        if (isFull) throw new ImError('BUSY', 'Too many events waited unread.');
        return { done: true, value: undefined };
      },
      async return() {
        finish();
        waiting.length = 0;
        return { done: true, value: undefined };
      },
    };
    return { [Symbol.asyncIterator]: () => iterator };
  }
}

/** The conversation that an event concerns; undefined where it concerns none. */
function conversationOf(event: Events[keyof Events], me: Parameters<typeof idOf>[1]): string | undefined {
  if ('conversation' in event) return event.conversation.id;
  if ('message' in event) return event.message.conversationId;
  if ('target' in event) return idOf(event.target, me);
  return undefined;
}
