import { shortRegressionsOf } from './run/regressions.ts';
import { testStrikes } from './run/strike-test.ts';

testStrikes('temporal', [
  ['kill-control-plane', 605],
  ['kill-temporal', 606],
  ['kill-postgres', 608],
  ...shortRegressionsOf('temporal'),
]);
