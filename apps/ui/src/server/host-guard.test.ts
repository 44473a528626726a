import { expect, test } from 'vitest';
import { isHostAllowed, toUpstreamOrigin } from './host-guard.ts';

test.each(['localhost:9100', '127.0.0.1', '[::1]:9100', 'everruns.example.com'])('%s is served', (host) => {
  expect(isHostAllowed(host, ['everruns.example.com'])).toBe(true);
});

test.each([null, '', 'evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'a b'])(
  '%s is not',
  (host) => {
    expect(isHostAllowed(host, ['everruns.example.com'])).toBe(false);
  },
);

test('our own page speaks with the origin of the control plane, a foreign one keeps its own', () => {
  const apiUrl = new URL('http://127.0.0.1:9000');
  const passed = ['http://localhost:9100', 'http://evil.example', 'null', null].map((origin) =>
    toUpstreamOrigin(origin, 'localhost:9100', apiUrl),
  );
  expect(passed).toEqual(['http://127.0.0.1:9000', 'http://evil.example', 'null', null]);
});
