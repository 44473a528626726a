import {
  TASK_QUEUES,
  TURN_WORKFLOW,
  type TurnSegmentInput,
  turnWorkflowId,
} from '@everruns/internal-protocol/workflow-contract';
import {
  type Client,
  NamespaceNotFoundError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { AgentRunner, DispatchedSegment, Poller } from '../../ports/runner.ts';
import { type TemporalClientOptions, connectTemporalClient } from './temporal-client.ts';

export interface TemporalRunnerOptions extends TemporalClientOptions {
  /** After this long without a sign of life of a worker, the atom is given to another one; default: 5 s. */
  heartbeatTimeoutMs?: number;
}

/** A worker that died with a task of the workflow, which takes milliseconds, is missed as soon as one that died with an activity. */
const WORKFLOW_TASK_TIMEOUT_MS = 5_000;
const CALL_DEADLINE_MS = 3_000;
const HEARTBEAT_TIMEOUT_MS = 5_000;
const DESCRIBE_BATCH = 20;

/** Runs each segment as one Temporal workflow. Connects when first needed, and again after a failure. */
export function createTemporalRunner(options: TemporalRunnerOptions): AgentRunner {
  let connecting: Promise<Client> | undefined;

  const connect = (): Promise<Client> => {
    connecting ??= connectTemporalClient(options).catch((error: unknown) => {
      connecting = undefined;
      throw error;
    });
    return connecting;
  };
  const disconnect = async (): Promise<void> => {
    const client = await connecting?.catch(() => undefined);
    connecting = undefined;
    await client?.connection.close();
  };
  // Makes one call with a time limit that does not use the wall clock. The next connection registers the namespace again if it was
  // lost with its database.
  const call = async <Result>(work: (client: Client) => Promise<Result>): Promise<Result> => {
    const client = await connect();
    try {
      return await client.connection.withAbortSignal(AbortSignal.timeout(CALL_DEADLINE_MS), () => work(client));
    } catch (error) {
      if (error instanceof NamespaceNotFoundError) await disconnect();
      throw error;
    }
  };

  return {
    name: 'temporal',
    async start(segment) {
      try {
        await call((client) =>
          client.workflow.start(TURN_WORKFLOW, toStartOptions(segment, options.heartbeatTimeoutMs)),
        );
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
      return 'delivered';
    },
    async stop(turnId, segment, reason) {
      if (segment <= 1) return;
      const workflowId = turnWorkflowId(turnId, segment - 1);
      await call((client) => {
        const handle = client.workflow.getHandle(workflowId);
        return reason === 'canceled' ? handle.cancel() : handle.terminate('a newer segment owns the turn');
      }).catch(ignoreNotFound);
    },
    async reconcile(segments) {
      const lost: DispatchedSegment[] = [];
      for (let from = 0; from < segments.length; from += DESCRIBE_BATCH) {
        const batch = segments.slice(from, from + DESCRIBE_BATCH);
        const isRunning = await Promise.all(batch.map((segment) => call((client) => isOpen(client, segment))));
        lost.push(...batch.filter((_segment, index) => !isRunning[index]));
      }
      return lost;
    },
    listPollers: () => call((client) => listPollers(client, options.namespace)),
    close: disconnect,
  };
}

function toStartOptions(segment: DispatchedSegment, heartbeatTimeoutMs = HEARTBEAT_TIMEOUT_MS) {
  const { turn_id, session_id, start_iteration, max_iterations } = segment;
  const input: TurnSegmentInput = {
    turn_id,
    session_id,
    segment: segment.segment,
    start_iteration,
    max_iterations,
    heartbeat_timeout_ms: heartbeatTimeoutMs,
  };
  return {
    workflowId: turnWorkflowId(turn_id, segment.segment),
    taskQueue: TASK_QUEUES.turns,
    args: [input],
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT_MS,
  } as const;
}

async function isOpen(client: Client, segment: DispatchedSegment): Promise<boolean> {
  try {
    const workflowId = turnWorkflowId(segment.turn_id, segment.segment);
    const { status } = await client.workflow.getHandle(workflowId).describe();
    return status.name === 'RUNNING';
  } catch (error) {
    ignoreNotFound(error);
    return false;
  }
}

async function listPollers({ workflowService }: Client, namespace: string): Promise<Poller[]> {
  const taskQueue = { name: TASK_QUEUES.turns };
  const { pollers } = await workflowService.describeTaskQueue({ namespace, taskQueue });
  return (pollers ?? []).map(({ identity, lastAccessTime }) => ({
    name: identity ?? '',
    seenAtMs: Number(lastAccessTime?.seconds ?? 0) * 1_000,
  }));
}

function ignoreNotFound(error: unknown): void {
  if (error instanceof WorkflowNotFoundError || error instanceof NamespaceNotFoundError) return;
  throw error;
}
