import type { Clock, SandboxChange, SandboxCommand, SandboxResult, SandboxRunOptions } from '@everruns/core';
import { LIMITS, normalizeFilePath } from '@everruns/schemas';
import { z } from 'zod';
import type { Frame, SandboxProcess } from './child-process.ts';
import {
  decodeFile,
  encodeHeader,
  encodePath,
  FRAME,
  type ChangeLimits,
  type RunEnd,
  type RunRequest,
} from './frames.ts';
import { KeptOutput } from './kept-output.ts';
import {
  createCrashError,
  createFilesError,
  createMemoryError,
  createOutputError,
  createTimeError,
} from './sandbox-error.ts';
import { readResidentBytes, watchMemory } from './watch-memory.ts';

const MB = 1024 * 1024;
/** What a program may print in all. */
const OUTPUT_BYTES = 256 * MB;
/** How much of it is passed on while it runs: more than a session file holds is of no use. */
const PASSED_ON_BYTES = LIMITS.fileBytes;
/** How much later than the engine the process is stopped. */
const GRACE_MS = 250;

export const CHANGE_LIMITS: ChangeLimits = { files: 1_000, bytes: 64 * MB, fileBytes: LIMITS.fileBytes };

const End = z.object({
  exitCode: z.int(),
  value: z.string().nullable(),
  limit: z.enum(['time', 'memory']).nullable(),
  refusal: z.string().max(2_000).nullable(),
}) satisfies z.ZodType<RunEnd>;

export interface ProgramDeps {
  clock: Clock;
  child: SandboxProcess;
}

/** Runs the one program of a process, and kills the process. What the process says is checked like anybody's input. */
export async function runProgram(
  { clock, child }: ProgramDeps,
  command: SandboxCommand,
  options: SandboxRunOptions,
): Promise<SandboxResult> {
  const { signal, timeoutMs, memoryBytes } = options;
  const answer = new ProgramAnswer(options);
  const stop = Promise.withResolvers<never>();
  // Whoever stops the program may be faster than this function comes to wait for it.
  stop.promise.catch(() => undefined);
  const beganAt = clock.monotonic();
  const stopTimer = clock.after(timeoutMs + GRACE_MS, () => stop.reject(createTimeError(timeoutMs)));
  const base = (await readResidentBytes(child.pid)) ?? 0;
  const stopWatch = watchMemory(child.pid, { clock, limit: base + memoryBytes }, () =>
    stop.reject(createMemoryError(memoryBytes)),
  );
  const leave = (): void => stop.reject(signal.reason);
  signal.addEventListener('abort', leave, { once: true });
  child.receive((frame) => answer.take(frame, stop.reject));
  try {
    signal.throwIfAborted();
    await Promise.race([sendProgram(child, command, options).then(() => child.ended), answer.ended, stop.promise]);
    if (!answer.hasEnded && child.isOutOfMemory) throw createMemoryError(memoryBytes);
    return answer.finish(clock.monotonic() - beganAt);
  } finally {
    stopTimer();
    stopWatch();
    signal.removeEventListener('abort', leave);
    child.kill();
  }
}

async function sendProgram(child: SandboxProcess, command: SandboxCommand, options: SandboxRunOptions): Promise<void> {
  for (const { path, bytes } of options.files) {
    const head = encodePath(path);
    await child.send(encodeHeader(FRAME.file, head.length + bytes.length));
    await child.send(head);
    await child.send(bytes);
  }
  const request: RunRequest = {
    source: command.kind === 'bash' ? command.script : command.code,
    timeoutMs: options.timeoutMs,
    memoryBytes: options.memoryBytes,
    limits: CHANGE_LIMITS,
  };
  const payload = Buffer.from(JSON.stringify(request), 'utf8');
  await child.send(encodeHeader(FRAME.run, payload.length));
  await child.send(payload);
}

/** What a process has answered so far. */
class ProgramAnswer {
  readonly ended: Promise<void>;
  readonly #ended = Promise.withResolvers<void>();
  readonly #options: SandboxRunOptions;
  readonly #kept = { stdout: new KeptOutput(), stderr: new KeptOutput() };
  readonly #decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  readonly #changes = new Map<string, SandboxChange>();
  #changedBytes = 0;
  #outputBytes = 0;
  #end: RunEnd | null = null;

  constructor(options: SandboxRunOptions) {
    this.#options = options;
    this.ended = this.#ended.promise;
  }

  get hasEnded(): boolean {
    return this.#end !== null;
  }

  take({ kind, payload }: Frame, stop: (reason: Error) => void): void {
    if (this.#end !== null) return;
    try {
      this.#read(kind, payload);
    } catch (error) {
      stop(error instanceof Error && error.name === 'EverrunsError' ? error : createCrashError());
    }
  }

  #read(kind: number, payload: Buffer): void {
    switch (kind) {
      case FRAME.stdout:
        return this.#print('stdout', payload);
      case FRAME.stderr:
        return this.#print('stderr', payload);
      case FRAME.written: {
        const { path, bytes } = decodeFile(payload);
        return this.#change({ kind: 'written', path: normalizeFilePath(path), bytes });
      }
      case FRAME.deleted:
        return this.#change({ kind: 'deleted', path: normalizeFilePath(decodeFile(payload).path) });
      case FRAME.end:
        this.#end = End.parse(JSON.parse(payload.toString('utf8')));
        return this.#ended.resolve();
    }
  }

  #print(stream: 'stdout' | 'stderr', payload: Buffer): void {
    this.#outputBytes += payload.length;
    if (this.#outputBytes > OUTPUT_BYTES) throw createOutputError(OUTPUT_BYTES);
    this.#kept[stream].push(payload);
    if (this.#options.onOutput === undefined || this.#outputBytes > PASSED_ON_BYTES) return;
    const text = this.#decoders[stream].decode(payload, { stream: true });
    if (text !== '') this.#options.onOutput({ stream, text });
  }

  #change(change: SandboxChange): void {
    this.#changes.set(change.path, change);
    this.#changedBytes += change.kind === 'written' ? change.bytes.length : 0;
    if (this.#changes.size > CHANGE_LIMITS.files || this.#changedBytes > CHANGE_LIMITS.bytes) {
      throw createFilesError('The program changed more files than are kept.');
    }
  }

  finish(durationMs: number): SandboxResult {
    if (this.#end === null) throw createCrashError();
    const { exitCode, value, limit, refusal } = this.#end;
    if (limit === 'time') throw createTimeError(this.#options.timeoutMs);
    if (limit === 'memory') throw createMemoryError(this.#options.memoryBytes);
    if (refusal !== null) throw createFilesError(refusal);
    const { stdout, stderr } = this.#kept;
    return {
      exitCode,
      value,
      stdout: stdout.toString(),
      stderr: stderr.toString(),
      truncated: stdout.isCut || stderr.isCut,
      changes: [...this.#changes.values()],
      durationMs: Math.round(durationMs),
    };
  }
}
