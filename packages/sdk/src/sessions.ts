import { ImError, type Response, type UserCard } from '@palaver/protocol';
import type { Account, AccountDeps } from './account.js';
import type { Client, Credentials, User } from './api.js';
import { userOf } from './live/people.js';
import { openAccount } from './open-account.js';
import { parts } from './parts.js';
import type { LocalStorePort } from './store/local-store.js';
import { type Greeting, greet, type WireCredentials } from './sync/handshake.js';
import { errorOf, Link } from './sync/link.js';

export interface SessionsDeps extends Omit<AccountDeps, 'onSessionEnded' | 'onLoggedOut'> {
  readonly store: LocalStorePort;
  readonly appKey: string | undefined;
}

/** Who is logged in on this device: opens, reopens and ends sessions, one such thing after the other. */
export class Sessions {
  private readonly deps: SessionsDeps;
  private current: Account | undefined;
  /** Who was logged out here last: a wipe that comes behind another logout is about his data. */
  private left: string | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(deps: SessionsDeps) {
    this.deps = deps;
  }

  get account(): Account | undefined {
    return this.current;
  }

  async register(account: Parameters<Client['register']>[0]): Promise<void> {
    const { network, appKey } = this.deps;
    await (await parts.asking()).register((onOpen) => new Link(network, onOpen), appKey, account);
  }

  login(credentials: Credentials): Promise<User> {
    return this.inTurn(() => this.openSession(credentials));
  }

  resume(): Promise<User | undefined> {
    return this.inTurn(async () => {
      if (this.current?.hasSession) return this.deps.shown.me.get();
      await this.current?.close(new ImError('CANCELLED'));
      this.current = undefined;
      const own = this.deps.tabs?.memory.get(this.lastKey);
      const account = (await this.reopen(own)) ?? (await this.reopen(await this.lastName()));
      if (!account) return undefined;
      this.current = account;
      this.deps.tabs?.memory.set(this.lastKey, account.name);
      account.start();
      return userOf(account.me);
    });
  }

  logout({ wipe = false }: { wipe?: boolean } = {}): Promise<void> {
    return this.inTurn(async () => {
      const account = this.current;
      this.current = undefined;
      if (account) await this.leave(account);
      const { left } = this;
      if (wipe && left !== undefined) await this.stored(() => this.deps.store.erase(left));
      if (account) this.showIdle();
    });
  }

  private async leave(account: Account): Promise<void> {
    this.left = account.name;
    await account.logout();
    this.deps.tabs?.memory.set(this.lastKey, undefined);
    if ((await this.lastName()) === account.name) await this.remember(undefined);
  }

  /** Ends the connection and closes the store; the session stays and can be reopened. */
  close(): Promise<void> {
    return this.inTurn(async () => {
      const account = this.current;
      this.current = undefined;
      await account?.close(new ImError('CANCELLED', 'The client was closed.'));
      this.showIdle();
    });
  }

  private async openSession(credentials: Credentials): Promise<User> {
    const { current } = this;
    if (typeof credentials !== 'object' || credentials === null)
      throw new ImError('INVALID', 'Credentials are a username and a password, or a token.');
    const isOther = (username: string) =>
      current?.hasSession && current.me.username !== String(username).normalize('NFC');
    if ('username' in credentials && isOther(credentials.username)) throw loggedInAsOther();
    const renew = 'token' in credentials && typeof credentials.token === 'function' ? credentials.token : undefined;
    const wire = await wireCredentials(credentials);
    // The server ends the older session of this device class: that is no news to tell.
    current?.pause();
    this.deps.shown.status.set('connecting');
    let opened: { link: Link; answer: Response<'login'> } | undefined;
    try {
      opened = await this.greet(wire);
      const { link, answer } = opened;
      if (isOther(answer.user.username)) {
        await link.request('logout', {}).catch(() => {});
        throw loggedInAsOther();
      }
      const account = await this.accountOf(answer.user);
      account.renew = renew;
      const engine = await account.seize();
      await engine.accepted(answer);
      await this.remember(account.name);
      this.deps.tabs?.memory.set(this.lastKey, account.name);
      engine.driver.adopt(link);
      return userOf(answer.user);
    } catch (error) {
      opened?.link.drop();
      if (this.current?.hasSession) this.current.start();
      else this.showIdle();
      throw error;
    }
  }

  private async accountOf(user: UserCard): Promise<Account> {
    const name = `${this.deps.network.url} ${user.appKey} ${user.username}`;
    if (this.current?.name === name) return this.current;
    await this.current?.close(new ImError('CANCELLED'));
    this.current = undefined;
    const account = await this.open(name, user);
    if (!account) throw new ImError('STORE');
    this.current = account;
    return account;
  }

  /** Undefined where no session is kept under that name. */
  private async reopen(name: string | undefined): Promise<Account | undefined> {
    const account = name === undefined ? undefined : await this.open(name);
    if (account?.hasSession) return account;
    await account?.close(new ImError('CANCELLED'));
    return undefined;
  }

  private async open(name: string, user?: UserCard): Promise<Account | undefined> {
    const database = await this.stored(() => this.deps.store.open(name));
    const onSessionEnded = () => void this.remember(undefined).catch(this.deps.onError);
    const onLoggedOut = (account: Account) => this.loggedOut(account);
    return openAccount(name, database, { ...this.deps, onSessionEnded, onLoggedOut }, user);
  }

  /** Another tab ended the session for all of them. */
  private loggedOut(account: Account): void {
    void this.inTurn(async () => {
      if (this.current !== account) return;
      this.current = undefined;
      await account.close(new ImError('CANCELLED', 'Logged out.'));
      this.showIdle();
    });
  }

  private greet(credentials: WireCredentials): Promise<{ link: Link; answer: Response<'login'> }> {
    return new Promise((resolve, reject) => {
      greet(this.deps.network, this.deps.hello, credentials, (greeting: Greeting) => {
        if (greeting.type === 'accepted') resolve(greeting);
        else if (greeting.type === 'refused') reject(errorOf(greeting.refusal, 'login'));
        else reject(new ImError(greeting.shouldReconnect ? 'OFFLINE' : 'VERSION'));
      });
    });
  }

  private showIdle(): void {
    this.deps.shown.status.set('idle');
  }

  /** Which account was used last on this device. A tab that is opened again has its own. */
  private lastName(): Promise<string | undefined> {
    return this.stored(() => this.deps.store.getItem(this.lastKey));
  }

  private async remember(name: string | undefined): Promise<void> {
    await this.stored(() => this.deps.store.setItem(this.lastKey, name));
  }

  private get lastKey(): string {
    return `last ${this.deps.network.url} ${this.deps.appKey ?? ''}`;
  }

  private async stored<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (cause) {
      throw ImError.is(cause) ? cause : new ImError('STORE', undefined, { cause });
    }
  }

  private inTurn<T>(run: () => Promise<T>): Promise<T> {
    const next = this.last.then(run, run);
    this.last = next.catch(() => {});
    return next;
  }
}

const loggedInAsOther = () => new ImError('INVALID', 'Somebody else is logged in here; log out first.');

async function wireCredentials(credentials: Credentials): Promise<WireCredentials> {
  if ('username' in credentials)
    return { kind: 'password', username: credentials.username, password: credentials.password };
  const { token } = credentials;
  return { kind: 'token', token: typeof token === 'function' ? await token() : token };
}
