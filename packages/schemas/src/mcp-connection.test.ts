import { expect, it } from 'vitest';
import { StartMcpLoginRequest } from './mcp-connection.ts';

it('a browser is sent back to an address with https or on loopback, and to nothing else', () => {
  const isGood = (redirect_uri: string) => StartMcpLoginRequest.safeParse({ redirect_uri }).success;
  expect(
    ['https://a.example/b?c=d', 'http://localhost:9100/connect', 'http://[::1]/'].filter((uri) => !isGood(uri)),
  ).toEqual([]);
  const wrong = [
    '99999999999999999999999999',
    '',
    '%',
    'http://a.example/',
    'https://a.example/#b',
    'https://u@a.example/',
  ];
  expect(wrong.filter(isGood)).toEqual([]);
});
