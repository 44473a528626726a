import { testStrikes } from './run/strike-test.ts';

testStrikes('temporal', [
  ['kill-executor', 600],
  ['kill-executor-mid-stream', 601],
  ['kill-before-dispatch', 602],
  ['kill-before-acknowledgement', 603],
  ['cut-at-commit', 604],
]);
