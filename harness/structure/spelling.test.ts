import { expect, it } from 'vitest';
import { listFiles, readSource } from './source-files.ts';

/** The stems of verbs in `-ise`, such as `organis(e|ed|ing|ation)`. */
const ISE =
  'organ|summar|recogn|normal|author|serial|initial|util|token|optim|real|minim|maxim|apolog|synchron|custom|final|priorit|categor|standard|visual|random|parallel|capital|memor|sanit|anonym|material|general|special|local|central|stabil|neutral|moderniz'
    .split('|')
    .map((stem) => `${stem}is(?:e[ds]?|ers?|ing|ations?)`);
const OTHERS = [
  '(?:behavi|col|neighb|hon|fav|lab|flav|harb|rum|arm|vig)our\\w*',
  'catalogues?',
  'licences?',
  'cancell(?:ed|ing)',
  '(?:label|model|signal|travel|dial|level|fuel|channel|tunnel)l(?:ed|ing|er)',
  'centres?',
  'defences?',
  'judgements?',
  'grey',
  'towards',
  'amongst',
  'whilst',
  'artefacts?',
  'programmes?',
];
const BRITISH = new RegExp(`\\b(?:${[...ISE, ...OTHERS].join('|')})\\b`, 'gi');
/** Names that others have chosen, such as events of gRPC and Temporal, and this list itself. */
const NAMES = /cancelled['"`.;)]|CANCELLED|CancelledFailure|\bcancelled\b(?=\()/;
const WRITTEN = ['*.ts', '*.tsx', '*.js', '*.md', '*.css', '*.yml', '*.yaml', '*.proto'];
/** Text that an earlier release wrote stays unchanged. */
const KEPT = /\/gen\/|\/fixtures\/|\/corpus\/|pnpm-lock|harness\/releases\/|structure\/spelling\.test\.ts$/;

it('everything that people read is spelled in American English', () => {
  const files = listFiles(...WRITTEN).filter((file) => !KEPT.test(file));
  const found = files.flatMap((file) =>
    readSource(file)
      .split('\n')
      .flatMap((line, index) => {
        const words = NAMES.test(line) ? [] : (line.match(BRITISH) ?? []);
        return words.map((word) => `${file}:${index + 1}: ${word}`);
      }),
  );
  expect(found).toEqual([]);
});
