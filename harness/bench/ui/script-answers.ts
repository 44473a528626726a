import { scriptAnswer } from '../../ui/script-answer.ts';

/** Everything that is expensive to render: headings, lists, tables, code and emphasis, in about 330 tokens. */
const SECTION = [
  '## What the numbers say',
  'The **first** run took `1.2 s`, the *second* one less; see [the log](https://example.com/log) for what lies between them. ' +
    'Nothing here is surprising, but the shape of the curve tells where the time goes, and what would have to change.',
  '- read the **whole** table first\n- then the code, line by line\n  1. the loop\n  2. its `break`\n- then ask',
  '| step | calls | ms | note |\n|---|---:|---:|---|\n' +
    ['plan', 'fetch', 'parse', 'merge', 'check', 'store']
      .map((step, index) => `| ${step} | ${index + 3} | ${index * 17 + 4} | \`${step}\` is **fine** |`)
      .join('\n'),
  '```ts\nexport function total(rows: readonly Row[]): number {\n' +
    '  let sum = 0;\n  for (const { ms, calls } of rows) {\n    if (calls === 0) continue;\n    sum += ms / calls;\n  }\n  return sum;\n}\n```',
  '> A quotation, so that there is one: what is measured is what is looked at.',
].join('\n\n');
/** `fast` is the rate of the fastest models and `steady` that of a good one. */
const TOKENS_PER_SECOND = { fast: 400, steady: 100 };
const SECTIONS = { fast: 10, steady: 3 };

export const ASK = {
  fast: 'Tell me all of it, fast.',
  steady: 'Tell me some of it.',
  tools: 'Use your tools.',
  short: 'And now the short one.',
};
/** The end of the answer to `short`. */
export const LAST_WORDS = 'These are the last words.';

/** Scripts the answers for the benchmark: a long fast one, a steady one, one with tools, a short one. */
export async function scriptAnswers(simulatorUrl: string): Promise<void> {
  for (const name of ['fast', 'steady'] as const) {
    const sections = Array.from({ length: SECTIONS[name] }, (_, index) => `# Part ${index + 1}\n\n${SECTION}`);
    const pace = { tokens_per_second: TOKENS_PER_SECOND[name] };
    await scriptAnswer(simulatorUrl, ASK[name], [[pace, sections.join('\n\n')]]);
  }
  const calls = [1, 2, 3].map((b) => ({ tool_call: { name: 'add', arguments: { a: 40, b } } }));
  await scriptAnswer(simulatorUrl, ASK.tools, [[{ reasoning: 'I add them all.' }, 'Adding.', ...calls], [SECTION]]);
  await scriptAnswer(simulatorUrl, ASK.short, [[`That is **all**. ${LAST_WORDS}`]]);
}
