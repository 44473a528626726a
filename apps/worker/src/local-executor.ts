import type { Clock, Offload, ToolRegistry } from '@everruns/core';
import type { ModelCallCounts, SegmentExecutor, WorkerService } from '@everruns/internal-protocol';
import type { ModelLimits, StdioProgram } from '@everruns/settings';
import type { Logger } from 'pino';
import { createExecutorDeps, type EgressSettings } from './create-executor-deps.ts';
import { createSegmentExecutor } from './executor/segment-executor.ts';
import { omitUndefined, systemClock } from '@everruns/kernel';
import { systemIds } from './system-ids.ts';

const CONTEXTS = 1_000;

export interface LocalExecutorOptions {
  service: WorkerService;
  egress: EgressSettings;
  log: Logger;
  /** The database's; the machine's own where there is none. */
  clock?: Clock;
  /** The product's own tools, unless a test provides others. */
  tools?: ToolRegistry;
  /** The threads of this process. Without them the executor opens its own. */
  offload?: Offload;
  /** How long a turn waits for a client before it parks, in milliseconds. */
  inlineWaitMs?: number;
  /** Defaults apply if absent. */
  modelLimits?: ModelLimits;
  /** Counts the calls of models, for the metrics. */
  calls?: ModelCallCounts;
  /** The programs that are MCP servers. */
  stdioPrograms?: ReadonlyMap<string, StdioProgram>;
}

/** The executor of the local runner. It runs the same atoms as on Temporal, over the control plane's service in memory. */
export function createLocalExecutor(options: LocalExecutorOptions): SegmentExecutor {
  const deps = createExecutorDeps({
    ...options,
    workerId: 'local',
    clock: options.clock ?? systemClock,
    ids: systemIds,
    contexts: CONTEXTS,
  });
  const executor = createSegmentExecutor({
    ...deps,
    ...omitUndefined({ inlineWaitMs: options.inlineWaitMs }),
  });
  return { ...executor, close: () => deps.close() };
}
