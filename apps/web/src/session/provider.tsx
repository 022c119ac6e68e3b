import { createContext, type ReactNode, useContext } from 'react';
import type { Session } from './session.js';

const Current = createContext<Session | undefined>(undefined);

export const SessionProvider = ({ session, children }: { session: Session; children: ReactNode }) => (
  <Current value={session}>{children}</Current>
);

export function useSession(): Session {
  const session = useContext(Current);
  if (!session) throw new Error('useSession needs a <SessionProvider> above it');
  return session;
}
