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
  const check = (method: string, headers: Record<string, string>) => () =>
    assertSameSite(method, new Headers({ host: 'localhost:9000', ...headers }), policy);

  it.each([
    ['no browser at all', 'POST', {}],
    ['our own page', 'POST', { origin: 'http://localhost:9000', 'sec-fetch-site': 'same-origin' }],
    ['a listed origin', 'POST', { origin: 'https://ui.example', 'sec-fetch-site': 'cross-site' }],
    ['a link from elsewhere', 'GET', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a user’s own navigation', 'POST', { 'sec-fetch-site': 'none' }],
  ])('lets %s through', (_name, method, headers) => {
    expect(check(method, headers)).not.toThrow();
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['an opaque origin', { origin: 'null' }],
    ['another port', { origin: 'http://localhost:9001' }],
    ['a cross-site fetch without origin', { 'sec-fetch-site': 'cross-site' }],
    ['a same-site fetch without origin', { 'sec-fetch-site': 'same-site' }],
  ])('refuses %s', (_name, headers) => {
    expect(check('POST', headers)).toThrow(expect.objectContaining({ code: 'cross_site_request' }));
    expect(check('DELETE', headers)).toThrow();
  });
});
