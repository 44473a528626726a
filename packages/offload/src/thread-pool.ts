import type { Piscina } from 'piscina';
import type { ThreadAnswer, ThreadTask } from './thread-protocol.ts';

export interface ThreadPoolOptions {
  threads: number;
  /** The largest heap of one thread. */
  memoryMb: number;
  /** A thread that is idle for this long ends. */
  idleMs: number;
}

const YOUNG_GENERATION_MB = 32;
const THREAD = new URL('./thread.ts', import.meta.url);

/** Threads that start with the first task, end when they are idle, and are replaced when they were killed. */
export class ThreadPool {
  readonly #options: ThreadPoolOptions;
  readonly #onBegun = new Map<number, () => void>();
  #pool: Promise<Piscina> | null = null;
  #threads: () => number = () => 0;

  constructor(options: ThreadPoolOptions) {
    this.#options = options;
  }

  /** How many threads there are. */
  get size(): number {
    return this.#threads();
  }

  /** Runs a task; `onBegun` is called when its code begins. Aborting the signal kills the thread that runs it. */
  async run(
    task: ThreadTask,
    { signal, onBegun }: { signal: AbortSignal; onBegun: () => void },
  ): Promise<ThreadAnswer> {
    this.#pool ??= this.#open();
    const pool = await this.#pool;
    this.#onBegun.set(task.id, onBegun);
    try {
      const answer: ThreadAnswer = await pool.run(task, { signal });
      return answer;
    } finally {
      this.#onBegun.delete(task.id);
    }
  }

  /** Kills every thread, and resolves when they have ended. */
  async close(): Promise<void> {
    await (await this.#pool)?.destroy();
  }

  /** The library is loaded by the first job, so that a process without jobs does not load it. */
  async #open(): Promise<Piscina> {
    const { Piscina } = await import('piscina');
    const pool = new Piscina({
      filename: THREAD.href,
      minThreads: 0,
      maxThreads: this.#options.threads,
      idleTimeout: this.#options.idleMs,
      concurrentTasksPerWorker: 1,
      resourceLimits: {
        maxOldGenerationSizeMb: this.#options.memoryMb,
        maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
      },
      // A thread's environment is empty, so it contains no setting and no secret.
      env: {},
      atomics: 'disabled',
      recordTiming: false,
    });
    pool.on('message', (message: { begun?: number }) => this.#onBegun.get(message.begun ?? -1)?.());
    // A thread that dies without a task (its start failed) is missed by the job that waits for it.
    pool.on('error', () => undefined);
    this.#threads = () => pool.threads.length;
    return pool;
  }
}
