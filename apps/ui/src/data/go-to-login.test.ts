import { expect, test } from 'vitest';
import { toSafePath } from './go-to-login.ts';

test('a login leads back to a page of this site, never to another', () => {
  const led = [
    '/sessions/1?tab=events',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:1',
    null,
  ].map(toSafePath);
  expect(led).toEqual(['/sessions/1?tab=events', ...Array.from({ length: 5 }, () => '/dashboard')]);
});
