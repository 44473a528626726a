import { lookup } from 'node:dns/promises';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { BoundedMap } from '@everruns/kernel';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

const UNSPECIFIED = new BlockList();
UNSPECIFIED.addAddress('0.0.0.0', 'ipv4');
UNSPECIFIED.addAddress('::', 'ipv6');

/** Whether an IP address reaches only this machine. An IPv4 address in IPv6 notation counts as the IPv4 address. */
export function isLoopbackAddress(address: string | undefined): boolean {
  return isIn(LOOPBACK, address);
}

/** Whether a client uses this name or IP address for its own machine: `localhost`, loopback, or the unspecified address. */
export function namesOwnMachine(name: string): boolean {
  const plain = name.toLowerCase().replace(/\.$/, '');
  return plain === 'localhost' || plain.endsWith('.localhost') || isIn(LOOPBACK, plain) || isIn(UNSPECIFIED, plain);
}

/** Whether a server that is bound to this name or address is unreachable from the network. The only such name is `localhost`. */
export function isLoopbackHost(host: string): boolean {
  return host.toLowerCase() === 'localhost' || isLoopbackAddress(host);
}

/**
 * Returns the address to bind to for the host in a setting. `localhost` is resolved first, because it must mean this
 * machine only. Throws if the system resolves it to another address.
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

/** Every request asks this of its peer and of the host that it names, which are few. */
const MAX_VERDICTS = 1_000;
/** No address is longer; a name that is not remembered is judged again. */
const MAX_REMEMBERED_LENGTH = 64;
const verdicts = new Map([LOOPBACK, UNSPECIFIED].map((list) => [list, new BoundedMap<string, boolean>(MAX_VERDICTS)]));

function isIn(list: BlockList, address: string | undefined): boolean {
  if (address === undefined) return false;
  const known = verdicts.get(list)?.get(address);
  if (known !== undefined) return known;
  const verdict = isListed(list, address);
  if (address.length <= MAX_REMEMBERED_LENGTH) verdicts.get(list)?.set(address, verdict);
  return verdict;
}

function isListed(list: BlockList, address: string): boolean {
  if (isIP(address) === 0) return false;
  // The zone of a link-local address (fe80::1%eth0) is not part of the address.
  const [plain = ''] = address.split('%');
  return list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}
