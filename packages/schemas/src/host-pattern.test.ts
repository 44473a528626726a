import { describe, expect, it } from 'vitest';
import { HostPattern, matchesHost } from './host-pattern.ts';

const matches = (pattern: string, url: string) => matchesHost([HostPattern.parse(pattern)], new URL(url));

describe('a host pattern', () => {
  it.each([
    ['api.example.com', 'https://api.example.com/x'],
    ['API.example.com', 'https://api.EXAMPLE.com:8443/'],
    ['api.example.com', 'https://api.example.com./'],
    ['api.example.com:443', 'https://api.example.com/'],
    ['api.example.com:80', 'http://api.example.com/'],
    ['*.example.com', 'https://a.b.example.com/'],
    ['127.0.0.1:9000', 'http://0x7f.1:9000/'],
    ['[::1]:9000', 'http://[::1]:9000/'],
    ['xn--bcher-kva.example', 'https://bücher.example/'],
  ])('%s is the host of %s', (pattern, url) => {
    expect(matches(pattern, url)).toBe(true);
  });

  it.each([
    ['api.example.com', 'https://example.com/'],
    ['api.example.com', 'https://api.example.com.evil.example/'],
    ['api.example.com', 'https://evil-api.example.com/'],
    ['api.example.com:443', 'http://api.example.com/'],
    ['api.example.com:443', 'https://api.example.com:444/'],
    ['*.example.com', 'https://example.com/'],
    ['*.example.com', 'https://evilexample.com/'],
  ])('%s is not the host of %s', (pattern, url) => {
    expect(matches(pattern, url)).toBe(false);
  });

  it.each([
    '',
    '*',
    '*.com',
    'a.*.com',
    'https://example.com',
    'example.com/path',
    'a b.com',
    'user@example.com',
    'bücher.example',
    'example.com:',
    '.example.com',
    'a..b',
  ])('cannot be %j', (text) => {
    expect(HostPattern.safeParse(text).success).toBe(false);
  });
});
