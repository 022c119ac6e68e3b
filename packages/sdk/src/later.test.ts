import { ImError } from '@palaver/protocol';
import { describe, expect, it } from 'vitest';
import { later } from './later.js';

describe('a part that is loaded later', () => {
  it('is loaded once, and who waits for it goes on in the order of the calls', async () => {
    const went: number[] = [];
    let loads = 0;
    let arrive: (part: string) => void = () => {};
    const part = later(() => {
      loads += 1;
      return new Promise<string>((resolve) => {
        arrive = resolve;
      });
    });
    const call = (n: number) => part().then(() => went.push(n));
    const calls = [call(1), call(2)];
    arrive('part');
    calls.push(call(3));
    await Promise.all(calls);
    expect([loads, went]).toEqual([1, [1, 2, 3]]);
  });

  it('that could not be loaded says so to all who waited, and is tried again by the next call', async () => {
    let isThere = false;
    const cause = new TypeError('Failed to fetch dynamically imported module');
    const part = later(async () => {
      if (!isThere) throw cause;
      return 'part';
    });
    const refusal = { code: 'OFFLINE', disposition: 'retry', cause, message: expect.stringContaining('call again') };
    for (const waiting of [part(), part()]) await expect(waiting).rejects.toMatchObject(refusal);
    isThere = true;
    expect(await part()).toBe('part');
  });

  it('that is refused for a reason of ours gives that reason', async () => {
    const reason = new ImError('CANCELLED');
    await expect(later(() => Promise.reject(reason))()).rejects.toBe(reason);
  });
});
