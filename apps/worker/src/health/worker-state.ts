import type { ModelCallCounts } from '@everruns/internal-protocol';
import type { ExecutorPools } from '../create-executor-deps.ts';
import type { TurnActivities } from '@everruns/internal-protocol/workflow-contract';

export type TaskKind = keyof TurnActivities;

/** What a worker does now, and what it has done since its start. */
export interface WorkerState {
  /** Whether the control plane answers this worker. */
  isConnected(): boolean;
  /** Whether it asks Temporal for tasks, and Temporal answers. */
  isPolling(): Promise<boolean>;
  isDraining: boolean;
  /** Null until the executor is open. */
  readPools: (() => ExecutorPools) | null;
  readonly running: Record<TaskKind, number>;
  readonly ended: Record<TaskKind, Record<'completed' | 'failed', number>>;
  readonly calls: ModelCallCounts;
}

export function createWorkerState(connection: Pick<WorkerState, 'isConnected' | 'isPolling'>): WorkerState {
  const ended = () => ({ completed: 0, failed: 0 });
  return {
    ...connection,
    isDraining: false,
    readPools: null,
    running: { reason: 0, act: 0, waitForCalls: 0, endSegment: 0 },
    ended: { reason: ended(), act: ended(), waitForCalls: ended(), endSegment: ended() },
    calls: { running: 0, waiting: 0 },
  };
}

/** Counts every task of Temporal. */
export function countTasks(activities: TurnActivities, { running, ended }: WorkerState): TurnActivities {
  const counted = async <Result>(kind: TaskKind, work: () => Promise<Result>): Promise<Result> => {
    running[kind] += 1;
    try {
      const result = await work();
      ended[kind].completed += 1;
      return result;
    } catch (error) {
      ended[kind].failed += 1;
      throw error;
    } finally {
      running[kind] -= 1;
    }
  };
  return {
    reason: (input) => counted('reason', () => activities.reason(input)),
    act: (input) => counted('act', () => activities.act(input)),
    waitForCalls: (input) => counted('waitForCalls', () => activities.waitForCalls(input)),
    endSegment: (input) => counted('endSegment', () => activities.endSegment(input)),
  };
}
