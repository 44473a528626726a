import { describe, expect, it } from 'vitest';
import { assertHostAllowed, assertSameSite, listAllowedHosts } from './host-guard.ts';

const policy = { allowedHosts: ['agents.example'], corsAllowedOrigins: ['https://ui.example'] };

describe('assertHostAllowed', () => {
  it.each(['localhost:9000', '127.0.0.1', '[::1]:9000', '0.0.0.0:9000'])(
    'lets %s in from this machine only',
    (host) => {
      expect(() => assertHostAllowed(host, { policy, peer: '127.0.0.1' })).not.toThrow();
      for (const peer of ['10.0.0.7', '']) {
        expect(() => assertHostAllowed(host, { policy, peer })).toThrow(
          expect.objectContaining({ code: 'misdirected_host' }),
        );
      }
    },
  );

  it('lets a listed host in from everywhere', () => {
    expect(() => assertHostAllowed('Agents.example:443', { policy, peer: '10.0.0.7' })).not.toThrow();
  });

  it.each([null, '', 'evil.example', '127.0.0.1.evil.example', '10.0.0.1'])('refuses %s', (host) => {
    expect(() => assertHostAllowed(host, { policy, peer: '::1' })).toThrow(
      expect.objectContaining({ code: 'misdirected_host' }),
    );
  });
});

it('a server’s own address and the public one are allowed, names of the own machine only where they are listed', () => {
  const listed = (host: string, baseUrl: string | null, allowedHosts: string[] = []) =>
    listAllowedHosts({ allowedHosts, auth: { baseUrl } }, host);
  expect([
    listed('0.0.0.0', 'http://localhost:9100'),
    listed('::', 'http://[::1]:9100'),
    listed('127.0.0.1', null, ['localhost']),
    listed('10.0.0.5', 'https://Agents.example', ['b.example']),
  ]).toEqual([[], [], ['localhost'], ['b.example', '10.0.0.5', 'agents.example']]);
});

describe('assertSameSite', () => {
  const check = (headers: Record<string, string>, isProofNeeded = false) => {
    const given = new Headers({ host: 'localhost:9000', ...headers });
    return () => assertSameSite(given, { policy, isProofNeeded });
  };

  it.each([
    ['our own page', { origin: 'http://localhost:9000', 'sec-fetch-site': 'same-origin' }],
    ['our own page without origin', { 'sec-fetch-site': 'same-origin' }],
    ['a listed origin', { origin: 'https://ui.example', 'sec-fetch-site': 'cross-site' }],
    ['a user’s own navigation', { 'sec-fetch-site': 'none' }],
  ])('lets %s through, with a cookie and without', (_name, headers) => {
    expect(check(headers)).not.toThrow();
    expect(check(headers, true)).not.toThrow();
  });

  it('lets through what is no browser, unless a cookie says that it is one', () => {
    expect(check({})).not.toThrow();
    expect(check({}, true)).toThrow(expect.objectContaining({ code: 'cross_site_request' }));
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['an opaque origin', { origin: 'null' }],
    ['another port', { origin: 'http://localhost:9001' }],
    ['another scheme’s page on our host name', { origin: 'ftp://localhost:9000' }],
    ['a cross-site fetch without origin', { 'sec-fetch-site': 'cross-site' }],
    ['a same-site fetch without origin', { 'sec-fetch-site': 'same-site' }],
    ['a value that nobody knows', { 'sec-fetch-site': 'maybe' }],
  ])('refuses %s', (_name, headers) => {
    expect(check(headers)).toThrow(expect.objectContaining({ code: 'cross_site_request' }));
    expect(check(headers, true)).toThrow();
  });
});
