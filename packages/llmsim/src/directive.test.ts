import { describe, expect, it } from 'vitest';
import { parseDirective } from './directive.ts';

describe('a directive', () => {
  const texts = Array.from(
    { length: 150 },
    (_, index) => `${index % 2 === 0 ? '' : 'x'.repeat(5_000)}[[sim:text ${index}]]`,
  );

  it('is read again as it was read first, remembered, forgotten or too long to remember', () => {
    const expected = texts.map((_, index) => ({ scenario: { replies: [[{ text: String(index) }]] } }));
    expect(texts.map(parseDirective)).toEqual(expected);
    expect(texts.toReversed().map(parseDirective)).toEqual(expected.toReversed());
    expect(texts.map(parseDirective)).toEqual(expected);
  });

  it('is not looked for twice in the text of one turn', () => {
    const [text = ''] = texts;
    expect(parseDirective(text)).toBe(parseDirective(text));
  });
});
