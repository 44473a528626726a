import { EverrunsError } from '@everruns/schemas';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type Cidr = [Address, number];

/**
 * `public`: the open internet. `private`: also loopback, RFC 1918, carrier-grade NAT and unique-local networks, but never link-local
 * (cloud metadata), multicast or reserved ones. `any`: any address, for origins that the operator has configured.
 */
export type AddressReach = 'public' | 'private' | 'any';

export interface AddressRules {
  reach: AddressReach;
  /** Ranges that the operator has allowed for every call. */
  allowCidrs: readonly Cidr[];
}

const GLOBAL_UNICAST: Cidr = ipaddr.parseCIDR('2000::/3');
const PRIVATE_RANGES: ReadonlySet<string> = new Set(['loopback', 'private', 'carrierGradeNat', 'uniqueLocal']);

/** Parses `EGRESS_ALLOW_CIDRS`. Throws `invalid_request` that names the invalid entry. */
export function parseCidrs(entries: readonly string[]): Cidr[] {
  return entries.map((entry) => {
    if (!ipaddr.isValidCIDR(entry)) {
      throw new EverrunsError('invalid_request', `EGRESS_ALLOW_CIDRS holds "${entry}", which is not a CIDR range.`);
    }
    return ipaddr.parseCIDR(entry);
  });
}

/** Whether a connection to this IP address is allowed. False for text that is no address. */
export function isAddressAllowed(address: string, rules: AddressRules): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4-mapped IPv6 address is the IPv4 address that it names.
  const parsed = ipaddr.process(address);
  if (rules.reach === 'any' || rules.allowCidrs.some((cidr) => isInside(parsed, cidr))) return true;
  if (isPublic(parsed)) return true;
  return rules.reach === 'private' && PRIVATE_RANGES.has(parsed.range());
}

/** 6to4, NAT64 and Teredo addresses contain an IPv4 address. They are separate ranges, and all of them are refused. */
function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || isInside(address, GLOBAL_UNICAST);
}

function isInside(address: Address, [network, bits]: Cidr): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}
