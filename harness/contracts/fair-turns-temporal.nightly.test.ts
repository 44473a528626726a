import { describe } from 'vitest';
import { ensureTemporalServer } from '../dev/temporal-binaries.ts';
import { useStack } from '../e2e/shared-stack.ts';
import { testFairTurns } from './fair-turns.ts';
import { FAIR_ENV } from './organizations.ts';

// It is skipped where there is no Temporal server and none can be built.
const hasTemporal = await ensureTemporalServer().then(
  () => true,
  () => false,
);

describe.skipIf(!hasTemporal)('two replicas and two workers', () => {
  testFairTurns(useStack({ runner: 'temporal', controlPlanes: 2, workers: 2, env: FAIR_ENV }));
});
