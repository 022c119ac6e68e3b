import type { Client, SendHandle } from '@palaver/sdk';
import { createContext, type ReactNode, useContext, useState } from 'react';

const ClientContext = createContext<Client | undefined>(undefined);
const SendingsContext = createContext<Sendings>(new Map());

/** Messages on their way that this page sent, by id: their progress, and how to end them. */
export type Sendings = Map<string, SendHandle>;

/** Gives the client to every hook and part below. The client outlives the tree: who made it closes it. */
export function PalaverProvider({ client, children }: { client: Client; children: ReactNode }) {
  const [sendings] = useState<Sendings>(() => new Map());
  return (
    <ClientContext value={client}>
      <SendingsContext value={sendings}>{children}</SendingsContext>
    </ClientContext>
  );
}

/** The client of the provider above. Throws where there is none. */
export function useClient(): Client {
  const client = useContext(ClientContext);
  if (!client) throw new Error('useClient needs a <PalaverProvider client={…}> above it');
  return client;
}

export const useSendings = (): Sendings => useContext(SendingsContext);
