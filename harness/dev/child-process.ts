import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ReadyMessage } from './process/ready.ts';

export interface ChildOptions {
  /** The name in messages, such as `control-plane-0`. */
  name: string;
  /** A module of Node, which a function chooses at each start, or the path of another program. */
  entry: URL | (() => URL) | string;
  args?: readonly string[];
  env: Record<string, string>;
  /** Of another program: the folder and the account that it runs in. */
  place?: { cwd?: string; uid?: number; gid?: number };
  /** For a program that sends no `ReadyMessage`: asked until it returns one. Null means that it does not serve yet. */
  lookReady?: () => Promise<ReadyMessage | null>;
}

/** Most of a start is loading code; the product keeps its compiled code in the same place. */
const COMPILE_CACHE = fileURLToPath(new URL('../../node_modules/.cache/compile', import.meta.url));
/** The commands of the product outlive their parent, so this module ends them with it. */
const END_WITH_PARENT = new URL('process/end-with-parent.ts', import.meta.url);
const START_TIMEOUT_MS = 150_000;
const LOOK_EVERY_MS = 50;
const MAX_UNTAKEN = 5_000_000;
const NOT_DEADLY: ReadonlySet<NodeJS.Signals> = new Set(['SIGSTOP', 'SIGCONT', 'SIGUSR2']);

/** A process of the stack that can be killed, stopped and started again with the same settings. */
export class StackProcess {
  readonly name: string;
  readonly #options: ChildOptions;
  readonly #env: Record<string, string>;
  #child: ChildProcess | null = null;
  #output = '';
  #untaken = '';
  readonly #toldToEnd = new WeakSet<ChildProcess>();
  readonly #crashes: string[] = [];

  constructor(options: ChildOptions) {
    this.name = options.name;
    this.#options = options;
    this.#env = { ...options.env };
  }

  /** Settings that it has from its next start on. Undefined: it has no such setting. */
  reconfigure(env: Record<string, string | undefined>): void {
    for (const [name, value] of Object.entries(env)) {
      if (value === undefined) delete this.#env[name];
      else this.#env[name] = value;
    }
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
    const child = this.#launch();
    this.#child = child;
    this.#output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => this.#keep(chunk));
    const { promise, resolve, reject } = Promise.withResolvers<ReadyMessage>();
    child.once('close', (code, signal) => {
      // A program that was told to end may still not fail.
      if (!this.#toldToEnd.has(child) || (code !== null && code !== 0))
        this.#crashes.push(`${this.name} ended (${code ?? signal}): ${this.#output.slice(-2_000)}`);
    });
    const { lookReady } = this.#options;
    if (lookReady === undefined) child.on('message', (message: ReadyMessage) => resolve(message));
    else void this.#lookUntilReady(child, lookReady).then(resolve, reject);
    child.once('exit', (code, signal) =>
      reject(new Error(`${this.name} ended (${code ?? signal}) before it served:\n${this.#output}`)),
    );
    child.once('error', reject);
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
    this.#toldToEnd.add(child);
    child.kill(signal);
    await gone;
  }

  /** A process of its own group, so that Ctrl-C in a terminal reaches its parent only, which stops it. */
  #launch(): ChildProcess {
    const { entry, args = [], lookReady, place = {} } = this.#options;
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, NODE_COMPILE_CACHE: COMPILE_CACHE, ...this.#env };
    if (typeof entry === 'string') {
      const child = spawn(entry, args, { ...place, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
      const end = () => child.kill('SIGKILL');
      process.once('exit', end);
      child.once('exit', () => process.off('exit', end));
      return child;
    }
    const execArgv = lookReady === undefined ? [] : [`--import=${END_WITH_PARENT.href}`];
    return fork(entry instanceof URL ? entry : entry(), args, { env, silent: true, execArgv, detached: true });
  }

  async #lookUntilReady(child: ChildProcess, lookReady: NonNullable<ChildOptions['lookReady']>): Promise<ReadyMessage> {
    while (child === this.#child && this.isRunning()) {
      const ready = await lookReady();
      if (ready !== null) return ready;
      await sleep(LOOK_EVERY_MS);
    }
    throw new Error(`${this.name} ended before it served:\n${this.#output}`);
  }

  #keep(chunk: Buffer): void {
    const text = chunk.toString();
    this.#output = (this.#output + text).slice(-200_000);
    this.#untaken = (this.#untaken + text).slice(-MAX_UNTAKEN);
  }
}
