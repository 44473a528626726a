import { describe, expect, it } from 'vitest';
import { assertHostAllowed, assertSameSite } from './host-guard.ts';

const policy = { allowedHosts: ['agents.example'], corsAllowedOrigins: ['https://ui.example'] };

describe('assertHostAllowed', () => {
  it.each(['localhost', 'LOCALHOST:9000', '127.0.0.1:9000', '127.8.8.8', '[::1]:9000', 'agents.example:443'])(
    'lets %s in',
    (host) => {
      expect(() => assertHostAllowed(host, policy)).not.toThrow();
    },
  );

  it.each([
    null,
    '',
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'localhost@evil.example',
    '10.0.0.1',
    '[::2]',
    'a b',
  ])('refuses %s', (host) => {
    expect(() => assertHostAllowed(host, policy)).toThrow(expect.objectContaining({ code: 'misdirected_host' }));
  });
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
