import ipaddr from 'ipaddr.js';

/** The holder of one IPv6 address has these first bits of it, and all addresses behind them. */
const PREFIX_BITS = 64;
const MAX_NAME = 64;

/**
 * Returns the network by which a limit counts a client: an IPv4 address, or the /64 of an IPv6 one. An IPv6 address that stands for an IPv4
 * one (mapped, NAT64, 6to4, Teredo) counts as that. Text that is no address counts as itself.
 */
export function networkOf(address: string): string {
  const [text = ''] = address.split('%');
  if (!ipaddr.isValid(text)) return text.slice(0, MAX_NAME);
  const parsed = ipaddr.process(text);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const bytes = parsed.toByteArray();
  const embedded = findEmbedded(parsed.range(), bytes);
  if (embedded !== null) return embedded.join('.');
  const prefix = bytes.map((byte, index) => (index * 8 < PREFIX_BITS ? byte : 0));
  return `${ipaddr.fromByteArray(prefix).toString()}/${PREFIX_BITS}`;
}

/** RFC 6052, 3056 and 4380: each lets the holder of one IPv4 address choose other bits freely. */
function findEmbedded(range: string, bytes: readonly number[]): readonly number[] | null {
  switch (range) {
    case 'rfc6052':
      return bytes.slice(12);
    case '6to4':
      return bytes.slice(2, 6);
    case 'teredo':
      return bytes.slice(12).map((byte) => byte ^ 0xff);
    default:
      return null;
  }
}
