import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { formatCurl } from './format-call.ts';

it('a shell gives curl the body as it was, quotes and dollars included', () => {
  const body = { text: `it's $HOME and "this" \\ \`that\`` };
  const command = formatCurl({ method: 'POST', path: '/v1/x', body, sdk: '' }, 'http://localhost:9100');
  const args = execFileSync('sh', ['-c', `curl() { for a in "$@"; do printf '%s\\0' "$a"; done; }; ${command}`], {
    encoding: 'utf8',
  });
  expect(JSON.parse(args.split('\0').at(-2) ?? '')).toEqual(body);
});

it('a read needs an address only', () => {
  expect(formatCurl({ path: '/v1/agents', sdk: '' }, 'http://h')).toBe(`curl 'http://h/v1/agents'`);
});
