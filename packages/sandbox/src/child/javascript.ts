import { createRequire } from 'node:module';
import type { Context, Isolate, Reference } from 'isolated-vm';
import { LimitReached } from './changes.ts';
import type { Files, Print, Received } from './channel.ts';
import type { Engine, Finished } from './engine.ts';
import { PRELUDE } from './javascript-prelude.ts';

type IsolatedVm = typeof import('isolated-vm');

const MB = 1024 * 1024;
const LEAST_HEAP_MB = 8;

export function openJavaScript(module: string, { isSpare }: { isSpare: boolean }): Engine {
  const ivm: IsolatedVm = createRequire(module)(new URL(module).pathname);
  // The first isolate of a process is the slow one.
  if (isSpare) new ivm.Isolate({ memoryLimit: LEAST_HEAP_MB }).dispose();
  return { run: (request, print) => runCode(ivm, request, print) };
}

function runCode(ivm: IsolatedVm, request: Received, print: Print): Finished {
  const isolate = new ivm.Isolate({ memoryLimit: Math.max(LEAST_HEAP_MB, Math.floor(request.memoryBytes / MB)) });
  const files: Files = new Map(request.files);
  const deadline = elapsedMs() + request.timeoutMs;
  try {
    const context = openContext(ivm, { isolate, files, print });
    const end = runToEnd({ isolate, context, source: request.source, deadline });
    if (end.kind === 'failed') print('stderr', `${ownLines(end.text)}\n`);
    return { exitCode: end.kind === 'done' ? 0 : 1, value: end.kind === 'done' ? end.value : null, files };
  } catch (error) {
    if (error instanceof LimitReached) throw error;
    if (isolate.isDisposed) throw new LimitReached('memory');
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (text.startsWith(TIMED_OUT) || elapsedMs() > deadline) throw new LimitReached('time');
    print('stderr', `${ownLines(text)}\n`);
    return { exitCode: 1, value: null, files };
  }
}

/** How isolated-vm says that the program took too long. */
const TIMED_OUT = 'Error: Script execution timed out.';

/** A stack without the lines of this package. */
function ownLines(stack: string): string {
  const lines = stack.split('\n');
  const end = lines.findIndex((line) => /isolated-vm boundary|sandbox:prelude|file:/.test(line));
  return lines.slice(0, end === -1 ? undefined : end).join('\n');
}

interface World {
  isolate: Isolate;
  files: Files;
  print: Print;
}

function openContext(ivm: IsolatedVm, { isolate, files, print }: World): Context {
  const context = isolate.createContextSync();
  const decoder = new TextDecoder();
  const doors: Record<string, (...args: unknown[]) => unknown> = {
    print: (stream, text) => print(stream === 'stderr' ? 'stderr' : 'stdout', String(text)),
    list: () => JSON.stringify([...files.keys()].toSorted()),
    readText: (path) => {
      const bytes = files.get(String(path));
      return bytes && decoder.decode(bytes);
    },
    readBytes: (path) => {
      const bytes = files.get(String(path));
      return bytes && new ivm.ExternalCopy(Uint8Array.from(bytes).buffer).copyInto({ release: true });
    },
    writeText: (path, text) => void files.set(String(path), Buffer.from(String(text), 'utf8')),
    writeBytes: (path, bytes) => void files.set(String(path), new Uint8Array(bytes as ArrayBuffer)),
    delete: (path) => files.delete(String(path)),
  };
  context.evalSync('globalThis.__host = {}');
  const host = context.global.getSync('__host', { reference: true });
  for (const [name, run] of Object.entries(doors)) host.setSync(name, new ivm.Callback(run));
  context.evalSync(PRELUDE, { filename: 'sandbox:prelude' });
  return context;
}

interface Program {
  isolate: Isolate;
  context: Context;
  source: string;
  deadline: number;
}

/** `ran`: timers ran in this turn, so that what waited for them goes on in the next one. */
type State = { kind: 'running' } | { kind: 'done'; value: string | null } | { kind: 'failed'; text: string };

/** Runs the program as the body of an async function, and its timers until nothing is left to do. */
function runToEnd({ isolate, context, source, deadline }: Program): Exclude<State, { kind: 'running' }> {
  const beganAt = elapsedMs();
  const timeout = (): number => Math.max(1, Math.ceil(deadline - elapsedMs()));
  const take = (name: string): Reference => {
    const taken = context.global.getSync(name, { reference: true });
    context.global.deleteSync(name);
    return taken;
  };
  // Taken before the program runs, so that it cannot put others in their place.
  const [start, turn] = [take('__start'), take('__turn')];
  const program = isolate.compileScriptSync(`(async () => {"use strict";\n${source}\n})`, {
    filename: 'main.js',
    lineOffset: -1,
  });
  const run = program.runSync(context, { timeout: timeout(), reference: true });
  start.applySync(undefined, [run.derefInto()], { timeout: timeout() });
  for (;;) {
    const answer: unknown = turn.applySync(undefined, [elapsedMs() - beganAt], { timeout: timeout() });
    const state: State & { next: number; ran: boolean } = JSON.parse(String(answer));
    if (state.kind === 'failed') return state;
    if (state.ran) continue;
    if (state.next < 0) {
      if (state.kind === 'done') return state;
      return { kind: 'failed', text: 'The program waits for something that never comes.' };
    }
    if (elapsedMs() + state.next > deadline) throw new LimitReached('time');
    pause(state.next);
  }
}

function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.max(1, ms));
}

/** Milliseconds since this process began. */
function elapsedMs(): number {
  return process.uptime() * 1_000;
}
