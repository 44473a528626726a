import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { findBytesWeakness, findSecretWeakness } from './secret-strength.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a token', () => {
  it.each([
    ['a'.repeat(32), 'is a sequence'],
    ['kkkkkkkkkkkkkkkkkqkkkkkkkkkkkkkk', 'is a sequence'],
    ['0123456789abcdef0123456789abcdef', 'is a sequence'],
    ['abcdefghijklmnopqrstuvwxyz012345', 'is a sequence'],
    ['qwertyuiopasdfghjklzxcvbnm123456', 'is a sequence'],
    ['1qaz2wsx3edc4rfv5tgb6yhn7ujm', 'is a sequence'],
    ['acegikmoqsuwyacegikmoqsuwz', 'is a sequence'],
    ['1a2b3c4d5e6f7g8h', 'is a sequence'],
    ['changeme'.repeat(4), 'is made of the words of examples'],
    ['ChangeMe-changeme_CHANGEME!', 'is made of the words of examples'],
    ['changeme1changeme2changeme3', 'is made of the words of examples'],
    ['your-secret-key-here-minimum-32-characters', 'is made of the words of examples'],
    ['super-secret-jwt-token-with-at-least-32-characters-long', 'is made of the words of examples'],
    ['please-change-this-in-production-2024', 'is made of the words of examples'],
    ['s3cr3t-t0k3n-f0r-my-w0rk3r', 'is made of the words of examples'],
    ['correct horse battery staple', 'is made of the words of examples'],
    ['deadbeefcafebabedeadbeef', 'is made of the words of examples'],
    ['<your worker token, sixteen letters>', 'is made of the words of examples'],
    ['${WORKER_GRPC_TOKEN}', 'is made of the words of examples'],
    ['ab12'.repeat(8), 'repeats itself'],
    ['k7Qx9Zp2'.repeat(4), 'repeats itself'],
    ['zq81xk-0 zq81xk-1 zq81xk-2 zq81xk-3', 'repeats itself'],
    [base64('changeme-changeme-changeme'), 'repeats itself'],
    [base64('zq81xk-0 zq81xk-1 zq81xk-2'), 'repeats itself'],
    [Buffer.from('my super secret token for dev').toString('hex'), 'is made of the words of examples'],
    [Buffer.from(Array.from({ length: 32 }, (_, index) => index * 5)).toString('base64'), 'is a sequence'],
    [Buffer.from(Array.from({ length: 32 }, (_, index) => index * 5)).toString('hex'), 'is a sequence'],
  ])('such as %s is weak: it %s', (secret, reason) => {
    expect(findSecretWeakness(secret, 'token')).toBe(reason);
    expect(findSecretWeakness(` ${secret}\n`, 'token')).toBe(reason);
  });

  it('that is random is good, in every usual form, and so is a phrase of words that nobody prints as an example', () => {
    for (let round = 0; round < 300; round += 1) {
      const digits = [...randomBytes(24)].map((byte) => byte % 10).join('');
      const tokens = [
        randomBytes(8).toString('hex'),
        randomBytes(32).toString('hex'),
        randomBytes(12).toString('base64url'),
        randomBytes(24).toString('base64url'),
        randomBytes(48).toString('base64'),
        digits,
      ];
      for (const token of tokens) expect([token, findSecretWeakness(token, 'token')]).toEqual([token, null]);
    }
    expect(findSecretWeakness('0194f7a0-8c1d-7e5a-b0f3-5d1e0a9c4b27', 'token')).toBeNull();
    expect(findSecretWeakness('glacier-violin-orbit-meadow-lantern', 'token')).toBeNull();
  });
});

describe('a password', () => {
  it.each([
    'password',
    'Password1',
    'passw0rd!',
    'P@$$w0rd',
    'changeme',
    'letmein99',
    'admin1234',
    'admin2024',
    '12345678',
    '87654321',
    'qwertyui',
    'asdfghjk',
    'aaaaaaaa',
    'abcabcabc',
    'abcdefgh',
    'iloveyou',
    'welcome1',
    'secret42',
    'everruns',
    'sunshine7',
    'trustno1',
    '1q2w3e4r',
    'zaq12wsx',
  ])('such as %s is weak', (password) => {
    expect(findSecretWeakness(password, 'password')).not.toBeNull();
  });

  it.each([
    'correct horse battery',
    'canary-password-of-ada',
    'a password of the bench',
    'T7#kq9!z',
    'blaue Tomaten im Regen',
  ])('such as %s is none of the most common', (password) => {
    expect(findSecretWeakness(password, 'password')).toBeNull();
  });
});

describe('what another party gave', () => {
  it.each([
    'changeme',
    'CHANGE_ME',
    'change-this',
    'your-client-secret',
    'your_api_key_here',
    '<secret>',
    'secret',
    'sk-xxxxxxxx',
    'sk-…',
    'sk-...',
    'replace me',
    'example',
    '${SECRET}',
  ])('is refused as %s: that is a placeholder', (secret) => {
    expect(findSecretWeakness(secret, 'foreign')).toBe('is a placeholder');
  });

  it.each([
    'sk-1',
    'sk-test',
    'test-key',
    'canary-client-secret',
    'secret-of-the-test',
    'GOCSPX-a8f3k2',
    '0123456789abcdef',
  ])('is taken as it is: %s', (secret) => {
    expect(findSecretWeakness(secret, 'foreign')).toBeNull();
  });
});

describe('a key of bytes', () => {
  const of = (make: (index: number) => number) => Uint8Array.from({ length: 32 }, (_, index) => make(index) & 0xff);
  it.each([
    ['zeros', of(() => 0)],
    ['one byte', of(() => 0xa7)],
    ['counting', of((index) => index)],
    ['counting down', of((index) => 255 - index)],
    ['counting by 37', of((index) => index * 37)],
    ['squares', of((index) => index * index * 7 + 129)],
    ['a pattern of eight bytes', of((index) => [9, 250, 31, 190, 77, 3, 128, 66][index % 8] ?? 0)],
    ['sixteen random bytes twice', Buffer.concat(Array(2).fill(randomBytes(16)))],
    ['two halves, one of zeros', Buffer.concat([Buffer.alloc(16), randomBytes(16)])],
    ['two halves, one that counts', Buffer.concat([of((index) => index).subarray(0, 16), randomBytes(16)])],
    ['text', Buffer.from('change-me-change-me-change-me-32')],
    ['text with a line end', Buffer.from('kW8#pL2m Qz7-vT4x Rn9_bY3s Hc6!\n')],
    ['few values', of((index) => [1, 200, 77, 14][(index * index) % 4] ?? 0)],
  ])('is weak when it is %s', (_name, bytes) => {
    expect(findBytesWeakness(bytes)).not.toBeNull();
  });

  it('is good when it is random', () => {
    for (let round = 0; round < 2_000; round += 1) {
      const bytes = randomBytes(32);
      expect([bytes.toString('hex'), findBytesWeakness(bytes)]).toEqual([bytes.toString('hex'), null]);
    }
  });
});
