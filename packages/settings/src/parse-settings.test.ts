import { isEverrunsError } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { findMissingPartner, findUnreadableFiles } from './find-file-errors.ts';
import { cidrList, flag, list, listenAddress, pemPath, peerAddress, wholeNumber } from './kinds.ts';
import { parseSettings } from './parse-settings.ts';

const Example = z.object({
  TOKEN: z.string().min(16),
  ADDRESS: listenAddress.prefault('127.0.0.1:9000'),
  PEER: peerAddress.optional(),
  HOSTS: list,
  RANGES: cidrList,
  COUNT: wholeNumber({ min: 1, max: 10, fallback: 4 }),
  IS_ON: flag(),
  CERT: pemPath,
  KEY: pemPath,
});

const read = (env: Record<string, string | undefined>) =>
  parseSettings({
    schema: Example,
    env,
    check: ({ IS_ON, HOSTS, CERT, KEY }) => [
      ...(IS_ON && HOSTS.length === 0 ? [{ path: 'HOSTS', code: 'missing', message: 'is required with IS_ON' }] : []),
      ...findMissingPartner({ CERT, KEY }, 'CERT', 'KEY'),
      ...findUnreadableFiles({ CERT, KEY }),
    ],
  });

function refusal(env: Record<string, string | undefined>): string {
  try {
    read(env);
  } catch (error) {
    if (isEverrunsError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  throw new Error('was accepted');
}

const TOKEN = 'x'.repeat(16);

it('what is not set has its default, and empty or blank counts as not set', () => {
  const defaults = { ADDRESS: { host: '127.0.0.1', port: 9000 }, HOSTS: [], RANGES: [], COUNT: 4, IS_ON: false };
  expect(read({ TOKEN, OTHER: 'x' })).toEqual({ TOKEN, ...defaults });
  expect(read({ TOKEN, ADDRESS: '', HOSTS: ' ', COUNT: undefined, PEER: '' })).toEqual({ TOKEN, ...defaults });
});

it('everything that is wrong is said at once, in one sentence, with what does not fit together', () => {
  const sentence = refusal({ ADDRESS: 'localhost', COUNT: '99', IS_ON: 'true', CERT: '/nowhere.pem', PEER: 'x:70000' });
  expect(sentence).toBe(
    'invalid_request: TOKEN is not set; ADDRESS must look like 127.0.0.1:9000; PEER must have a port up to 65535; COUNT must be at most 10; ' +
      "HOSTS is required with IS_ON; KEY is required with CERT; CERT cannot be read: ENOENT: no such file or directory, open '/nowhere.pem'.",
  );
});

it.each([
  ['COUNT', 'many', 'COUNT must be a number'],
  ['COUNT', '1.5', 'COUNT must be a whole number'],
  ['COUNT', '0', 'COUNT must be at least 1'],
  ['RANGES', '10.0.0.0/33', 'RANGES must hold ranges such as 10.1.0.0/16 or fd00::/8'],
  ['RANGES', 'fd00::/8,example.com', 'RANGES must hold ranges such as 10.1.0.0/16 or fd00::/8'],
  ['PEER', 'host', 'PEER must look like host:7233'],
  ['PEER', 'http://host:1', 'PEER must look like host:7233'],
])('%s=%s is refused', (name, value, sentence) => {
  expect(refusal({ TOKEN, [name]: value })).toBe(`invalid_request: ${sentence}.`);
});

it('a secret that is wrong is not shown', () => {
  expect(refusal({ TOKEN: 'canary' })).not.toContain('canary');
});
