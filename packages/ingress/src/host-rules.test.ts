import { describe, expect, it } from 'vitest';
import { isHostAllowed, isLoopbackAddress, isLoopbackHost, toBindAddress } from './index.ts';

const allowedHosts = ['agents.example', '10.0.0.5'];
const OWN = [
  'localhost',
  'LOCALHOST:9000',
  'localhost.:9000',
  'app.localhost',
  '127.0.0.1:9000',
  '127.8.8.8',
  '[::1]:9000',
  '[::ffff:127.0.0.1]:9000',
  '[::ffff:7f00:1]',
  '0.0.0.0:9000',
  '[::]:9000',
];
const FOREIGN = [
  null,
  undefined,
  '',
  'evil.example',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  'localhost@evil.example',
  '10.0.0.1',
  '127.999.1.1',
  '[::2]',
  '[::ffff:10.0.0.1]',
  'a b',
  'agents.example/x',
];

describe('a Host that names the own machine', () => {
  it.each(OWN)('%s is served to loopback, and to nobody else', (host) => {
    const peers = [
      '127.0.0.1',
      '127.3.2.1',
      '::1',
      '::ffff:127.0.0.1',
      '10.0.0.7',
      '::ffff:10.0.0.7',
      '2001:db8::1',
      undefined,
    ];
    const served = peers.map((peer) => isHostAllowed(host, { allowedHosts, peer }));
    expect(served).toEqual([true, true, true, true, false, false, false, false]);
  });
});

it.each(FOREIGN)('%s is served to nobody', (host) => {
  expect([
    isHostAllowed(host, { allowedHosts, peer: '::1' }),
    isHostAllowed(host, { allowedHosts, peer: '10.0.0.7' }),
  ]).toEqual([false, false]);
});

it('a listed Host is served to everybody, localhost too where it is listed', () => {
  const rules = { allowedHosts: ['agents.example', 'localhost'], peer: '10.0.0.7' };
  expect(['Agents.example:443', 'localhost:9000', '127.0.0.1'].map((host) => isHostAllowed(host, rules))).toEqual([
    true,
    true,
    false,
  ]);
});

it('which addresses and names a server may bind to without being reached by the network', () => {
  const bound = ['localhost', '127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1'];
  const open = [
    '0.0.0.0',
    '::',
    '::ffff:0.0.0.0',
    '10.0.0.5',
    'fe80::1%eth0',
    'my-machine',
    'localhost.example',
    '127.1',
    '0',
    '',
  ];
  expect([bound.map(isLoopbackHost), open.map(isLoopbackHost)]).toEqual([bound.map(() => true), open.map(() => false)]);
  expect(['::1%lo', '127.0.0.1', 'localhost', undefined].map(isLoopbackAddress)).toEqual([true, true, false, false]);
});

it('localhost is bound where it is this machine, and nowhere else', async () => {
  expect([await toBindAddress('10.0.0.5'), await toBindAddress('0.0.0.0')]).toEqual(['10.0.0.5', '0.0.0.0']);
  expect(isLoopbackAddress(await toBindAddress('localhost'))).toBe(true);
  const resolve = (addresses: string[]) => () => Promise.resolve(addresses);
  expect(await toBindAddress('LOCALHOST', resolve(['::1', '127.0.0.1']))).toBe('::1');
  await expect(toBindAddress('localhost', resolve(['127.0.0.1', '10.0.0.5']))).rejects.toThrow(
    /10\.0\.0\.5.*127\.0\.0\.1/,
  );
  await expect(toBindAddress('localhost', resolve([]))).rejects.toThrow('no address');
});
