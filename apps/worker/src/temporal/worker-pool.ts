import {
  type AtomActivityInput,
  TASK_QUEUES,
  type TurnActivities,
} from '@everruns/internal-protocol/workflow-contract';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { type TemporalConnectionOptions, connectToTemporal } from './connection.ts';

export interface WorkerPoolOptions {
  connection: TemporalConnectionOptions;
  namespace: string;
  workerId: string;
  activities: TurnActivities;
  /** The largest number of simultaneous activities on each of the two task queues. */
  maxConcurrentTasks: number;
  workflowBundle: NonNullable<WorkerOptions['workflowBundle']>;
}

export interface WorkerPool {
  /**
   * Polls until the signal aborts, and resolves when the activities that are running then have ended. Rejects with the first fatal error
   * of a poller.
   */
  run(signal: AbortSignal): Promise<void>;
  /** Whether the server answers within two seconds. The pollers themselves try again without saying so. */
  isAnswered(): Promise<boolean>;
}

/** Longer than any activity. Activities are stopped by their own signal, not by the SDK. */
const SHUTDOWN_GRACE = '1 day';
const ANSWER_MS = 2_000;

/** Opens one worker for each task queue, over their own connection. Rejects when Temporal cannot be reached. */
export async function createWorkerPool(options: WorkerPoolOptions): Promise<WorkerPool> {
  const connection = await connectToTemporal(options.connection);
  const { activities, workflowBundle } = options;
  const shared = {
    connection,
    namespace: options.namespace,
    identity: options.workerId,
    maxConcurrentActivityTaskExecutions: options.maxConcurrentTasks,
    shutdownGraceTime: SHUTDOWN_GRACE,
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
    return { run: (signal) => runWorkers({ connection, workers }, signal), isAnswered: () => isAnswered(connection) };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function isAnswered(connection: NativeConnection): Promise<boolean> {
  try {
    await connection.withAbortSignal(AbortSignal.timeout(ANSWER_MS), () =>
      connection.workflowService.getSystemInfo({}),
    );
    return true;
  } catch {
    return false;
  }
}

async function runWorkers(
  { connection, workers }: { connection: NativeConnection; workers: Worker[] },
  signal: AbortSignal,
): Promise<void> {
  const stop = (): void => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  signal.addEventListener('abort', stop, { once: true });
  const runs = workers.map((worker) => worker.run().finally(stop));
  // An abort before `run` found no worker in the state RUNNING.
  if (signal.aborted) stop();
  const results = await Promise.allSettled(runs);
  signal.removeEventListener('abort', stop);
  await connection.close().catch(() => {});
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
