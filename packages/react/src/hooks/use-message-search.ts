import type { Client, Message, Target } from '@palaver/sdk';
import { useEffect, useState } from 'react';
import { useClient } from './provider.js';

export interface MessageSearch {
  /** Newest first: those on this device at once, those of the server behind them. */
  readonly hits: readonly Message[];
  readonly isSearching: boolean;
  /** Why the server was not asked with success; what is on the device stands all the same. */
  readonly error?: unknown;
}

/** So long one may go on writing before anything is looked for. */
const quietMs = 200;
const nothing: MessageSearch = { hits: [], isSearching: false };

/** Messages that hold a text, on the device and then on the server, in one chat or everywhere. [B11] */
export function useMessageSearch(text: string, where?: Target): MessageSearch {
  const client = useClient();
  const [found, setFound] = useState<MessageSearch & { readonly of: string }>({ ...nothing, of: '' });
  const wanted = text.trim();
  const scope = where && JSON.stringify(where);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scope stands for `where`.
  useEffect(() => {
    if (wanted === '') return;
    let isCurrent = true;
    const show = (next: MessageSearch) => isCurrent && setFound({ ...next, of: wanted });
    const timer = setTimeout(() => void look(client, wanted, where, show), quietMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [client, wanted, scope]);
  if (wanted === '') return nothing;
  // What was found before stays while one goes on writing.
  return { ...found, isSearching: found.isSearching || found.of !== wanted };
}

async function look(client: Client, text: string, where: Target | undefined, show: (found: MessageSearch) => void) {
  const options = where && { in: where };
  const here = await client.search(text, { ...options, where: 'device' }).catch(() => []);
  show({ hits: here, isSearching: true });
  try {
    const there = await client.search(text, { ...options, where: 'server' });
    const known = new Set(here.map(({ id }) => id));
    const all = [...here, ...there.filter(({ id }) => !known.has(id))];
    show({ hits: all.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime()), isSearching: false });
  } catch (error) {
    show({ hits: here, isSearching: false, error });
  }
}
