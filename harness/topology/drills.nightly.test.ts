import { describe, expect, it } from 'vitest';
import { ensureTemporalServer } from '../dev/temporal-binaries.ts';
import { DRILLS } from './drills/drills.ts';
import { runTopology } from './run-topology.ts';

/** Ten thousand messages are answered in it. */
const LONGEST_MS = 2_400_000;

const hasTemporal = await ensureTemporalServer().then(
  () => true,
  () => false,
);

describe.skipIf(!hasTemporal)('a cluster of two control planes, three workers, PostgreSQL and Temporal', () => {
  it.each(DRILLS)('$name: $says', { timeout: LONGEST_MS }, async ({ name }) => {
    const { code, output } = await runTopology('--drill', name, '--no-ui', '--strict').ends();
    console.log(output);
    expect(code).toBe(0);
  });
});
