import type { Client, Events } from '@palaver/sdk';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from './provider.js';

/** Whom the page around the chat knows, and where its back end hands out login tokens for him. */
export interface Who {
  readonly username: string;
  readonly token: () => Promise<string>;
}

export type LoginState =
  | { readonly kind: 'out' }
  | { readonly kind: 'entering' }
  | { readonly kind: 'in' }
  | { readonly kind: 'failed'; readonly error: unknown; readonly again: () => void }
  /** Elsewhere, by another login or by the operator. */
  | { readonly kind: 'ended'; readonly reason: Events['session.ended']['reason']; readonly again: () => void };

type Outcome = { readonly of: string | undefined } & (
  | { readonly kind: 'in' | 'out' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'ended'; readonly reason: Events['session.ended']['reason'] }
);

/**
 * Keeps the client logged in as whom the page around it knows: the session that this browser keeps, else a new one with a token.
 * Somebody else's session ends first; undefined: nobody is logged in. Begins behind the first rendering, so never on a server.
 */
export function useLogin(who: Who | undefined): LoginState {
  const client = useClient();
  const latest = useRef(who);
  const [outcome, setOutcome] = useState<Outcome>();
  const [attempt, setAttempt] = useState(0);
  const username = who?.username;
  const again = useCallback(() => {
    setOutcome(undefined);
    setAttempt((before) => before + 1);
  }, []);
  useEffect(() => {
    latest.current = who;
  });
  useEffect(() => {
    const onEnd = ({ reason }: Events['session.ended']) => {
      // A session that was not used for long is no reason to trouble anybody: the back end still knows him.
      if (reason === 'token_expired') again();
      else setOutcome({ of: latest.current?.username, kind: 'ended', reason });
    };
    return client.on('session.ended', onEnd);
  }, [client, again]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an attempt is a reason to begin again.
  useEffect(() => {
    let isCurrent = true;
    const show = (next: Outcome) => isCurrent && setOutcome(next);
    enter(client, latest.current).then(
      () => show({ of: username, kind: username === undefined ? 'out' : 'in' }),
      (error: unknown) => show({ of: username, kind: 'failed', error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [client, username, attempt]);

  if (!outcome || outcome.of !== username) return { kind: username === undefined ? 'out' : 'entering' };
  if (outcome.kind === 'failed') return { kind: 'failed', error: outcome.error, again };
  return outcome.kind === 'ended' ? { kind: 'ended', reason: outcome.reason, again } : { kind: outcome.kind };
}

/** The last that was asked of a client: an effect that runs twice, as React does in development, logs in once. */
const entering = new WeakMap<Client, { username: string | undefined; done: Promise<void> }>();

function enter(client: Client, who: Who | undefined): Promise<void> {
  const before = entering.get(client);
  if (before && before.username === who?.username) return before.done;
  const done = (before?.done ?? Promise.resolve()).catch(() => undefined).then(() => become(client, who));
  const entry = { username: who?.username, done };
  entering.set(client, entry);
  const forget = () => {
    if (entering.get(client) === entry) entering.delete(client);
  };
  done.then(forget, forget);
  return done;
}

async function become(client: Client, who: Who | undefined): Promise<void> {
  const kept = await client.resume();
  if (who !== undefined && kept?.username === who.username) return;
  if (kept) await client.logout();
  if (who) await client.login({ token: who.token });
}
