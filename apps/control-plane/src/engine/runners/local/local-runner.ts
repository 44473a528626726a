import { hasErrorCode, type ExecId, type OrganizationId, type TurnId } from '@everruns/schemas';
import type {
  BegunAtom,
  SegmentExecutor,
  SegmentJob,
  TurnContextResponse,
  WorkerService,
} from '@everruns/internal-protocol';
import type { Logger } from 'pino';
import { PLATFORM } from '../../ports/process-context.ts';
import { getTurnContext } from '../../verbs/get-turn-context.ts';
import type { EngineDeps } from '../../transact/engine-deps.ts';
import type { AgentRunner, DispatchedSegment, ExecutionSlot, RunningTurns } from '../../ports/runner.ts';
import type { FairSlots } from '../fair-slots.ts';
import type { ProcessLease } from './lease.ts';

export interface LocalRunnerDeps {
  engine: EngineDeps;
  lease: ProcessLease;
  processId: string;
  /** Created by the worker package and injected, because the control plane must not import it. */
  createExecutor: (service: WorkerService) => SegmentExecutor;
  service: WorkerService;
  /** How many segments run at once, and whose is next. */
  slots: FairSlots;
  log: Logger;
}

interface Running {
  segment: number;
  abort: AbortController;
  done: Promise<void>;
}

/** Runs segments in this process. A claim binds a segment to the process; the lease tells others whether the process is still alive. */
class LocalRunner implements AgentRunner {
  readonly name = 'local';
  readonly #deps: LocalRunnerDeps;
  readonly #executor: SegmentExecutor;
  readonly #running = new Map<string, Running>();
  /** Turns whose claim is in progress: the commit and the sweep may deliver one segment at the same time. */
  readonly #claiming = new Set<string>();
  #isClosing = false;

  constructor(deps: LocalRunnerDeps) {
    this.#deps = deps;
    this.#executor = deps.createExecutor(leasedService(deps.service, deps.lease));
  }

  async start(segment: DispatchedSegment): Promise<'delivered' | 'busy'> {
    const known = this.#running.get(segment.turn_id);
    if (known !== undefined && known.segment >= segment.segment) return 'delivered';
    if (this.#claiming.has(segment.turn_id) || !this.#takesMore()) return 'busy';
    if (!this.#deps.slots.take(segment.org_id, segment.turn_id)) {
      // It is unclaimed, so another process may take it meanwhile.
      this.#deps.slots.wait(segment);
      return 'busy';
    }
    this.#claiming.add(segment.turn_id);
    const claimed = await claim(this.#deps, segment)
      .finally(() => {
        this.#claiming.delete(segment.turn_id);
      })
      .catch((error: unknown) => {
        this.#release(segment.turn_id);
        throw error;
      });
    if (claimed === null) {
      this.#release(segment.turn_id);
      return 'delivered';
    }
    const { org_id: _, ...job } = segment;
    const first = claimed.status === 'begun' ? { ...job, begun: claimed.begun } : job;
    this.#run(job, (signal) => this.#executor.run(first, signal));
    return 'delivered';
  }

  reserve(orgId: OrganizationId, turnId: TurnId): ExecutionSlot | null {
    if (!this.#takesMore() || !this.#deps.slots.take(orgId, turnId)) return null;
    this.#claiming.add(turnId);
    return {
      processId: this.#deps.processId,
      askEarly: (segment, begun) => {
        const { org_id: _, ...job } = segment;
        return this.#executor.askEarly({ ...job, begun });
      },
      run: (segment, begun) => {
        const { org_id: _, ...job } = segment;
        this.#claiming.delete(turnId);
        this.#run(job, async (signal) => this.#executor.run(await withFirstStep(job, begun), signal));
      },
      release: () => {
        if (this.#claiming.delete(turnId)) this.#release(turnId);
      },
    };
  }

  noteRunning(turns: RunningTurns): void {
    this.#deps.slots.noteRunning(turns);
    this.#startWaiting();
  }

  #takesMore(): boolean {
    return !this.#isClosing && this.#deps.lease.isHeld();
  }

  /** Releases the slot of a turn, unless a segment of it runs. */
  #release(turnId: TurnId): void {
    if (this.#running.has(turnId) || this.#claiming.has(turnId)) return;
    this.#deps.slots.release(turnId);
    this.#startWaiting();
  }

  async stop(turnId: TurnId, segment: number): Promise<void> {
    const known = this.#running.get(turnId);
    if (known !== undefined && known.segment < segment) known.abort.abort();
  }

  /** The sweep compares claims and leases, because it knows more than this process does. */
  async reconcile(): Promise<DispatchedSegment[]> {
    return [];
  }

  async close(signal: AbortSignal): Promise<void> {
    this.#isClosing = true;
    this.#deps.slots.clearWaiting();
    const abortAll = () => this.#running.forEach(({ abort }) => abort.abort());
    signal.addEventListener('abort', abortAll, { once: true });
    if (signal.aborted) abortAll();
    await Promise.allSettled([...this.#running.values()].map(({ done }) => done));
    await this.#executor.close();
  }

  #run(job: SegmentJob, execute: (signal: AbortSignal) => Promise<void>): void {
    const abort = new AbortController();
    const done = execute(abort.signal)
      .catch((error: unknown) =>
        this.#deps.log.error({ err: error, turn_id: job.turn_id }, 'A segment failed. The reconciler takes it over.'),
      )
      .finally(() => {
        if (this.#running.get(job.turn_id)?.abort === abort) this.#running.delete(job.turn_id);
        this.#release(job.turn_id);
      });
    this.#running.get(job.turn_id)?.abort.abort();
    this.#running.set(job.turn_id, { segment: job.segment, abort, done });
  }

  /** Starts what waits while there are slots. Each start takes its slot at once. */
  #startWaiting(): void {
    while (this.#takesMore()) {
      const next = this.#deps.slots.takeNext();
      if (next === null) return;
      this.start(next).catch((error: unknown) =>
        this.#deps.log.warn(
          { err: error, turn_id: next.turn_id },
          'A turn could not be started. The sweep tries again.',
        ),
      );
    }
  }
}

/** If the context could not be read, the executor begins again. */
async function withFirstStep(job: SegmentJob, begun: () => Promise<BegunAtom>): Promise<SegmentJob> {
  return begun().then(
    (first) => ({ ...job, begun: first }),
    () => job,
  );
}

export function createLocalRunner(deps: LocalRunnerDeps): AgentRunner {
  return new LocalRunner(deps);
}

/** The claim is the segment's first Begin. Null: another process has the segment, or it is over. */
async function claim(deps: LocalRunnerDeps, segment: DispatchedSegment): Promise<TurnContextResponse | null> {
  const atom = { turn_id: segment.turn_id, iteration: segment.start_iteration, kind: 'reason' as const, ordinal: 0 };
  try {
    return await getTurnContext(
      deps.engine,
      { ...PLATFORM, claimFor: deps.processId },
      { atom, segment: segment.segment, exec_id: deps.engine.newId() as ExecId, have_sequence: 0 },
    );
  } catch (error) {
    if (hasErrorCode(error, 'fenced')) return null;
    throw error;
  }
}

/** Begins nothing new while the lease is lost, because another process may have taken over the turn. */
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
