import fc from 'fast-check';
import { expect, it } from 'vitest';
import { networkOf } from './network-of.ts';

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::ffff:c000:207', '192.0.2.7'],
  ['0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7'],
  ['64:ff9b::192.0.2.7', '192.0.2.7'],
  ['2002:c000:0207:1234::1', '192.0.2.7'],
  ['2002:c000:207:ffff:1:2:3:4', '192.0.2.7'],
  ['2001:0:1234:5678:8000:63bf:3fff:fdf8', '192.0.2.7'],
  ['2001:db8::1', '2001:db8::/64'],
  ['2001:db8::abcd:1:2:3', '2001:db8::/64'],
  ['2001:0db8:0000:0000:ffff::', '2001:db8::/64'],
  ['2001:DB8:0:0:1::', '2001:db8::/64'],
  ['2001:db8:0:1::', '2001:db8:0:1::/64'],
  ['2001:db8::5.6.7.8', '2001:db8::/64'],
  ['fe80::1%eth0', 'fe80::/64'],
  ['::1', '::/64'],
  ['nobody', 'nobody'],
])('%s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

it('whatever the last 64 bits are, and however they are written, it is one network', () => {
  const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
  const hosts = fc.array(group, { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(hosts, (host) => {
      const full = `2001:db8:1:2:${host.join(':')}`;
      const short = full.replace(/(?:^|:)0(?::0)+(?::|$)/, '::');
      expect([networkOf(full), networkOf(short), networkOf(full.toUpperCase())]).toEqual(
        Array(3).fill('2001:db8:1:2::/64'),
      );
    }),
  );
});
