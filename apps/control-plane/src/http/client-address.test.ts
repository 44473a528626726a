import { expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';

const of = (forwarded: string | null, peer: string, trustedHops: number) =>
  clientAddress(new Headers(forwarded === null ? {} : { 'x-forwarded-for': forwarded }), { peer, trustedHops });

it.each([
  ['no proxy is trusted: the claim counts for nothing', '1.2.3.4', '9.9.9.9', 0, '9.9.9.9'],
  ['one proxy: what it saw, not what it was told', '6.6.6.6, 1.2.3.4', '10.0.0.1', 1, '1.2.3.4'],
  ['two proxies', '6.6.6.6, 1.2.3.4, 10.0.0.2', '10.0.0.1', 2, '1.2.3.4'],
  ['fewer entries than proxies', '1.2.3.4', '10.0.0.1', 3, '1.2.3.4'],
  ['a proxy on this machine', '6.6.6.6, 1.2.3.4', '127.0.0.1', 0, '1.2.3.4'],
  ['a direct call from this machine', null, '::1', 0, '::1'],
  ['an IPv4-mapped address of this machine', '6.6.6.6, 1.2.3.4', '::ffff:127.0.0.1', 0, '1.2.3.4'],
  ['an entry with a port', '1.2.3.4:4711', '10.0.0.1', 1, '1.2.3.4'],
  ['an entry of IPv6 with a port', '[2001:db8::1]:4711', '10.0.0.1', 1, '2001:db8::1'],
  ['an entry of IPv6', '2001:db8::1', '10.0.0.1', 1, '2001:db8::1'],
  ['an entry of colons', '::::', '10.0.0.1', 1, '10.0.0.1'],
  ['an entry of dots', '1.2.3.4.5', '10.0.0.1', 1, '10.0.0.1'],
  ['an entry that is no address', 'x'.repeat(500), '10.0.0.1', 1, '10.0.0.1'],
])('%s', (_name, forwarded, peer, hops, expected) => {
  expect(of(forwarded, peer, hops)).toBe(expected);
});
