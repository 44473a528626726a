import { expect, it } from 'vitest';
import { toSafePath } from './go-to-login.ts';

it.each([
  ['/sessions/1?tab=events#end', '/sessions/1?tab=events#end'],
  ['/', '/'],
  ['/sessions?q=ä&u=https://evil.example', '/sessions?q=%C3%A4&u=https://evil.example'],
  ['/a/../sessions', '/sessions'],
  ['/ses\tsions', '/sessions'],
  ['/%2F%2Fevil.example', '/%2F%2Fevil.example'],
  ['/%5Cevil.example', '/%5Cevil.example'],
  ['/@evil.example', '/@evil.example'],
  ['/https://evil.example', '/https://evil.example'],
])('a login leads back to %j', (next, path) => {
  expect(toSafePath(next)).toBe(path);
});

it.each([
  null,
  '',
  'sessions',
  '//evil.example',
  '///evil.example',
  '////evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/\r\n/evil.example',
  '/\t\\evil.example',
  '\t//evil.example',
  ' //evil.example',
  '\u0000//evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/a/..//evil.example',
  '/%2e//evil.example',
  '/%2E%2e//evil.example',
  '/.\\\\evil.example',
  '/.\t//evil.example',
  'https://evil.example',
  'https:evil.example',
  'https://here.invalid/sessions',
  '//here.invalid:1/sessions',
  '//[',
  'javascript:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,x',
  'blob:https://evil.example/x',
])('a login does not follow %j', (next) => {
  expect(toSafePath(next)).toBe('/dashboard');
});

it('whatever is returned stays on its site when a browser resolves it', () => {
  const parts = ['/', '\\', '.', '..', '%2e', '\t', '\n', ':', '@', 'evil.example', '%2f', '?', '#', ' ', '\u0000'];
  for (let index = 0; index < parts.length ** 4; index += 1) {
    const next = [1, 2, 3, 4]
      .map((place) => parts[Math.floor(index / parts.length ** (place - 1)) % parts.length])
      .join('');
    const { origin } = new URL(toSafePath(`/${next}evil.example`), 'http://localhost:9100');
    if (origin !== 'http://localhost:9100') throw new Error(`${JSON.stringify(next)} leads to ${origin}`);
  }
});
