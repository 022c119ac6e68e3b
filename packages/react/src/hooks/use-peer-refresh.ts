import type { Client, Conversation } from '@palaver/sdk';
import { useEffect } from 'react';
import { useClient } from './provider.js';
import { useAttention } from './use-attention.js';
import { useStatus } from './use-client-state.js';

/** So often people are asked about while somebody looks on. */
const everyMs = 60_000;
/** A list and a chat beside it ask once, and so does a look away and back. */
const freshMs = 5_000;
/** As many as one question may hold, the first ones of the list: further down nobody looks for long. */
const mostAsked = 100;

/** When each person was last asked about. */
const askedAt = new WeakMap<Client, Map<string, number>>();

/** Asks how the people of these conversations are called and look now, while somebody looks: a new picture comes with no message. */
export function usePeerRefresh(conversations: readonly Conversation[]): void {
  const client = useClient();
  const isLooking = useAttention();
  const isOnline = useStatus() === 'online';
  const key = conversations.flatMap(({ id, type }) => (type === 'single' ? id : [])).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the people by the ids of their conversations.
  useEffect(() => {
    if (!isLooking || !isOnline || key === '') return;
    const ask = () => askAbout(client, conversations, Date.now());
    ask();
    const timer = setInterval(ask, everyMs);
    return () => clearInterval(timer);
  }, [client, key, isLooking, isOnline]);
}

function askAbout(client: Client, conversations: readonly Conversation[], now: number): void {
  const asked = askedAt.get(client) ?? new Map<string, number>();
  askedAt.set(client, asked);
  const wanted = new Map<string, string[]>();
  for (const { id, peer } of conversations) {
    if (!('username' in peer) || now - (asked.get(id) ?? 0) < freshMs) continue;
    const names = wanted.get(peer.appKey) ?? [];
    if (names.length === mostAsked) continue;
    wanted.set(peer.appKey, [...names, peer.username]);
    asked.set(id, now);
  }
  // What cannot be learned now is shown as it was.
  for (const [appKey, names] of wanted) client.users.getMany(names, appKey).catch(() => undefined);
}
