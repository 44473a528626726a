import { describe } from 'vitest';
import { ensureTemporalServer } from '../dev/temporal-binaries.ts';
import { useStack } from '../e2e/shared-stack.ts';
import { FAIR_ENV, testFairTurns } from './fair-turns.ts';

// `pnpm kits` says why it is skipped.
const hasTemporal = await ensureTemporalServer().then(
  () => true,
  () => false,
);

describe.skipIf(!hasTemporal)('two replicas and two workers', () => {
  testFairTurns(useStack({ runner: 'temporal', controlPlanes: 2, workers: 2, env: FAIR_ENV }));
});
