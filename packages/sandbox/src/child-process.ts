import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { writeFile } from 'node:fs/promises';
import { childArguments, type Engine } from './engines.ts';
import { FrameReader } from './frame-reader.ts';
import { FRAME } from './frames.ts';
import { createCrashError } from './sandbox-error.ts';
import type { Wrapper } from './wrapper.ts';

/** How many bytes of Node's own messages are kept, to tell a full heap from other ends. */
const MAX_COMPLAINT = 8 * 1024;
/** Python's has 20 MB. */
const SNAPSHOT_BYTES = 64 * 1024 * 1024;

export interface Frame {
  kind: number;
  payload: Buffer;
}

export interface ProcessOptions {
  /** The address of the engine's package. */
  address: string;
  wrapper: Wrapper;
  /** Whether no program waits for it, so that it has the time to load what most programs use. */
  isSpare: boolean;
  /** The memory of another process of this engine to begin with, or whether this one sends its own when the engine is loaded. */
  snapshot: Buffer | 'none' | 'send';
}

/** One process for one program. `ready` rejects if it ends before its engine is loaded. */
export class SandboxProcess {
  readonly ready: Promise<void>;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  readonly #isReady = Promise.withResolvers<void>();
  #onFrame: (frame: Frame) => void = () => undefined;
  #complaint = '';
  #hasBrokenFrames = false;
  #snapshot: Buffer[] = [];
  #isLoaded = false;

  constructor(engine: Engine, { address, wrapper, isSpare, snapshot }: ProcessOptions) {
    const isSent = typeof snapshot !== 'string';
    const childArgs = childArguments(engine, { address, isSpare, snapshot: isSent ? snapshot.length : snapshot });
    const [command, ...args] = [...wrapper.command, process.execPath, ...childArgs];
    // Nothing of this process is inherited: no environment, no working directory that is ours, no open file.
    this.#child = spawn(command ?? process.execPath, args, {
      env: {},
      cwd: '/',
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    });
    this.ready = this.#isReady.promise;
    this.ready.catch(() => undefined);
    this.ended = once(this.#child, 'close').then(
      () => this.#isReady.reject(createCrashError()),
      (error: unknown) => this.#isReady.reject(error),
    );
    this.#listen();
    void this.#offerToTheKernel();
    if (isSent) void this.send(snapshot);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Whether the process ended because its heap was full. */
  get isOutOfMemory(): boolean {
    return /heap out of memory|allocation failed/i.test(this.#complaint);
  }

  /** Whether it sent what is no frame, which only a program does that got out of its engine. */
  get hasBrokenFrames(): boolean {
    return this.#hasBrokenFrames;
  }

  /** Takes what the process has sent of its memory before it was ready, or null if there is nothing. */
  takeSnapshot(): Buffer | null {
    const pieces = this.#snapshot;
    this.#snapshot = [];
    return pieces.length === 0 ? null : Buffer.concat(pieces);
  }

  receive(onFrame: (frame: Frame) => void): void {
    this.#onFrame = onFrame;
  }

  /** Sends bytes, and waits while the process does not read them. A process that has ended takes them without effect. */
  async send(bytes: Uint8Array): Promise<void> {
    const input = this.#child.stdin;
    if (input === null || !input.writable || input.write(bytes)) return;
    await Promise.race([once(input, 'drain').catch(() => undefined), this.ended]);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #listen(): void {
    const [input, , complaints, frames] = this.#child.stdio as unknown as [Writable, null, Readable, Readable];
    const reader = new FrameReader((kind, payload) => {
      if (kind === FRAME.snapshot) this.#keep(payload);
      else if (kind === FRAME.ready) this.#becomeReady();
      else this.#onFrame({ kind, payload });
    });
    frames.on('data', (chunk: Buffer) => {
      try {
        reader.push(chunk);
      } catch {
        this.#hasBrokenFrames = true;
        this.kill();
      }
    });
    complaints.on('data', (chunk: Buffer) => {
      this.#complaint = (this.#complaint + chunk.toString('latin1')).slice(-MAX_COMPLAINT);
    });
    for (const stream of [input, complaints, frames]) stream.on('error', () => undefined);
  }

  #becomeReady(): void {
    this.#isLoaded = true;
    this.#isReady.resolve();
  }

  /** Nothing that comes when a program may have been run is the memory of a new engine. */
  #keep(piece: Buffer): void {
    const bytes = this.#snapshot.reduce((sum, { length }) => sum + length, piece.length);
    if (this.#isLoaded || bytes > SNAPSHOT_BYTES) throw new RangeError('this is no snapshot of an engine');
    this.#snapshot.push(piece);
  }

  /** When the machine runs out of memory, the kernel ends this process and not the worker. */
  async #offerToTheKernel(): Promise<void> {
    if (process.platform !== 'linux' || this.pid === 0) return;
    await writeFile(`/proc/${this.pid}/oom_score_adj`, '1000').catch(() => undefined);
  }
}
