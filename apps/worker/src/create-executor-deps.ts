import { createToolRegistry } from '@everruns/capabilities/registry';
import { createToolExecutor, type Clock, type Ids, type Offload, type ToolRegistry } from '@everruns/core';
import { createGuardedFetch, type ProxySettings } from '@everruns/egress';
import type { ModelCallCounts, WorkerService } from '@everruns/internal-protocol';
import { createOffload, type OffloadStats } from '@everruns/offload';
import { createSandbox, type EmbeddedSandbox } from '@everruns/sandbox';
import type { ModelLimits, StdioProgram } from '@everruns/settings';
import type { Logger } from 'pino';
import { DRIVER_TABLE } from './executor/driver-table.ts';
import { createEventStreamClient } from './executor/event-stream-client.ts';
import { createMcpConnections } from './executor/mcp-calls.ts';
import type { AtomExecutorDeps } from './executor/execute-atom.ts';
import { createTurnContextCache } from './executor/turn-context-cache.ts';

export interface EgressSettings {
  /** `EGRESS_ALLOW_CIDRS` */
  allowCidrs: readonly string[];
  /** The origins of the operator's `*_BASE_URL` settings. */
  allowedOrigins: readonly string[];
  proxy?: ProxySettings;
}

export interface ExecutorOptions {
  service: WorkerService;
  workerId: string;
  egress: EgressSettings;
  clock: Clock;
  ids: Ids;
  log: Logger;
  /** The number of segments whose context is kept between their steps. */
  contexts: number;
  /** The product's own tools, unless a test provides others. */
  tools?: ToolRegistry;
  /** The threads of this process, if it already has some. */
  offload?: Offload;
  /** Defaults apply if absent. */
  modelLimits?: ModelLimits;
  /** Counts the calls of models, for the metrics. */
  calls?: ModelCallCounts | undefined;
  /** The programs that are MCP servers. */
  stdioPrograms?: ReadonlyMap<string, StdioProgram> | undefined;
}

/** What the pools of an executor hold. `threads` is null where the threads are not its own. */
export interface ExecutorPools {
  threads: OffloadStats | null;
  programs: EmbeddedSandbox['stats'];
}

export interface ExecutorDeps extends Omit<AtomExecutorDeps, 'retries'> {
  readPools(): ExecutorPools;
  close(): Promise<void>;
}

/** Creates everything that executes atoms, for the local runner and for Temporal activities. `close` releases it. */
export function createExecutorDeps(options: ExecutorOptions): ExecutorDeps {
  const { service, clock, ids, log } = options;
  const threads = openThreads(options);
  const sandbox = createSandbox({ clock, log });
  const openFetch = createGuardedFetch({ ...options.egress, clock, log });
  const mcp = createMcpConnections({ openFetch, clock, log, programs: options.stdioPrograms ?? new Map() });
  const stream = createEventStreamClient({ service, clock, workerId: options.workerId });
  return {
    service,
    stream,
    contexts: createTurnContextCache(options.contexts),
    drivers: DRIVER_TABLE,
    openFetch,
    tools: createToolExecutor(options.tools ?? createToolRegistry(), clock),
    offload: threads.offload,
    sandbox,
    mcp,
    calls: options.calls,
    clock,
    ids,
    random: Math.random,
    log,
    ...(options.modelLimits && { modelLimits: options.modelLimits }),
    readPools: () => ({ threads: threads.readStats(), programs: sandbox.stats }),
    async close() {
      await stream.close();
      await threads.close();
      await sandbox.close();
      await mcp.close();
      await openFetch.close();
    },
  };
}

/** The threads of this process, or the executor's own. */
function openThreads({ offload, clock, log }: ExecutorOptions): Threads {
  if (offload !== undefined) return { offload, readStats: () => null, close: () => Promise.resolve() };
  const own = createOffload({ clock, log });
  return { offload: own, readStats: () => own.stats, close: () => own.close() };
}

interface Threads {
  offload: Offload;
  readStats(): OffloadStats | null;
  close(): Promise<void>;
}
