import { expect, it } from 'vitest';
import { isHostAllowed, isHostEntry } from './index.ts';

const REMOTE = '10.0.0.7';
const served = (allowedHosts: string[], host: string): boolean => isHostAllowed(host, { allowedHosts, peer: REMOTE });

it.each([
  [
    'a name',
    ['agents.example'],
    ['agents.example', 'AGENTS.EXAMPLE:443', 'agents.example.'],
    ['x.agents.example', 'agents.example.evil'],
  ],
  [
    'a suffix, with and without a name before it',
    ['.Example.com'],
    ['example.com', 'a.example.com:9000', 'a.b.example.com.'],
    ['evil-example.com', 'example.com.evil', 'example.org', '10.0.0.1', '.example.com'],
  ],
  [
    'a range of IPv4, in IPv6 notation too',
    ['10.0.0.0/8'],
    ['10.1.2.3:9000', '10.255.255.255', '[::ffff:10.1.2.3]:9000'],
    ['11.0.0.1', '10.0.0.1.evil.example', 'ten.example', '[fd00::1]', '10.1'],
  ],
  ['a range of IPv6', ['fd00::/8'], ['[fd00::1]:9000', '[fd12:3456::1]'], ['[fe80::1]', '10.0.0.1']],
  ['one address', ['10.0.0.5', 'fd00::5'], ['10.0.0.5:80', '[fd00::5]:80'], ['10.0.0.50', '[fd00::50]']],
  [
    'a name as service discovery gives it',
    ['control-plane_1', '.svc.cluster.local'],
    ['control-plane_1:9000', 'everruns.prod.svc.cluster.local'],
    ['svc', 'local'],
  ],
] as const)('%s', (_name, entries, yes, no) => {
  expect(entries.every(isHostEntry)).toBe(true);
  expect(yes.map((host) => [host, served([...entries], host)])).toEqual(yes.map((host) => [host, true]));
  expect(no.map((host) => [host, served([...entries], host)])).toEqual(no.map((host) => [host, false]));
});

it.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', 'localhost', 'app.localhost'])(
  'ranges and suffixes never hold %s: a name of the own machine is only for who sits at it, or where it is listed itself',
  (host) => {
    const wide = ['0.0.0.0/0', '::/0', '127.0.0.0/8', '.localhost'];
    expect(served(wide, host)).toBe(false);
    expect(isHostAllowed(host, { allowedHosts: wide, peer: '127.0.0.1' })).toBe(true);
    expect(served([host.replaceAll(/[[\]]/g, '')], host)).toBe(true);
  },
);

it.each([
  'http://agents.example',
  'agents.example:9000',
  '*.example.com',
  '10.0.0.0/33',
  'fd00::/129',
  'x/8',
  '.',
  '',
  'a b',
  '[::1]',
])('%j is no entry', (entry) => {
  expect(isHostEntry(entry)).toBe(false);
});
