import type { Client, Events, Live } from '@palaver/sdk';
import { createLive } from '../live.js';

export type EndReason = Events['session.ended']['reason'];

export type SessionState =
  /** The local store is asked who was here last. */
  | { readonly kind: 'opening' }
  | { readonly kind: 'out'; readonly ended?: EndReason }
  /** `newPassword`: made on this visit, shown until it has been noted; kept nowhere. */
  | { readonly kind: 'in'; readonly newPassword?: string };

export interface Account {
  readonly username: string;
  readonly password: string;
}

/** Who is in, and the ways in and out. The SDK keeps the session itself; this is what the first screen needs to know. */
export interface Session extends Live<SessionState> {
  /** Comes back as who was here last, also with no network. */
  resume(): Promise<void>;
  /** A new account, and in. Rejects as `client.register` and `client.login` do. */
  join(account: Account): Promise<void>;
  logIn(account: Account): Promise<void>;
  /** Out, and nothing of it stays on this device. */
  logOut(): Promise<void>;
  forgetNewPassword(): void;
}

export function createSession(client: Client): Session {
  const { get, subscribe, set } = createLive<SessionState>({ kind: 'opening' });
  client.on('session.ended', ({ reason }) => set({ kind: 'out', ended: reason }));
  return {
    get,
    subscribe,
    async resume() {
      const user = await client.resume().catch(() => undefined);
      if (get().kind === 'opening') set({ kind: user ? 'in' : 'out' });
    },
    async join(account) {
      await client.register(account);
      await client.login(account);
      set({ kind: 'in', newPassword: account.password });
    },
    async logIn(account) {
      await client.login(account);
      set({ kind: 'in' });
    },
    async logOut() {
      await client.logout({ wipe: true });
      set({ kind: 'out' });
    },
    forgetNewPassword: () => set({ kind: 'in' }),
  };
}
