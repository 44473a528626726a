import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files that take longest, the longest first. A clean checkout knows no durations, and would begin with the largest files: a short
 * file that takes minutes would run alone at the end.
 */
const SLOWEST = [
  'harness/tools-in-flight/local.e2e.test.ts',
  'harness/chaos/kill-local.e2e.test.ts',
  'harness/e2e/fuzz.e2e.test.ts',
  'harness/e2e/cli.e2e.test.ts',
  'apps/cli/test/dev.e2e.test.ts',
  'harness/waits/matrix-local.e2e.test.ts',
  'harness/smuggling/ui-server.e2e.test.ts',
  'harness/hostile-answers/mutated-streams.e2e.test.ts',
  'harness/e2e/full-disk.e2e.test.ts',
  'harness/contracts/runner-local.e2e.test.ts',
  'harness/casts/casts.e2e.test.ts',
  'harness/chaos/kill-executor.temporal.test.ts',
  'harness/tools-in-flight/kill-worker.temporal.test.ts',
  'harness/contracts/runner-temporal.temporal.test.ts',
  'harness/escapes/escapes.test.ts',
  'packages/sandbox/src/create-sandbox.test.ts',
  'packages/schemas/test/round-trip.test.ts',
];

/** Starts the files that are listed above before all others of their project. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((left, right) => rankOf(left) - rankOf(right));
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const place = SLOWEST.findIndex((file) => moduleId.endsWith(file));
  return place === -1 ? SLOWEST.length : place;
}
