import { useLive } from '@palaver/react';
import { createContext, type ReactNode, useContext } from 'react';
import type { Preferences, PreferencesStore } from './preferences.js';

const Store = createContext<PreferencesStore | undefined>(undefined);

export const PreferencesProvider = ({ store, children }: { store: PreferencesStore; children: ReactNode }) => (
  <Store value={store}>{children}</Store>
);

export function usePreferences(): { value: Preferences; change: (change: Partial<Preferences>) => void } {
  const store = useContext(Store);
  if (!store) throw new Error('usePreferences needs a <PreferencesProvider> above it');
  const value = useLive(store);
  return { value, change: (change) => store.set({ ...value, ...change }) };
}
