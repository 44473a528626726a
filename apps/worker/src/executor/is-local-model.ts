import { BlockList, isIP, isIPv6 } from 'node:net';

const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv4');
PRIVATE.addAddress('::1', 'ipv6');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');

/** Names that never leave the local network: `localhost`, names without a dot, as containers have, and private domains. */
const PRIVATE_NAME = /^[^.]+$|\.(?:localhost|local|internal|lan|home\.arpa|localdomain|cluster\.local)$/i;

/** Whether a base URL leads to this machine or a private network. Such a server may read a long prompt before it answers. */
export function isLocalModel(baseUrl: string | undefined): boolean {
  const url = URL.parse(baseUrl ?? '');
  if (url === null) return false;
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(host) !== 0) return PRIVATE.check(host, isIPv6(host) ? 'ipv6' : 'ipv4');
  return PRIVATE_NAME.test(host);
}
