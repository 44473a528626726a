import { shortRegressionsOf } from './run/regressions.ts';
import { testStrikes } from './run/strike-test.ts';

testStrikes('temporal', [
  ['kill-executor-mid-stream', 601],
  ['kill-before-dispatch', 602],
  ['kill-before-acknowledgement', 603],
  ['cut-at-commit', 604],
  ['kill-control-plane', 605],
  ['kill-temporal', 606],
  ['kill-postgres', 608],
  ...shortRegressionsOf('temporal'),
]);
