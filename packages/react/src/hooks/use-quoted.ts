import type { Message, MessageWindow } from '@palaver/sdk';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useClient } from './provider.js';

export type Quoted =
  | { readonly kind: 'looking' }
  | { readonly kind: 'here'; readonly message: Message }
  /** Deleted on this device, or from before one's time. */
  | { readonly kind: 'gone' };

const nothing = { subscribe: () => () => undefined, get: () => undefined };

/** What a message answers, as the log has it now: retracted, where it was. Outside of what is loaded it is looked up. */
export function useQuoted({ target, replyTo }: Message): Quoted {
  const messages = useClient().conversations.peek(target)?.messages;
  const id = replyTo?.id;
  const seq = replyTo?.seq;
  const find = () => messages?.get().find((one) => one.id === id && one.seq === seq);
  const near = useSyncExternalStore(messages?.subscribe ?? nothing.subscribe, find, find);
  const isLoaded = messages?.state.get().loaded ?? false;
  const isFar = near === undefined && isLoaded && seq !== undefined;

  const [found, setFound] = useState<Quoted>({ kind: 'looking' });
  useEffect(() => {
    if (!isFar || !messages) return;
    const window: MessageWindow = messages.window({ around: { seq }, count: 1 });
    const show = () => {
      const message = window.get().find((one) => one.id === id && one.seq === seq);
      if (message) setFound({ kind: 'here', message });
      else if (window.state.get().loaded && !window.state.get().loading) setFound({ kind: 'gone' });
    };
    const stops = [window.subscribe(show), window.state.subscribe(show)];
    show();
    return () => {
      for (const stop of stops) stop();
      window[Symbol.dispose]();
    };
  }, [messages, isFar, id, seq]);
  return near ? { kind: 'here', message: near } : found;
}
