import type { SegmentExecutor, WorkerService } from '@everruns/internal-protocol';
import type { Logger } from 'pino';
import { createExecutorDeps, type EgressSettings } from './create-executor-deps.ts';
import { createSegmentExecutor } from './executor/segment-executor.ts';
import { systemClock, systemIds } from './system-clock.ts';

const CONTEXTS = 1_000;

/** The executor of the local runner: the same atoms as on Temporal, over the control plane's service in memory. */
export function createLocalExecutor(options: {
  service: WorkerService;
  egress: EgressSettings;
  log: Logger;
}): SegmentExecutor {
  const deps = createExecutorDeps({
    ...options,
    workerId: 'local',
    clock: systemClock,
    ids: systemIds,
    contexts: CONTEXTS,
  });
  const executor = createSegmentExecutor(deps);
  return { run: (job, signal) => executor.run(job, signal), close: () => deps.close() };
}
