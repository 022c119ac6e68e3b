import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createClientAddress, isLoopback, limitedAs, readTrustProxy } from './client-address.js';

const asked = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;
const addressOf = (trust: unknown, remoteAddress: string, forwarded?: string) =>
  createClientAddress(readTrustProxy(trust) ?? -1)(asked(remoteAddress, forwarded));

describe("[operation: proxy] the client's address", () => {
  it('is that of the connection where no proxy is trusted, whatever a client writes', () => {
    for (const trust of [false, 0, 'false', '0'])
      expect(addressOf(trust, '203.0.113.9', '198.51.100.1'), String(trust)).toBe('203.0.113.9');
  });

  it('is what the outermost of so many proxies saw; what a client wrote before it is passed over', () => {
    const forged = '6.6.6.6, 198.51.100.1, 10.0.0.2';
    for (const trust of [true, 1, '1', 'true']) expect(addressOf(trust, '10.0.0.1', forged)).toBe('10.0.0.2');
    expect(addressOf(2, '10.0.0.1', forged)).toBe('198.51.100.1');
    expect(addressOf(2, '10.0.0.1', '198.51.100.1')).toBe('198.51.100.1');
    expect(addressOf(1, '10.0.0.1')).toBe('10.0.0.1');
  });

  it('is the first that is in none of the trusted networks, from the connection outward', () => {
    const trust = 'loopback, 10.0.0.0/8,2001:db8::/32';
    expect(addressOf(trust, '127.0.0.1', '6.6.6.6, 198.51.100.1, 10.1.2.3')).toBe('198.51.100.1');
    expect(addressOf(trust, '::ffff:127.0.0.1', '198.51.100.1')).toBe('198.51.100.1');
    expect(addressOf(trust, '2001:db8::7', '198.51.100.1')).toBe('198.51.100.1');
    // Nobody who reaches the port past the proxy names himself.
    expect(addressOf(trust, '203.0.113.9', '198.51.100.1')).toBe('203.0.113.9');
    expect(addressOf(trust, '127.0.0.1', '10.1.2.3')).toBe('10.1.2.3');
  });

  it('is an address: ports are passed over, and so is what is none', () => {
    expect(addressOf(1, '10.0.0.1', '198.51.100.1:4711')).toBe('198.51.100.1');
    expect(addressOf(1, '10.0.0.1', '[2001:db8::1]:4711')).toBe('2001:db8::1');
    for (const nonsense of ['unknown', '', 'x'.repeat(9_000), '198.51.100.1, <script>'])
      expect(addressOf(1, '10.0.0.1', nonsense)).toBe('10.0.0.1');
  });

  it('is not read from a setting that is none', () => {
    for (const wrong of [
      'perhaps',
      '',
      '10.0.0.0/33',
      '::/129',
      '10.0.0.0/8/8',
      '1.2.3',
      -1,
      1.5,
      99,
      [],
      [1],
      null,
      {},
    ])
      expect(readTrustProxy(wrong), JSON.stringify(wrong)).toBeUndefined();
  });

  it('counts as its network where it is of IPv6, for limits', () => {
    const network = '2001:db8:0:7::/64';
    for (const address of [
      '2001:db8:0:7::1',
      '2001:0db8:0:7:ffff::',
      '2001:DB8::7:1:2:3:4',
      '2001:db8:0:7:1:2:3:4%eth0',
    ])
      expect(limitedAs(address), address).toBe(network);
    expect(limitedAs('2001:db8:0:8::1')).not.toBe(network);
    expect(limitedAs('::1')).toBe('0:0:0:0::/64');
    for (const other of ['203.0.113.9', '', 'unknown']) expect(limitedAs(other)).toBe(other);
  });

  it('is of this machine where it is', () => {
    for (const here of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) expect(isLoopback(here), here).toBe(true);
    for (const there of ['10.0.0.1', '::2', '', undefined, '128.0.0.1']) expect(isLoopback(there)).toBe(false);
  });
});
