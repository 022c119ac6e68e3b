import { ImError, type UserCard } from '@palaver/protocol';
import { Account, type AccountDeps } from './account.js';
import { sessionIn } from './engine.js';
import { parts } from './parts.js';
import type { LocalDatabase } from './store/local-store.js';
import { Replica } from './store/replica.js';

/** Opens what the device keeps of an account. Undefined where it keeps no session and `user` does not bring one. */
export async function openAccount(
  name: string,
  database: LocalDatabase,
  deps: AccountDeps,
  user?: UserCard,
): Promise<Account | undefined> {
  let account: Account | undefined;
  try {
    const shared = deps.tabs && (await parts.tabs());
    const card = user ?? (await sessionIn(database))?.user;
    if (card) {
      account = new Account(name, card, new Replica(database), deps, shared?.Tabs);
      await account.join();
      return account;
    }
    await database.close();
    return undefined;
  } catch (cause) {
    await (account?.close(new ImError('CANCELLED')) ?? database.close()).catch(deps.onError);
    throw ImError.is(cause) ? cause : new ImError('STORE', undefined, { cause });
  }
}
