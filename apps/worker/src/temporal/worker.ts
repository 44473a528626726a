import type { Clock } from '@everruns/core';
import {
  type AtomActivityInput,
  TASK_QUEUES,
  type TurnActivities,
} from '@everruns/internal-protocol/workflow-contract';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { loadWorkflowBundle } from './bundle.ts';
import { type TemporalConnectionOptions, connectToTemporal } from './connection.ts';

export interface TemporalWorkerOptions {
  connection: TemporalConnectionOptions;
  namespace: string;
  workerId: string;
  activities: TurnActivities;
  /** Activities at a time, on each of the two task queues. */
  maxConcurrentTasks: number;
  clock: Clock;
  log: { info(details: object, message: string): void; error(details: object, message: string): void };
  /** How long running activities may go on after `drain`. */
  drainMs?: number;
  cacheDir?: string;
}

export interface TemporalWorker {
  /** Takes nothing new, lets running activities finish for `drainMs`, then cancels them. Resolves when all is quiet. */
  drain(): Promise<void>;
}

const DEFAULT_DRAIN_MS = 25_000;
/** After cancellation an activity that still does not end is left behind. */
const FORCE_MS = 5_000;
const FIRST_BACKOFF_MS = 500;
const LAST_BACKOFF_MS = 10_000;

/**
 * Polls both task queues until drained; resolves at once. While Temporal cannot be reached, and when a worker dies of a fatal poll
 * error, workers are made again with a new connection, for as long as it takes.
 */
export async function startTemporalWorker(options: TemporalWorkerOptions): Promise<TemporalWorker> {
  const bundle = await loadWorkflowBundle(options.cacheDir === undefined ? {} : { cacheDir: options.cacheDir });
  const stopping = new AbortController();
  const running = keepRunning(() => createPool(options, bundle), { ...options, signal: stopping.signal });
  return {
    async drain() {
      stopping.abort();
      await running;
    },
  };
}

interface WorkerPool {
  connection: NativeConnection;
  workers: Worker[];
}

async function createPool(
  options: TemporalWorkerOptions,
  workflowBundle: NonNullable<WorkerOptions['workflowBundle']>,
) {
  const connection = await connectToTemporal(options.connection);
  const { activities } = options;
  const shared = {
    connection,
    namespace: options.namespace,
    identity: options.workerId,
    maxConcurrentActivityTaskExecutions: options.maxConcurrentTasks,
    shutdownGraceTime: options.drainMs ?? DEFAULT_DRAIN_MS,
    shutdownForceTime: (options.drainMs ?? DEFAULT_DRAIN_MS) + FORCE_MS,
    maxHeartbeatThrottleInterval: '1 s',
    defaultHeartbeatThrottleInterval: '1 s',
  } satisfies Partial<WorkerOptions>;
  try {
    const turns = { ...shared, taskQueue: TASK_QUEUES.turns, activities: { ...activities } };
    const workers = [
      await Worker.create({ ...turns, workflowBundle, reuseV8Context: true, stickyQueueScheduleToStartTimeout: '3 s' }),
      await Worker.create({
        ...shared,
        taskQueue: TASK_QUEUES.tools,
        activities: { act: (input: AtomActivityInput) => activities.act(input) },
      }),
    ];
    return { connection, workers };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function keepRunning(
  createPool: () => Promise<WorkerPool>,
  { clock, log, signal }: { clock: Clock; log: TemporalWorkerOptions['log']; signal: AbortSignal },
): Promise<void> {
  let backoffMs = FIRST_BACKOFF_MS;
  while (!signal.aborted) {
    try {
      const pool = await createPool();
      backoffMs = FIRST_BACKOFF_MS;
      log.info({}, 'Temporal worker is polling');
      await runPool(pool, signal);
    } catch (error) {
      log.error({ error, backoff_ms: backoffMs }, 'no Temporal worker, making another one');
      await clock.sleep(backoffMs, signal).catch(() => {});
      backoffMs = Math.min(backoffMs * 2, LAST_BACKOFF_MS);
    }
  }
}

/** Resolves when the signal has drained both workers; rejects with the first fatal error, after the other one has stopped. */
async function runPool({ connection, workers }: WorkerPool, signal: AbortSignal): Promise<void> {
  const stop = (): void => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  signal.addEventListener('abort', stop, { once: true });
  const runs = workers.map((worker) => worker.run().finally(stop));
  // An abort that came before `run` found nothing in state RUNNING.
  if (signal.aborted) stop();
  const results = await Promise.allSettled(runs);
  signal.removeEventListener('abort', stop);
  await connection.close().catch(() => {});
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
