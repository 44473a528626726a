/** The work of a job: a function of its input alone, and the default export of its own module. */
export type OffloadFunction = (input: never) => unknown;

/**
 * Work whose cost a tenant chooses, as a module that a thread loads. Input and output are plain data (structured clone), without
 * functions and class instances.
 */
export interface OffloadJob<Run extends OffloadFunction> {
  /** The name of the job in metrics and logs. */
  readonly name: string;
  /** The URL of the job's module, a file beside the one that declares the job. */
  readonly module: URL;
  /** The most milliseconds of one run. After that its thread is killed. */
  readonly timeoutMs: number;
  readonly maxInputBytes: number;
  /** Returns the size of an input in bytes, by which the memory of the thread and of the queue is counted. */
  sizeOf(input: Parameters<Run>[0]): number;
  /** How an error begins ("The search"), what it advises ("simplify the pattern"), and which field it names. */
  readonly subject: string;
  readonly advice: string;
  readonly field: string;
  /** Never set. It only carries the type. */
  readonly run?: Run;
}

export interface OffloadFor {
  /** The owner of the work (an organization's id). Each owner has a share of the threads and its own queue. */
  tenant: string;
  /** Ends the job, whether it waits or runs. Its promise rejects with the signal's reason. */
  signal?: AbortSignal;
}

/** Runs jobs in threads that can be killed, so that the event loop stays free for other work. */
export interface Offload {
  /**
   * Returns the job's result. Rejects with the job's error (an `EverrunsError` stays one), `payload_too_large` above the job's
   * input limit or the thread's memory, `request_timeout`, and `unavailable` with a delay if the tenant's share of the queue is
   * full.
   */
  run<Run extends OffloadFunction>(
    job: OffloadJob<Run>,
    input: Parameters<Run>[0],
    options: OffloadFor,
  ): Promise<Awaited<ReturnType<Run>>>;
}

/** An `Offload` for one caller, with the tenant and the signal already set. */
export type RunJob = <Run extends OffloadFunction>(
  job: OffloadJob<Run>,
  input: Parameters<Run>[0],
) => Promise<Awaited<ReturnType<Run>>>;

/** Infers nothing: it names the job's function by type, so that declaration and module cannot drift apart. */
export function defineJob<Run extends OffloadFunction>(job: Omit<OffloadJob<Run>, 'run'>): OffloadJob<Run> {
  return job;
}
