import type { Message, User } from '@palaver/sdk';
import { createContext, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useClient } from './provider.js';
import { useAttention } from './use-attention.js';
import { useStatus } from './use-client-state.js';

/** Who wrote, as they are called and look now, by their keys. */
export type Authors = ReadonlyMap<string, User>;

/** As many as one question may hold: those who wrote last. */
const mostAsked = 100;
/** What is scrolled past quickly is asked about once. */
const quietMs = 300;
const everyMs = 60_000;

const nobody: Authors = new Map();
const AuthorsContext = createContext(nobody);
export const AuthorsProvider = AuthorsContext.Provider;

const keyOf = ({ appKey, username }: User) => `${appKey}/${username}`;

/** A message says what its sender was called when he sent it; where more is known, how he is called and looks now. */
export function useAuthor(from: User): User {
  return useContext(AuthorsContext).get(keyOf(from)) ?? from;
}

/** Asks who wrote these messages, while somebody looks: a new name or picture comes with no message. */
export function useAuthors(messages: readonly Message[], isWanted: boolean): Authors {
  const client = useClient();
  const isLooking = useAttention();
  const isOnline = useStatus() === 'online';
  const isAsking = isLooking && isOnline && isWanted;
  const [known, setKnown] = useState(nobody);
  const authors = useMemo(() => (isWanted ? lastAuthors(messages) : []), [messages, isWanted]);
  const latest = useRef({ authors, known });
  useEffect(() => {
    latest.current = { authors, known };
  });
  const key = authors.map(keyOf).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: other people are a reason to ask.
  useEffect(() => {
    if (!isAsking) return;
    let isCurrent = true;
    const ask = (people: readonly User[]) => {
      for (const [appKey, names] of byApplication(people))
        client.users.getMany(names, appKey).then(
          (users) =>
            isCurrent &&
            setKnown((before) => new Map([...before, ...users.map((user) => [keyOf(user), user] as const)])),
          // What cannot be learned now is shown as it was.
          () => undefined,
        );
    };
    const first = setTimeout(
      () => ask(latest.current.authors.filter((one) => !latest.current.known.has(keyOf(one)))),
      quietMs,
    );
    const again = setInterval(() => ask(latest.current.authors), everyMs);
    return () => {
      isCurrent = false;
      clearTimeout(first);
      clearInterval(again);
    };
  }, [client, isAsking, key]);
  return known;
}

function lastAuthors(messages: readonly Message[]): User[] {
  const found = new Map<string, User>();
  for (let at = messages.length - 1; at >= 0 && found.size < mostAsked; at--) {
    const message = messages[at];
    if (message && !message.isOwn && message.content.type !== 'event') found.set(keyOf(message.from), message.from);
  }
  return [...found.values()];
}

function byApplication(people: readonly User[]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const { appKey, username } of people) names.set(appKey, [...(names.get(appKey) ?? []), username]);
  return names;
}
