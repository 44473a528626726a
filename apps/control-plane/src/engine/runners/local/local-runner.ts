import { hasErrorCode, type ExecId, type TurnId } from '@everruns/schemas';
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
import type { AgentRunner, DispatchedSegment, ExecutionSlot } from '../../ports/runner.ts';
import type { ProcessLease } from './lease.ts';

export interface LocalRunnerDeps {
  engine: EngineDeps;
  lease: ProcessLease;
  processId: string;
  /** Created by the worker package and injected, because the control plane must not import it. */
  createExecutor: (service: WorkerService) => SegmentExecutor;
  service: WorkerService;
  /** How many segments run at once. */
  capacity: number;
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
  /** Segments for which there was no slot: they are unclaimed, so another process may take them meanwhile. */
  readonly #pending = new Map<string, DispatchedSegment>();
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
    if (!this.#hasRoom()) {
      this.#pending.set(segment.turn_id, segment);
      return 'busy';
    }
    this.#claiming.add(segment.turn_id);
    const claimed = await claim(this.#deps, segment).finally(() => this.#claiming.delete(segment.turn_id));
    if (claimed === null) return 'delivered';
    const { org_id: _, ...job } = segment;
    const first = claimed.status === 'begun' ? { ...job, begun: claimed.begun } : job;
    this.#run(job, (signal) => this.#executor.run(first, signal));
    return 'delivered';
  }

  reserve(turnId: TurnId): ExecutionSlot | null {
    if (!this.#takesMore() || !this.#hasRoom()) return null;
    this.#claiming.add(turnId);
    return {
      processId: this.#deps.processId,
      run: (segment, begun) => {
        const { org_id: _, ...job } = segment;
        this.#claiming.delete(turnId);
        this.#run(job, async (signal) => this.#executor.run(await withFirstStep(job, begun), signal));
      },
      release: () => {
        if (this.#claiming.delete(turnId)) this.#startPending();
      },
    };
  }

  #takesMore(): boolean {
    return !this.#isClosing && this.#deps.lease.isHeld();
  }

  #hasRoom(): boolean {
    return this.#running.size + this.#claiming.size < this.#deps.capacity;
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
    this.#pending.clear();
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
        this.#startPending();
      });
    this.#running.get(job.turn_id)?.abort.abort();
    this.#running.set(job.turn_id, { segment: job.segment, abort, done });
  }

  #startPending(): void {
    const [next] = this.#pending.values();
    if (next === undefined) return;
    this.#pending.delete(next.turn_id);
    this.start(next).catch((error: unknown) =>
      this.#deps.log.warn({ err: error, turn_id: next.turn_id }, 'A turn could not be started. The sweep tries again.'),
    );
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
