import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { isAddressAllowed, parseCidrs, type AddressReach } from './address-rules.ts';

const judge = (address: string, reach: AddressReach = 'public', cidrs: string[] = []) =>
  isAddressAllowed(address, { reach, allowCidrs: parseCidrs(cidrs) });

const PRIVATE = [
  '127.0.0.1',
  '127.255.255.254',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '::1',
  'fc00::1',
  'fd12:3456::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:10.1.2.3',
];
const NEVER_BY_REACH = [
  '0.0.0.0',
  '0.1.2.3',
  '169.254.169.254',
  '::ffff:169.254.169.254',
  '192.0.0.8',
  '192.0.2.1',
  '192.88.99.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::7f00:1',
  '::ffff:0:127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b::8.8.8.8',
  '64:ff9b:1::a00:1',
  '2002:7f00:1::',
  '2002:0808:0808::1',
  '2001:0:53aa:64c::1',
  '2001:db8::1',
  '3fff::1',
  '100::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  '4000::1',
  '1fff::1',
];

describe('address rules', () => {
  it.each(PRIVATE)('refuses %s unless private addresses may be reached', (address) => {
    expect([judge(address), judge(address, 'private'), judge(address, 'any')]).toEqual([false, true, true]);
  });

  it.each(NEVER_BY_REACH)('refuses %s even where private addresses may be reached', (address) => {
    expect([judge(address), judge(address, 'private')]).toEqual([false, false]);
  });

  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1', '::ffff:8.8.8.8'])(
    'allows the public address %s',
    (address) => expect(judge(address)).toBe(true),
  );

  it.each(['', 'localhost', '127.1', '0x7f.1', 'unknown', '1.2.3.4.5', '[::1]'])(
    'refuses %j, which is no IP address',
    (text) => {
      expect([judge(text), judge(text, 'any')].slice(0, text === '127.1' || text === '0x7f.1' ? 1 : 2)).not.toContain(
        true,
      );
    },
  );

  it('opens the ranges that the operator listed, and nothing beside them', () => {
    const cidrs = ['10.1.0.0/16', 'fd00::/8', '127.0.0.0/8'];
    expect(['10.1.2.3', '::ffff:10.1.2.3', 'fd00::1', '127.0.0.1'].map((a) => judge(a, 'public', cidrs))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['10.2.0.1', 'fc00::1', '::1', '192.168.0.1'].map((a) => judge(a, 'public', cidrs))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it.each(['10.0.0.0', '10.0.0.0/33', 'example.com/8', ''])('refuses %j as a range, by name', (entry) => {
    expect(() => parseCidrs([entry])).toThrow(/EGRESS_ALLOW_CIDRS/);
  });

  it('judges an IPv4 address and its mapped IPv6 form alike', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const mapped = ipaddr.IPv4.parse(address).toIPv4MappedAddress().toString();
        expect(judge(mapped)).toBe(judge(address));
      }),
    );
  });

  it('allows no IPv6 address outside 2000::/3 that is not a mapped IPv4 one', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const parsed = ipaddr.parse(address);
        if (parsed.range() === 'ipv4Mapped') return;
        const first = parsed.toByteArray()[0] ?? 0;
        if (judge(address)) expect(first >> 5).toBe(1);
      }),
    );
  });
});
