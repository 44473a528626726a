import { shortRegressionsOf } from './run/regressions.ts';
import { testStrikes } from './run/strike-test.ts';

testStrikes('local', [
  ['kill-executor-mid-stream', 501],
  ['kill-before-dispatch', 502],
  ['kill-before-acknowledgement', 503],
  ['cut-at-commit', 504],
  ['restart-postgres-under-20', 506],
  ['kill-postgres', 507],
  ...shortRegressionsOf('local'),
]);
