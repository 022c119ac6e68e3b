import { type Clock, limits } from '@palaver/protocol';
import type { Rule } from '../domain/rate.js';
import { Lru } from '../engine/lru.js';
import { Throttle } from '../engine/throttle.js';

const perMinute = (count: number): Rule => ({ perSecond: count / 60, burst: count });
const pairRule = perMinute(limits.failuresPerMinute);
const addressRule = perMinute(limits.failuresPerMinuteByAddress);
const accountRule = perMinute(limits.failuresPerMinuteByAccount);
const registerRule = perMinute(limits.registrationsPerMinuteByAddress);

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

  /** How long this attempt has to wait, in ms. */
  waitFor(account: string, address: string): number {
    const isTrusted = this.trusted.get(pair(account, address)) === true;
    return Math.max(
      this.failures.waitFor(`p${pair(account, address)}`, pairRule),
      this.failures.waitFor(`i${address}`, addressRule),
      isTrusted ? 0 : this.failures.waitFor(`a${account}`, accountRule),
    );
  }

  /** Counted before the password is looked at, so that attempts side by side do not slip through. */
  begin(account: string, address: string): { succeeded(): void } {
    const isTrusted = this.trusted.get(pair(account, address)) === true;
    const taken: [string, Rule][] = [
      [`p${pair(account, address)}`, pairRule],
      [`i${address}`, addressRule],
    ];
    if (!isTrusted) taken.push([`a${account}`, accountRule]);
    for (const [key, rule] of taken) this.failures.take(key, rule);
    return {
      succeeded: () => {
        for (const [key, rule] of taken) this.failures.giveBack(key, rule);
        this.trusted.set(pair(account, address), true);
      },
    };
  }

  /** 0, or how long this registration has to wait, in ms. */
  register(address: string): number {
    return this.registrations.take(address, registerRule);
  }
}

const pair = (account: string, address: string) => `${account}\n${address}`;
