import { randomUUID } from 'node:crypto';
import { hasErrorCode, isEverrunsError, type ExecId, type TurnId } from '@everruns/schemas';
import type { SegmentExecutor, SegmentJob, TurnContextResponse, WorkerService } from '@everruns/internal-protocol';
import type { Logger } from 'pino';
import { getTurnContext } from '../../services/worker/get-turn-context.ts';
import type { EngineDeps } from '../engine.ts';
import type { AgentRunner, DispatchedSegment } from '../runner.ts';
import type { ProcessLease } from './lease.ts';

export interface LocalRunnerDeps {
  engine: EngineDeps;
  lease: ProcessLease;
  processId: string;
  /** Made by the worker package and injected: the control plane may not know it. */
  createExecutor: (service: WorkerService) => SegmentExecutor;
  service: WorkerService;
  /** Segments at once. */
  capacity: number;
  log: Logger;
}

interface Running {
  segment: number;
  abort: AbortController;
  done: Promise<void>;
}

/** Runs segments in this process. A claim binds a segment to the process; the lease tells others whether it still lives. */
export function createLocalRunner(deps: LocalRunnerDeps): AgentRunner & { runningTurns(): Iterable<string> } {
  const executor = deps.createExecutor(leasedService(deps.service, deps.lease));
  const running = new Map<string, Running>();
  let isClosing = false;

  const run = (job: SegmentJob) => {
    const abort = new AbortController();
    const done = executor
      .run(job, abort.signal)
      .catch((error: unknown) =>
        deps.log.error({ err: error, turn_id: job.turn_id }, 'segment ended badly; the reconciler takes it up'),
      )
      .finally(() => {
        if (running.get(job.turn_id)?.abort === abort) running.delete(job.turn_id);
      });
    running.get(job.turn_id)?.abort.abort();
    running.set(job.turn_id, { segment: job.segment, abort, done });
  };

  return {
    name: 'local',
    runningTurns: () => running.keys(),
    async start(segment) {
      const known = running.get(segment.turn_id);
      if (known !== undefined && known.segment >= segment.segment) return 'delivered';
      if (isClosing || running.size >= deps.capacity || !deps.lease.isHeld()) return 'busy';
      const claimed = await claim(deps, segment);
      if (claimed === null) return 'delivered';
      const { org_id: _, ...job } = segment;
      run(claimed !== 'unbegun' && claimed.status === 'begun' ? { ...job, begun: claimed.begun } : job);
      return 'delivered';
    },
    async cancel(turnId: TurnId, segment: number) {
      const known = running.get(turnId);
      if (known !== undefined && known.segment < segment) known.abort.abort();
    },
    // Claims and leases are the sweep's to compare: it knows more than this process does.
    async reconcile() {
      return [];
    },
    async close(signal) {
      isClosing = true;
      signal.addEventListener('abort', () => [...running.values()].forEach(({ abort }) => abort.abort()), {
        once: true,
      });
      if (signal.aborted) for (const { abort } of running.values()) abort.abort();
      await Promise.allSettled([...running.values()].map(({ done }) => done));
      await executor.close();
    },
  };
}

/**
 * The claim is the segment's first Begin. Null: somebody else has it, or it is over. `unbegun`: it cannot begin (no model, no agent);
 * the executor hears the same and ends the turn with the reason.
 */
async function claim(
  deps: LocalRunnerDeps,
  segment: DispatchedSegment,
): Promise<TurnContextResponse | 'unbegun' | null> {
  const atom = { turn_id: segment.turn_id, iteration: segment.start_iteration, kind: 'reason' as const, ordinal: 0 };
  try {
    return await getTurnContext(
      deps.engine,
      { atom, segment: segment.segment, exec_id: randomUUID() as ExecId, have_sequence: 0 },
      { claimFor: deps.processId },
    );
  } catch (error) {
    if (hasErrorCode(error, 'fenced')) return null;
    if (isEverrunsError(error) && error.code !== 'unavailable') return 'unbegun';
    throw error;
  }
}

/** Nothing new begins while the lease is lost: a turn may by then be somebody else's. */
function leasedService(service: WorkerService, lease: ProcessLease): WorkerService {
  return {
    ...service,
    getTurnContext: async (request, options) => {
      await lease.held(options?.signal);
      return service.getTurnContext(request, options);
    },
    commitAtom: (request, options) =>
      service.commitAtom(lease.isHeld() ? request : { ...request, successor_exec_ids: [] }, options),
  };
}
