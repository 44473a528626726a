import { availableParallelism } from 'node:os';
import type { Clock, Offload, OffloadFor, OffloadFunction, OffloadJob } from '@everruns/core/catalog';
import { omitUndefined } from '@everruns/kernel';
import { EverrunsError } from '@everruns/schemas';
import { FairQueue, type FairQueueLimits, type Place } from './fair-queue.ts';
import { createLimitError, toError, toJobError } from './job-error.ts';
import type { ThreadAnswer } from './thread-protocol.ts';
import { ThreadPool, type ThreadPoolOptions } from './thread-pool.ts';

/** `failed`: the job has a defect. `killed`: it exceeded its time or memory. `canceled`: its caller left. */
export type OffloadOutcome = 'completed' | 'refused' | 'failed' | 'killed' | 'canceled';

export interface OffloadObserver {
  /** A job has ended, `seconds` after its admission. */
  onEnded?(job: string, outcome: OffloadOutcome, seconds: number): void;
  /** A job was refused: its input was too large, or its tenant's share of the queue was full. */
  onRejected?(job: string, reason: 'too_large' | 'overloaded'): void;
}

export interface OffloadLog {
  warn(fields: Record<string, unknown>, message: string): void;
}

export interface OffloadOptions {
  clock: Clock;
  log: OffloadLog;
  limits?: Partial<FairQueueLimits>;
  threads?: Partial<Omit<ThreadPoolOptions, 'threads'>>;
}

export interface OffloadStats {
  threads: number;
  running: number;
  waiting: number;
}

/** The threads of a process. It is closed last: running jobs are killed, and their callers get `unavailable`. */
export interface OffloadPool extends Offload, AsyncDisposable {
  readonly stats: OffloadStats;
  /** Adds an observer. */
  observe(observer: OffloadObserver): void;
  close(): Promise<void>;
}

const MEMORY_MB = 256;
const IDLE_MS = 10_000;
/** How long a thread may take to start and load the job. A machine that needs longer is overloaded. */
const START_TIMEOUT_MS = 20_000;
/** How long a job may wait in the queue. */
const WAIT_TIMEOUT_MS = 30_000;
const MAX_THREADS = 8;

/** At least two, so that one tenant's share, which is half of them, is never all of them. */
export function chooseLimits(cores: number): FairQueueLimits {
  const slots = Math.min(MAX_THREADS, Math.max(2, cores));
  return {
    slots,
    slotsPerTenant: Math.floor(slots / 2),
    waitingPerTenant: 64,
    waitingBytesPerTenant: 64 * 1024 * 1024,
    waitingTotal: 1_000,
  };
}

/** A pool of threads with fair shares. There is no thread before the first job and ten seconds after the last one. */
export function createOffload(options: OffloadOptions): OffloadPool {
  const limits = { ...chooseLimits(availableParallelism()), ...options.limits };
  const threads = new ThreadPool({ memoryMb: MEMORY_MB, idleMs: IDLE_MS, ...options.threads, threads: limits.slots });
  return new FairOffload(options, new FairQueue(limits), threads);
}

/** A job that was admitted. */
interface Running {
  job: OffloadJob<OffloadFunction>;
  input: unknown;
  options: OffloadFor;
}

class FairOffload implements OffloadPool {
  readonly #options: OffloadOptions;
  readonly #queue: FairQueue;
  readonly #threads: ThreadPool;
  readonly #observers: OffloadObserver[] = [];
  readonly #closing = new AbortController();
  #lastId = 0;

  constructor(options: OffloadOptions, queue: FairQueue, threads: ThreadPool) {
    this.#options = options;
    this.#queue = queue;
    this.#threads = threads;
  }

  get stats(): OffloadStats {
    return { threads: this.#threads.size, running: this.#queue.running, waiting: this.#queue.waiting };
  }

  observe(observer: OffloadObserver): void {
    this.#observers.push(observer);
  }

  async run<Run extends OffloadFunction>(
    job: OffloadJob<Run>,
    input: Parameters<Run>[0],
    options: OffloadFor,
  ): Promise<Awaited<ReturnType<Run>>> {
    options.signal?.throwIfAborted();
    const place = this.#enter(job, job.sizeOf(input), options);
    try {
      await this.#wait(job, place, options);
      // `OffloadJob` guarantees that the job's module has the type `Run`.
      return (await this.#runAdmitted({ job, input, options })) as Awaited<ReturnType<Run>>;
    } finally {
      place.leave();
    }
  }

  async close(): Promise<void> {
    this.#closing.abort(new EverrunsError('unavailable', 'This process is going down. Try again in a moment.'));
    await this.#threads.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #enter<Run extends OffloadFunction>(job: OffloadJob<Run>, bytes: number, { tenant }: OffloadFor): Place {
    if (bytes > job.maxInputBytes) {
      for (const observer of this.#observers) observer.onRejected?.(job.name, 'too_large');
      const message = `must be at most ${job.maxInputBytes} bytes`;
      throw new EverrunsError('payload_too_large', `${job.subject} ${message}; ${job.advice}.`, {
        errors: [{ path: job.field, code: 'too_big', message, limit: job.maxInputBytes }],
      });
    }
    const place = this.#closing.signal.aborted ? null : this.#queue.enter(tenant, bytes);
    if (place !== null) return place;
    for (const observer of this.#observers) observer.onRejected?.(job.name, 'overloaded');
    throw createLimitError(job, 'queue');
  }

  async #wait<Run extends OffloadFunction>(job: OffloadJob<Run>, place: Place, { signal }: OffloadFor): Promise<void> {
    const gone = anyOf(signal, this.#closing.signal);
    const left = Promise.withResolvers<never>();
    const onAbort = (): void => left.reject(toError(gone.reason));
    const stopTimer = this.#options.clock.after(WAIT_TIMEOUT_MS, () => left.reject(createLimitError(job, 'queue')));
    gone.addEventListener('abort', onAbort, { once: true });
    try {
      await Promise.race([place.admitted, left.promise]);
    } finally {
      stopTimer();
      gone.removeEventListener('abort', onAbort);
    }
  }

  async #runAdmitted({ job, input, options }: Running): Promise<unknown> {
    const { clock, log } = this.#options;
    const kill = new AbortController();
    const signal = anyOf(options.signal, kill.signal, this.#closing.signal);
    const beganAt = clock.monotonic();
    let stopTimer = clock.after(START_TIMEOUT_MS, () => kill.abort(createLimitError(job, 'start')));
    const onBegun = (): void => {
      stopTimer();
      stopTimer = clock.after(job.timeoutMs, () => kill.abort(createLimitError(job, 'time')));
    };
    const task = { id: (this.#lastId += 1), module: job.module.href, input };
    try {
      return this.#finish(job, await this.#threads.run(task, { signal, onBegun }), clock.monotonic() - beganAt);
    } catch (error) {
      const { outcome, reason } = toJobError(error, { job, signal, kill: kill.signal });
      if (outcome !== 'refused') this.#tell(job, outcome, clock.monotonic() - beganAt);
      if (outcome === 'killed') log.warn({ job: job.name, tenant: options.tenant, err: reason }, 'job killed');
      throw reason;
    } finally {
      stopTimer();
    }
  }

  #finish(job: OffloadJob<OffloadFunction>, answer: ThreadAnswer, tookMs: number): unknown {
    this.#tell(job, answer.kind, tookMs);
    if (answer.kind === 'completed') return answer.output;
    const { code, message, errors, retryAfterMs } = answer;
    throw new EverrunsError(code, message, { errors, ...omitUndefined({ retryAfterMs }) });
  }

  #tell(job: OffloadJob<OffloadFunction>, outcome: OffloadOutcome, tookMs: number): void {
    for (const observer of this.#observers) observer.onEnded?.(job.name, outcome, tookMs / 1_000);
  }
}

function anyOf(...signals: (AbortSignal | undefined)[]): AbortSignal {
  return AbortSignal.any(signals.filter((signal) => signal !== undefined));
}
