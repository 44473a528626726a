import type { Clock } from '@everruns/core';
import { ENGINES, findEngine, type EngineKind } from './engines.ts';
import { SandboxProcess } from './child-process.ts';
import { createClosedError, createMissingEngine, createStartError } from './sandbox-error.ts';
import { findWrapper, type Wrapper } from './wrapper.ts';

export interface ProcessPoolOptions {
  clock: Clock;
  log: SandboxLog;
  /** A spare process that nobody needs for this long ends. */
  idleMs: number;
}

export interface SandboxLog {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
}

interface Spare {
  process: SandboxProcess;
  stopTimer: () => void;
}

/**
 * Processes with a loaded engine. Each runs one program and is killed, so nothing is left of it for the next. After the first program
 * of a language there is one spare process of it, which ends when nobody needs it.
 */
export class ProcessPool {
  readonly #options: ProcessPoolOptions;
  readonly #spares = new Map<EngineKind, Spare>();
  readonly #all = new Set<SandboxProcess>();
  /** The memory of loaded engines, with which later processes begin. Null: it does not work here. */
  readonly #snapshots = new Map<EngineKind, Buffer | null>();
  #wrapper: Promise<Wrapper> | null = null;
  #isClosed = false;

  constructor(options: ProcessPoolOptions) {
    this.#options = options;
  }

  /** How many processes there are. */
  get size(): number {
    return this.#all.size;
  }

  /** Returns a process that is ready. Throws `invalid_request` without the engine, and `unavailable` if it does not start. */
  async take(kind: EngineKind, signal: AbortSignal): Promise<SandboxProcess> {
    const spare = this.#spares.get(kind);
    this.#spares.delete(kind);
    spare?.stopTimer();
    const taken = spare?.process ?? (await this.#start(kind, { isSpare: false }));
    const stopTimer = this.#options.clock.after(ENGINES[kind].startMs, () => taken.kill());
    const leave = (): void => taken.kill();
    signal.addEventListener('abort', leave, { once: true });
    try {
      signal.throwIfAborted();
      await taken.ready;
      this.#remember(kind, taken.takeSnapshot());
      return taken;
    } catch {
      taken.kill();
      signal.throwIfAborted();
      // If it was the snapshot, the next process does without.
      if (this.#snapshots.has(kind)) this.#snapshots.set(kind, null);
      throw createStartError();
    } finally {
      stopTimer();
      signal.removeEventListener('abort', leave);
    }
  }

  /** Starts the spare process of a language, unless there is one. */
  async prepare(kind: EngineKind): Promise<void> {
    if (this.#isClosed || this.#spares.has(kind)) return;
    const started = await this.#start(kind, { isSpare: true });
    if (this.#isClosed || this.#spares.has(kind)) return started.kill();
    const stopTimer = this.#options.clock.after(this.#options.idleMs, () => this.#drop(kind, started));
    this.#spares.set(kind, { process: started, stopTimer });
    void started.ended.then(() => this.#drop(kind, started));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { stopTimer } of this.#spares.values()) stopTimer();
    for (const one of this.#all) one.kill();
    await Promise.all([...this.#all].map(({ ended }) => ended));
  }

  #drop(kind: EngineKind, spare: SandboxProcess): void {
    spare.kill();
    if (this.#spares.get(kind)?.process !== spare) return;
    this.#spares.get(kind)?.stopTimer();
    this.#spares.delete(kind);
  }

  #chooseSnapshot(kind: EngineKind): Buffer | 'none' | 'send' {
    if (!ENGINES[kind].hasSnapshots) return 'none';
    return this.#snapshots.has(kind) ? (this.#snapshots.get(kind) ?? 'none') : 'send';
  }

  #remember(kind: EngineKind, snapshot: Buffer | null): void {
    if (snapshot !== null && !this.#snapshots.has(kind)) this.#snapshots.set(kind, snapshot);
  }

  async #start(kind: EngineKind, { isSpare }: { isSpare: boolean }): Promise<SandboxProcess> {
    const address = findEngine(ENGINES[kind]);
    if (address === null) throw createMissingEngine(kind);
    const wrapper = await (this.#wrapper ??= this.#findWrapper());
    if (this.#isClosed) throw createClosedError();
    const started = new SandboxProcess(ENGINES[kind], {
      address,
      wrapper,
      isSpare,
      snapshot: this.#chooseSnapshot(kind),
    });
    this.#all.add(started);
    void started.ended.then(() => this.#all.delete(started));
    return started;
  }

  async #findWrapper(): Promise<Wrapper> {
    const wrapper = await findWrapper();
    if (!wrapper.isWithoutNetwork) {
      const message =
        'programs run without a network namespace: this system forbids it, so only their engines keep them off the network';
      this.#options.log.warn({ platform: process.platform }, message);
    }
    return wrapper;
  }
}
