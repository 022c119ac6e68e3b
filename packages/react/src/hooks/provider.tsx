import type { Client } from '@palaver/sdk';
import { createContext, type ReactNode, useContext } from 'react';

const ClientContext = createContext<Client | undefined>(undefined);

/** Gives the client to every hook and part below. The client outlives the tree: who made it closes it. */
export function PalaverProvider({ client, children }: { client: Client; children: ReactNode }) {
  return <ClientContext value={client}>{children}</ClientContext>;
}

/** The client of the provider above. Throws where there is none. */
export function useClient(): Client {
  const client = useContext(ClientContext);
  if (!client) throw new Error('useClient needs a <PalaverProvider client={…}> above it');
  return client;
}
