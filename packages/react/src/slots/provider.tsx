import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { Slots } from './slots.js';

const SlotsContext = createContext<Slots>({});

/** The slots of the parts around this place. */
export const useSlots = (): Slots => useContext(SlotsContext);

/** Slots for every part below, in addition to those of a provider above. Keep the object the same: another one draws every row again. */
export function SlotsProvider({ slots, children }: { slots: Slots | undefined; children: ReactNode }) {
  const around = useSlots();
  const all = useMemo(() => (slots ? merge(around, slots) : around), [around, slots]);
  return <SlotsContext value={all}>{children}</SlotsContext>;
}

const merge = (around: Slots, slots: Slots): Slots => ({
  ...around,
  ...slots,
  content: { ...around.content, ...slots.content },
  custom: { ...around.custom, ...slots.custom },
});
