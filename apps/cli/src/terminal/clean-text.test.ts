import { expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { cleanLine, cleanText } from './clean-text.ts';
import { formatJson, formatYaml } from './format-data.ts';
import { formatTable } from './format-table.ts';

const EVIL = 'a\u001b[31mb\u001b]0;title\u0007c\u009b2Jd\u202ee\u0008f\r\ng\th';

it('nothing that a terminal obeys is left of a text', () => {
  expect(cleanText(EVIL)).toBe('abcdef\ng\th');
  expect(cleanLine(' one\n\ttwo ')).toBe('one two');
});

it('a sequence that is cut in two does not come together again', () => {
  expect(cleanText('\u001b') + cleanText('[2J')).toBe('[2J');
});

it('data keeps what it holds, as escapes', () => {
  for (const [text, parse] of [
    [formatJson({ name: EVIL }), (json: string): unknown => JSON.parse(json)],
    [formatYaml({ name: EVIL }), (yaml: string): unknown => parseYaml(yaml)],
  ] as const) {
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
    expect(parse(text)).toEqual({ name: EVIL });
  }
});

it('columns stand under each other however wide their letters are', () => {
  expect(
    formatTable(
      ['A', 'B'],
      [
        ['日本', 'x'],
        ['abcde', 'y\u001b[2J'],
      ],
    ),
  ).toBe('A      B\n日本   x\nabcde  y');
});
