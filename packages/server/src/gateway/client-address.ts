import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** How many proxies stand in front, or the networks that they are in. */
export type TrustProxy = number | readonly string[];

const loopback = ['127.0.0.0/8', '::1'];

/** Undefined where it is neither a number of proxies nor networks. */
export function readTrustProxy(value: unknown): TrustProxy | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 && value <= 32 ? value : undefined;
  if (Array.isArray(value)) return readNetworks(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (text === 'true' || text === 'false') return text === 'true' ? 1 : 0;
  if (/^\d+$/.test(text)) return readTrustProxy(Number(text));
  return readNetworks(text.split(',').map((part) => part.trim()));
}

function readNetworks(given: readonly unknown[]): readonly string[] | undefined {
  const networks = given.flatMap((one) => (one === 'loopback' ? loopback : [one]));
  return networks.length > 0 && networks.every(isNetwork) ? networks : undefined;
}

function isNetwork(text: unknown): text is string {
  const [address = '', bits, ...more] = typeof text === 'string' ? text.split('/') : [];
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/**
 * The client's address: behind proxies that are trusted, the one that the outermost of them saw; what stands before it
 * anybody could have written.
 */
export function createClientAddress(trust: TrustProxy): (request: IncomingMessage) => string {
  const isTrusted = typeof trust === 'number' ? undefined : blockList(trust);
  return (request) => {
    const direct = addressIn(request.socket.remoteAddress ?? '') ?? '';
    if (trust === 0) return direct;
    const seen = [request.headers['x-forwarded-for']].flat().join(',').split(',').map(addressIn);
    let address = direct;
    for (let hops = 0; isTrusted ? isTrusted(address) : hops < Number(trust); hops++) {
      const before = seen.pop();
      if (before === undefined) break;
      address = before;
    }
    return address;
  };
}

function blockList(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    if (bits === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(bits), familyOf(address));
  }
  return (address) => isIP(address) !== 0 && list.check(address, familyOf(address));
}

/**
 * What limits by address count as one: of IPv6 the network, since whoever has one address there has all of its network's.
 */
export function limitedAs(address: string): string {
  if (isIP(address) !== 6) return address;
  const [plain = ''] = address.toLowerCase().split('%');
  const [before = '', after] = plain.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const [first, last] = [groups(before), groups(after ?? '')];
  const all =
    after === undefined
      ? first
      : [...first, ...Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0'), ...last];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** Without a port, and of a mapped address the one that is mapped; undefined where it is none. */
function addressIn(text: string): string | undefined {
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(text.trim()) ?? [];
  const [, withPort] = /^([\d.]+):\d+$/.exec(text.trim()) ?? [];
  const address = (bracketed ?? withPort ?? text.trim()).replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(address) === 0 ? undefined : address;
}

export const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && /^(::ffff:)?127\.|^::1$/.test(address);
