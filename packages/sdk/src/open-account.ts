import { ImError, type UserCard } from '@palaver/protocol';
import { Account, type AccountDeps, noFence } from './account.js';
import { sessionOf } from './engine.js';
import type { LocalDatabase } from './store/local-store.js';
import { Replica } from './store/replica.js';

/** Opens what the device keeps of an account. Undefined where it keeps no session and `user` does not bring one. */
export async function openAccount(
  name: string,
  database: LocalDatabase,
  deps: AccountDeps,
  user?: UserCard,
): Promise<Account | undefined> {
  try {
    // Loaded where other tabs can be: who brings a store of his own does without.
    const shared = deps.tabs && (await import('./tabs/tabs.js'));
    const replica = new Replica(database);
    const outbox = await replica.load(deps.tabs ? noFence : await database.raiseFence());
    const card = user ?? sessionOf(replica)?.user;
    if (card) {
      const account = new Account(name, card, replica, deps, shared?.Tabs);
      await account.join(outbox);
      return account;
    }
    await database.close();
    return undefined;
  } catch (cause) {
    await database.close().catch(deps.onError);
    throw ImError.is(cause) ? cause : new ImError('STORE', undefined, { cause });
  }
}
