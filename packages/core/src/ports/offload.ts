/** What a job does: a function of its input alone, the default export of a module of its own. */
export type OffloadFunction = (input: never) => unknown;

/**
 * Work whose cost a tenant chooses, as a module that a thread loads. Input and output are plain data (structured clone): no
 * functions, no class instances.
 */
export interface OffloadJob<Run extends OffloadFunction> {
  /** Names the job in metrics and logs. */
  readonly name: string;
  /** Its module, a file beside the one that declares the job. */
  readonly module: URL;
  /** Milliseconds of one run; after that its thread is killed. */
  readonly timeoutMs: number;
  readonly maxInputBytes: number;
  /** How large an input is, in bytes: what the memory of the thread and of the queue is counted by. */
  sizeOf(input: Parameters<Run>[0]): number;
  /** How an error begins ("The search"), what it advises ("simplify the pattern"), and which field it names. */
  readonly subject: string;
  readonly advice: string;
  readonly field: string;
  /** Never set: carries the type. */
  readonly run?: Run;
}

export interface OffloadFor {
  /** Whose work it is (an organization's id): each has a share of the threads, and a queue of its own. */
  tenant: string;
  /** Ends the job, waiting or running: its promise rejects with the signal's reason. */
  signal?: AbortSignal;
}

/** Runs jobs in threads that can be killed, so that the event loop is free for everybody. */
export interface Offload {
  /**
   * The job's result. Rejects with what the job throws (an `EverrunsError` stays one), `payload_too_large` for an input beyond the
   * job's limit or a run beyond the thread's memory, `request_timeout` beyond its time, and `unavailable` with a delay when the
   * tenant has filled its share of the queue.
   */
  run<Run extends OffloadFunction>(
    job: OffloadJob<Run>,
    input: Parameters<Run>[0],
    options: OffloadFor,
  ): Promise<Awaited<ReturnType<Run>>>;
}

/** An `Offload` for one caller: whose work it is, and when it ends, are said. */
export type RunJob = <Run extends OffloadFunction>(
  job: OffloadJob<Run>,
  input: Parameters<Run>[0],
) => Promise<Awaited<ReturnType<Run>>>;

/** Infers nothing: names the job's function by type, so that neither side can drift from the other. */
export function defineJob<Run extends OffloadFunction>(job: Omit<OffloadJob<Run>, 'run'>): OffloadJob<Run> {
  return job;
}
