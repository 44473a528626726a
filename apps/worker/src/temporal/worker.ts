import type { Clock } from '@everruns/core';
import type { TurnActivities } from '@everruns/internal-protocol/workflow-contract';
import { backoffMs } from '@everruns/kernel';
import type { Gate } from '../gate.ts';
import { loadWorkflowBundle } from './bundle.ts';
import type { TemporalConnectionOptions } from './connection.ts';
import { createWorkerPool, type WorkerPool } from './worker-pool.ts';

export interface TemporalWorkerOptions {
  connection: TemporalConnectionOptions;
  namespace: string;
  workerId: string;
  /** Creates the activities. The signal aborts when their time is over, `drainMs` after a drain began. */
  makeActivities: (ending: AbortSignal) => TurnActivities;
  /** The largest number of simultaneous activities on each of the two task queues. */
  maxConcurrentTasks: number;
  clock: Clock;
  log: WorkerLog;
  /** Says when tasks may be taken (E27). Default: always. */
  link?: Gate;
  /** How long running activities may continue after `drain`. */
  drainMs?: number;
  cacheDir?: string;
}

interface WorkerLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface TemporalWorker {
  /** Whether it asks for tasks now, and Temporal answers. */
  isPolling(): Promise<boolean>;
  /** Takes no new tasks, lets activities finish for `drainMs`, then cancels them. Resolves when all of them have ended. */
  drain(): Promise<void>;
}

const DEFAULT_DRAIN_MS = 25_000;
/** An activity that does not end in this time after its cancellation is abandoned. */
const FORCE_MS = 5_000;
const BACKOFF = { firstMs: 500, maxMs: 10_000 };
/** The number of pools that no longer poll and still have activities. With more of them the next pool waits. */
const MAX_RETIRED = 3;
const OPEN_GATE: Gate = { whenOpen: async () => undefined, untilClosed: () => new AbortController().signal };

type MakePool = () => Promise<WorkerPool>;

/**
 * Polls both task queues until drained, while the gate is open. Resolves at once. While Temporal cannot be reached, and when a worker
 * fails with a fatal poll error, workers are created again with a new connection, for as long as it takes.
 */
export async function startTemporalWorker(options: TemporalWorkerOptions): Promise<TemporalWorker> {
  const { clock, log, drainMs = DEFAULT_DRAIN_MS } = options;
  const workflowBundle = await loadWorkflowBundle(options.cacheDir === undefined ? {} : { cacheDir: options.cacheDir });
  const stopping = new AbortController();
  const ending = new AbortController();
  const activities = options.makeActivities(ending.signal);
  const makePool = () => createWorkerPool({ ...options, activities, workflowBundle });
  const polling: Polling = { pool: null };
  const running = keepRunning(makePool, { ...options, polling, signal: stopping.signal });
  return {
    isPolling: async () => (await polling.pool?.isAnswered()) ?? false,
    async drain() {
      stopping.abort();
      const cancelEnding = clock.after(drainMs, () => ending.abort());
      const gaveUp = new AbortController();
      const left = clock.sleep(drainMs + FORCE_MS, gaveUp.signal).then(
        () => log.warn({}, 'An activity does not end after its cancellation and is abandoned.'),
        () => undefined,
      );
      await Promise.race([running, left]);
      cancelEnding();
      gaveUp.abort();
    },
  };
}

/** The pool that asks for tasks now. */
interface Polling {
  pool: WorkerPool | null;
}

interface Keeper {
  clock: Clock;
  log: WorkerLog;
  link?: Gate;
  polling: Polling;
  signal: AbortSignal;
}

async function keepRunning(
  makePool: MakePool,
  { clock, log, link = OPEN_GATE, polling, signal }: Keeper,
): Promise<void> {
  const retired = new Set<Promise<void>>();
  let failures = 0;
  while (!signal.aborted) {
    try {
      await link.whenOpen(signal);
      if (retired.size >= MAX_RETIRED) await Promise.race(retired);
      const pool = await makePool();
      failures = 0;
      const stop = AbortSignal.any([signal, link.untilClosed()]);
      if (!stop.aborted) log.info({}, 'The Temporal worker is polling.');
      const run = pool.run(stop);
      polling.pool = pool;
      await Promise.race([run, aborted(stop)]).finally(() => (polling.pool = null));
      retire(run, retired, log);
    } catch (error) {
      if (signal.aborted) break;
      failures += 1;
      const delayMs = backoffMs(BACKOFF, failures);
      log.error({ error, backoff_ms: delayMs }, 'There is no Temporal worker. Another one will be created.');
      await clock.sleep(delayMs, signal).catch(() => {});
    }
  }
  await Promise.all(retired);
}

/** Stops polling. The activities of this pool continue beside the next pool. */
function retire(run: Promise<void>, retired: Set<Promise<void>>, log: WorkerLog): void {
  const ended = run
    .catch((error: unknown) => log.error({ error }, 'A Temporal worker failed while it was ending.'))
    .finally(() => retired.delete(ended));
  retired.add(ended);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
