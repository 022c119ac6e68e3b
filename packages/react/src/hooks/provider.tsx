import type { Client, SendHandle } from '@palaver/sdk';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { SlotsProvider } from '../slots/provider.js';
import type { Slots } from '../slots/slots.js';
import { TextsProvider } from '../texts/provider.js';
import type { Texts } from '../texts/texts.js';

const ClientContext = createContext<Client | undefined>(undefined);
const SendingsContext = createContext<Sendings>(new Map());

/** Messages on their way that this page sent, by id: their progress, and how to end them. */
export type Sendings = Map<string, SendHandle>;

export interface PalaverProviderProps {
  readonly client: Client;
  /** The language of the parts: English without it. */
  readonly texts?: Texts;
  /** BCP 47: how dates and numbers are written, where it is not as the texts' language has it. */
  readonly locale?: string;
  /** Views of your own in every part below. */
  readonly slots?: Slots;
  readonly children: ReactNode;
}

/** Gives the client to every hook and part below. The client outlives the tree: who made it closes it. */
export function PalaverProvider({ client, texts, locale, slots, children }: PalaverProviderProps) {
  const [sendings] = useState<Sendings>(() => new Map());
  const inside = <SlotsProvider slots={slots}>{children}</SlotsProvider>;
  return (
    <ClientContext value={client}>
      <SendingsContext value={sendings}>
        {texts ? (
          <TextsProvider texts={texts} {...(locale !== undefined && { locale })}>
            {inside}
          </TextsProvider>
        ) : (
          inside
        )}
      </SendingsContext>
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
