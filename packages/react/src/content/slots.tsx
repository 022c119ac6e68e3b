import type { CustomContent, Message } from '@palaver/sdk';
import { createContext, type ReactNode, useContext } from 'react';

/** What whoever embeds a chat puts in place of a view of ours. */
export interface Slots {
  /** A message of a kind of one's own. Undefined or null: the card that shows its fields. */
  readonly custom?: (content: CustomContent, message: Message) => ReactNode;
}

const SlotsContext = createContext<Slots>({});

export const useSlots = (): Slots => useContext(SlotsContext);

export function SlotsProvider({ slots, children }: { slots: Slots; children: ReactNode }) {
  return <SlotsContext value={slots}>{children}</SlotsContext>;
}
