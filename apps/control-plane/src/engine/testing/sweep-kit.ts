import { randomUUID } from 'node:crypto';
import { runSweep, type SweepInput, type SweepResult } from '../statements/sweep.ts';
import type { EngineKit } from './engine-kit.ts';

/** The sweep of another process, which begins at the start of every list. */
export function sweepOnce(kit: EngineKit, more: Partial<SweepInput> = {}): Promise<SweepResult> {
  return runSweep(kit.database.db, {
    processId: randomUUID(),
    graceMs: 0,
    beating: [],
    watched: [],
    queuesAfter: null,
    waitsAfter: null,
    childrenAfter: null,
    ...more,
  });
}
