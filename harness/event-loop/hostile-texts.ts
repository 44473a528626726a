/** Agent files of the maximum size, each of a kind that is expensive to read. */
export const HOSTILE_FILES: readonly { type: string; title: string; text: (size: number) => string }[] = [
  { type: 'application/yaml', title: 'keys', text: (size) => lines(size, (index) => `k${index}: v`) },
  {
    type: 'text/markdown',
    title: 'keys in front matter',
    text: (size) => `---\n${lines(size, (index) => `k${index}: v`)}\n---\n`,
  },
  {
    type: 'application/yaml',
    title: 'as many keys as it takes',
    text: () => lines(160_000, (index) => `k${index}: v`),
  },
  { type: 'application/yaml', title: 'brackets', text: (size) => `a: ${'['.repeat(size)}` },
  { type: 'application/yaml', title: 'dashes', text: (size) => '- '.repeat(size / 2) },
  { type: 'application/yaml', title: 'anchors', text: (size) => lines(size, (index) => `- &a${index} x`) },
  { type: 'application/yaml', title: 'quotes', text: (size) => '"'.repeat(size) },
  { type: 'application/yaml', title: 'a block', text: (size) => `a: |\n${' x\n'.repeat(size / 3)}` },
  { type: 'application/json', title: 'brackets in JSON', text: (size) => '['.repeat(size) },
  { type: 'text/markdown', title: 'fences', text: (size) => `---\n${'---x\n'.repeat(size / 5)}` },
];

function lines(size: number, line: (index: number) => string): string {
  const made: string[] = [];
  for (let length = 0; length < size - 40; length += (made.at(-1)?.length ?? 0) + 1) made.push(line(made.length));
  return made.join('\n');
}

/** Patterns that are most expensive for a regular expression engine. */
export const HOSTILE_PATTERNS: readonly string[] = [
  '(a?){1000}[cd]',
  '(a?){900}[cd]',
  '(.*){900}[cd]',
  '[^x]{999}y',
  '(?:a|b|ab){500}c',
  '(a+)+$b',
  '(?i)(\\pL|\\pN){900}!',
];

/** Expressions of the maximum size. */
export const HOSTILE_EXPRESSIONS: readonly string[] = [
  `${'sqrt(2)+'.repeat(124)}1`,
  `${'(1/3)^999+'.repeat(99)}1`,
  `${'1/(1/3)/'.repeat(124)}1`,
  `${'('.repeat(500)}${')'.repeat(500)}`,
  '9'.repeat(1_000),
];
