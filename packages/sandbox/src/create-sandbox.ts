import { availableParallelism } from 'node:os';
import type { Clock, Sandbox, SandboxCommand, SandboxResult, SandboxRunOptions } from '@everruns/core';
import { FairQueue, type FairQueueLimits, type Place } from '@everruns/offload/fair-queue';
import { ProcessPool, type SandboxLog } from './process-pool.ts';
import { runProgram } from './run-program.ts';
import { createBusyError, createClosedError, createFilesError } from './sandbox-error.ts';

export interface SandboxOptions {
  clock: Clock;
  log: SandboxLog;
  limits?: Partial<FairQueueLimits>;
  /** How long a spare process waits for a program. */
  idleMs?: number;
}

/** The embedded sandbox. It is closed last: running programs are killed. */
export interface EmbeddedSandbox extends Sandbox {
  readonly stats: { processes: number; running: number; waiting: number };
  close(): Promise<void>;
}

const MB = 1024 * 1024;
const IDLE_MS = 60_000;
const WAIT_TIMEOUT_MS = 30_000;
const MAX_PROCESSES = 8;
const INPUT_BYTES = 64 * MB;
const INPUT_FILES = 2_000;

/** Runs programs in processes of their own, with fair shares. There is none before the first program. */
export function createSandbox(options: SandboxOptions): EmbeddedSandbox {
  return new ProcessSandbox(options);
}

function chooseLimits(cores: number): FairQueueLimits {
  const slots = Math.min(MAX_PROCESSES, Math.max(2, cores));
  return {
    slots,
    slotsPerTenant: Math.ceil(slots / 2),
    waitingPerTenant: 32,
    waitingBytesPerTenant: 2 * INPUT_BYTES,
    waitingTotal: 500,
  };
}

class ProcessSandbox implements EmbeddedSandbox {
  readonly #clock: Clock;
  readonly #queue: FairQueue;
  readonly #pool: ProcessPool;
  readonly #closing = new AbortController();

  constructor({ clock, log, limits, idleMs = IDLE_MS }: SandboxOptions) {
    this.#clock = clock;
    this.#queue = new FairQueue({ ...chooseLimits(availableParallelism()), ...limits });
    this.#pool = new ProcessPool({ clock, log, idleMs });
  }

  get stats(): EmbeddedSandbox['stats'] {
    return { processes: this.#pool.size, running: this.#queue.running, waiting: this.#queue.waiting };
  }

  async run(command: SandboxCommand, options: SandboxRunOptions): Promise<SandboxResult> {
    const signal = AbortSignal.any([options.signal, this.#closing.signal]);
    signal.throwIfAborted();
    const place = this.#enter(options);
    try {
      await this.#wait(place, signal);
      const child = await this.#pool.take(command.kind, signal);
      return await runProgram({ clock: this.#clock, child }, command, { ...options, signal });
    } finally {
      place.leave();
      // The next program finds a loaded engine. A failed start is found out by the program that needs it.
      void this.#pool.prepare(command.kind).catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    this.#closing.abort(createClosedError());
    await this.#pool.close();
  }

  #enter({ files, tenant }: SandboxRunOptions): Place {
    const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
    if (bytes > INPUT_BYTES || files.length > INPUT_FILES) {
      throw createFilesError(`A program can be given at most ${INPUT_FILES} files with ${INPUT_BYTES / MB} MB in all.`);
    }
    const place = this.#queue.enter(tenant, bytes);
    if (place === null) throw createBusyError();
    return place;
  }

  async #wait(place: Place, signal: AbortSignal): Promise<void> {
    const over = Promise.withResolvers<never>();
    const leave = (): void => over.reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    const stopTimer = this.#clock.after(WAIT_TIMEOUT_MS, () => over.reject(createBusyError()));
    try {
      await Promise.race([place.admitted, over.promise]);
    } finally {
      stopTimer();
      signal.removeEventListener('abort', leave);
    }
  }
}
