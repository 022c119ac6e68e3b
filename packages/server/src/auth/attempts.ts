import { type Clock, serverLimits } from '@palaver/protocol';
import type { Rule } from '../domain/rate.js';
import { Lru } from '../engine/lru.js';
import { Throttle } from '../engine/throttle.js';

const perMinute = (count: number): Rule => ({ perSecond: count / 60, burst: count });
const pairRule = perMinute(serverLimits.failuresPerMinute);
const addressRule = perMinute(serverLimits.failuresPerMinuteByAddress);
const accountRule = perMinute(serverLimits.failuresPerMinuteByAccount);
const registerRule = perMinute(serverLimits.registrationsPerMinuteByAddress);

/**
 * Slows who guesses: by account and address together, by address, and by account over all addresses. The last does not
 * hold for an address from which the account was entered before, so guessing never locks the owner out.
 */
export class Attempts {
  private readonly failures: Throttle;
  private readonly registrations: Throttle;
  private readonly trusted = new Lru<string, true>(100_000);

  constructor(clock: Clock) {
    this.failures = new Throttle(clock);
    this.registrations = new Throttle(clock);
  }

  /** How long this attempt has to wait, in ms. Without an account (a token names none that can be believed) by address alone. */
  waitFor(address: string, account?: string): number {
    return Math.max(...this.rules(address, account).map(([key, rule]) => this.failures.waitFor(key, rule)));
  }

  /** Counted before the credentials are looked at, so that attempts side by side do not slip through. */
  begin(address: string, account?: string): { succeeded(): void } {
    const taken = this.rules(address, account);
    for (const [key, rule] of taken) this.failures.take(key, rule);
    return {
      succeeded: () => {
        for (const [key, rule] of taken) this.failures.giveBack(key, rule);
        if (account !== undefined) this.trusted.set(pair(account, address), true);
      },
    };
  }

  private rules(address: string, account: string | undefined): readonly (readonly [key: string, rule: Rule])[] {
    const byAddress = [`i${address}`, addressRule] as const;
    if (account === undefined) return [byAddress];
    const both = [byAddress, [`p${pair(account, address)}`, pairRule] as const];
    return this.trusted.get(pair(account, address)) ? both : [...both, [`a${account}`, accountRule]];
  }

  /** 0, or how long this registration has to wait, in ms. */
  register(address: string): number {
    return this.registrations.take(address, registerRule);
  }
}

const pair = (account: string, address: string) => `${account}\n${address}`;
