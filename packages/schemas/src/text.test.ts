import fc from 'fast-check';
import { isStorableText } from '@everruns/kernel';
import { describe, expect, it } from 'vitest';
import { boundedText, utf8Length } from './text.ts';

const issueOf = (text: string, maxBytes: number, minLength = 0) => {
  const issue = boundedText(maxBytes, minLength).safeParse(text).error?.issues[0];
  return issue?.code === 'custom' ? issue.params : undefined;
};

describe('bounded text', () => {
  it('counts UTF-8 bytes, not characters', () => {
    expect(issueOf('a'.repeat(10), 10)).toBeUndefined();
    expect(issueOf('a'.repeat(11), 10)).toEqual({ rule: 'too_long', limit: 10 });
    expect(issueOf('é'.repeat(5), 10)).toBeUndefined();
    expect(issueOf('é'.repeat(6), 10)).toEqual({ rule: 'too_long', limit: 10 });
    expect(issueOf('👩', 4)).toBeUndefined();
    expect(issueOf('👩', 3)).toEqual({ rule: 'too_long', limit: 3 });
  });

  it('names the least length', () => {
    expect(issueOf('', 10, 1)).toEqual({ rule: 'too_short', limit: 1 });
  });

  it.each(['a\u0000', '\ud800', 'a\udc00b'])('refuses %j, which cannot be stored', (text) => {
    expect(issueOf(text, 10)).toEqual({ rule: 'text_invalid' });
    expect(isStorableText(text)).toBe(false);
  });

  it('agrees with the encoder on every text that can be stored', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(60), (text, maxBytes) => {
        expect(issueOf(text, maxBytes) === undefined).toBe(isStorableText(text) && utf8Length(text) <= maxBytes);
      }),
    );
  });
});
