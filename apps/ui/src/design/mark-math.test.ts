import { expect, it } from 'vitest';
import { markMath, readMath } from './mark-math.ts';

/** The text with formulas as `<…>`, and `<<…>>` where they have lines of their own. */
const show = (text: string): string =>
  markMath(text).replaceAll(/(`+)([\uE000\uE001][\s\S]*?)\1/g, (_, _fence, code: string) => {
    const { tex, isBlock } = readMath(code) ?? { tex: '', isBlock: false };
    return isBlock ? `<<${tex}>>` : `<${tex}>`;
  });

it('formulas are found in their four forms', () => {
  expect(show(String.raw`So $a_1^2 + b$ and \(x\), then $$\sum_i i$$ and`)).toBe(
    String.raw`So <a_1^2 + b> and <x>, then <<\sum_i i>> and`,
  );
  expect(show('\\[\nx = 1\n\\]')).toBe('<<x = 1>>');
  expect(show(String.raw`$\$5$`)).toBe(String.raw`<\$5>`);
});

it.each([
  'It costs $5 and $10.',
  'From $5–$10, or US$ 7 or 8 $.',
  String.raw`\$a$ is a name`,
  '`$a$` is code',
  '```sh\necho $HOME$\n```',
  '~~~\n$x$\n~~~',
  'still writing $$ x + y',
  '```sh\n$x$ still writing',
  'two $a\nlines$',
  '$$ never closed\n\nanother paragraph $$',
  '\\[ never closed',
  'no dollar at all',
])('%j has none', (text) => {
  expect(show(text)).toBe(text);
});

it('a formula with backticks is one span', () => {
  expect(markMath('$a`b$')).toBe('``\uE000a`b``');
  expect(readMath('a')).toBeNull();
});

it('a hostile text ends: each of its signs is looked at once', () => {
  for (const part of ['$a ', '\\[', '$$', '`', '$', '\\(x', '~~~', '``` '])
    expect(markMath(part.repeat(20_000)).length).toBeGreaterThan(0);
});
