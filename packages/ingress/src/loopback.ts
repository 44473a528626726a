import { lookup } from 'node:dns/promises';
import { BlockList, isIP, isIPv6 } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

const UNSPECIFIED = new BlockList();
UNSPECIFIED.addAddress('0.0.0.0', 'ipv4');
UNSPECIFIED.addAddress('::', 'ipv6');

/** Whether an IP address reaches this machine only; an IPv4 address in IPv6 notation counts as what it stands for. */
export function isLoopbackAddress(address: string | undefined): boolean {
  return isIn(LOOPBACK, address);
}

/** Whether a name or an IP address is one that a client uses for its own machine: `localhost`, loopback, or no address at all. */
export function namesOwnMachine(name: string): boolean {
  const plain = name.toLowerCase().replace(/\.$/, '');
  return plain === 'localhost' || plain.endsWith('.localhost') || isIn(LOOPBACK, plain) || isIn(UNSPECIFIED, plain);
}

/** Whether a server that is bound to this name or address cannot be reached from the network. Of names, only `localhost` counts. */
export function isLoopbackHost(host: string): boolean {
  return host.toLowerCase() === 'localhost' || isLoopbackAddress(host);
}

/**
 * The address to bind to for a host that a setting names. `localhost` is looked up first: whoever binds to it means this machine only.
 * Throws where the system's tables say otherwise.
 */
export async function toBindAddress(
  host: string,
  resolve: (name: string) => Promise<string[]> = lookUp,
): Promise<string> {
  if (host.toLowerCase() !== 'localhost') return host;
  const addresses = await resolve(host);
  const [first] = addresses;
  if (first !== undefined && addresses.every(isLoopbackAddress)) return first;
  throw new Error(`localhost stands for ${addresses.join(', ') || 'no address'} on this machine; bind to 127.0.0.1.`);
}

async function lookUp(name: string): Promise<string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}

function isIn(list: BlockList, address: string | undefined): boolean {
  if (address === undefined || isIP(address) === 0) return false;
  // The zone of a link-local address (fe80::1%eth0) is not part of the address.
  const [plain = ''] = address.split('%');
  return list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}
