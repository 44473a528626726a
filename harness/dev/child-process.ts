import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ReadyMessage } from './process/ready.ts';

export interface ChildOptions {
  /** The name in messages, such as `control-plane-0`. */
  name: string;
  entry: URL;
  env: Record<string, string>;
}

/** Most of a start is loading code; the product keeps its compiled code in the same place. */
const COMPILE_CACHE = fileURLToPath(new URL('../../node_modules/.cache/compile', import.meta.url));
const START_TIMEOUT_MS = 60_000;
const MAX_UNTAKEN = 5_000_000;
const NOT_DEADLY: ReadonlySet<NodeJS.Signals> = new Set(['SIGSTOP', 'SIGCONT', 'SIGUSR2']);

/** A process of the stack that can be killed, stopped and started again with the same settings. */
export class StackProcess {
  readonly name: string;
  readonly #options: ChildOptions;
  #child: ChildProcess | null = null;
  #output = '';
  #untaken = '';
  #isEndExpected = false;
  readonly #crashes: string[] = [];

  constructor(options: ChildOptions) {
    this.name = options.name;
    this.#options = options;
  }

  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error(`${this.name} is not running`);
    return pid;
  }

  isRunning(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Returns what it printed since its last start. */
  output(): string {
    return this.#output;
  }

  /** Returns what it printed since the last call of this function, across restarts. */
  takeOutput(): string {
    const taken = this.#untaken;
    this.#untaken = '';
    return taken;
  }

  /** Returns how it ended without being told to, for each time since the last call of this function. */
  takeCrashes(): string[] {
    return this.#crashes.splice(0);
  }

  /** Resolves when the process serves. Rejects with its output if it ends before that. */
  async start(): Promise<ReadyMessage> {
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, NODE_COMPILE_CACHE: COMPILE_CACHE, ...this.#options.env };
    const child = fork(this.#options.entry, { env, silent: true, execArgv: [] });
    this.#child = child;
    this.#output = '';
    this.#isEndExpected = false;
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => this.#keep(chunk));
    const { promise, resolve, reject } = Promise.withResolvers<ReadyMessage>();
    child.once('close', (code, signal) => {
      if (!this.#isEndExpected)
        this.#crashes.push(`${this.name} ended (${code ?? signal}): ${this.#output.slice(-2_000)}`);
    });
    child.on('message', (message: ReadyMessage) => resolve(message));
    child.once('exit', (code, signal) =>
      reject(new Error(`${this.name} ended (${code ?? signal}) before it served:\n${this.#output}`)),
    );
    const timer = setTimeout(
      () => reject(new Error(`${this.name} did not serve in time:\n${this.#output}`)),
      START_TIMEOUT_MS,
    );
    return promise.finally(() => clearTimeout(timer));
  }

  /** `kill -9`, or another signal; resolves when the process is gone (at once for a signal that does not end it). */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (child === null || !this.isRunning()) return;
    if (NOT_DEADLY.has(signal)) {
      child.kill(signal);
      return;
    }
    const gone = once(child, 'exit');
    this.#isEndExpected = true;
    child.kill(signal);
    await gone;
  }

  #keep(chunk: Buffer): void {
    const text = chunk.toString();
    this.#output = (this.#output + text).slice(-200_000);
    this.#untaken = (this.#untaken + text).slice(-MAX_UNTAKEN);
  }
}
