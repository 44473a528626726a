import { judgeFigure } from '@everruns/kernel/testing';
import { describe, expect, it } from 'vitest';
import { maskSecrets } from './mask-secrets.ts';

const KEY = 'acme.K3y/with+odd=chars-0123456789';

describe('a text of a provider', () => {
  it.each([
    ['the key as it is', `Bad key ${KEY}.`],
    ['its beginning', 'Incorrect API key provided: acme.K3y***'],
    ['its end', 'the key that ends with 0123456789 is disabled'],
    ['its middle', '…with+odd=chars…'],
    ['in a URL', `GET /v1?k=${encodeURIComponent(KEY)}`],
    ['in base64', Buffer.from(KEY).toString('base64')],
  ])('does not show %s', (_name, text) => {
    const masked = maskSecrets(text, KEY);
    for (let at = 0; at + 6 <= KEY.length; at += 1) expect(masked).not.toContain(KEY.slice(at, at + 6));
    expect(masked).toContain('[redacted]');
  });

  it.each([
    'sk-proj-abcdef0123456789',
    'sk-ant-api03-****wxyz',
    'gsk_0123456789abcdef',
    'xai-0123456789abcdef',
    'AIzaSyA-0123456789abcdefghijk',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-def',
    'AKIA0123456789ABCDEF',
    'Bearer abcdef.0123456',
    'x-api-key: hunter22222',
    '"password":"correct horse"'.replace(' ', '_'),
    'https://user:hunter2@proxy.example',
  ])('does not show the foreign secret %s', (secret) => {
    const masked = maskSecrets(`before ${secret} after`, undefined);
    expect(masked).toContain('[redacted]');
    expect(masked).not.toMatch(/0123456|hunter2|wxyz|correct|eyJzdWI/);
    expect(masked).toMatch(/^before .* after$/);
  });

  it('keeps what is no secret, word for word', () => {
    const text =
      "The model `gpt-9` does not exist: 'messages[3].content' must be a string. Limit 30000 TPM, key-value pairs, req_011CSHoEeqs5C35K2UUqR7Fy.";
    expect(maskSecrets(text, KEY)).toBe(text);
  });

  it('masks 2,000 characters beside a key of 4,096', () => {
    const key = 'ab'.repeat(2_048);
    const started = performance.now();
    expect(maskSecrets('ab'.repeat(1_000), key)).toBe('[redacted]');
    const value = performance.now() - started;
    judgeFigure({ name: 'masking beside a long key', value, unit: 'ms', most: 200 });
  });
});
