import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
import type { Sdk } from '../load-sdk.ts';
import { GUARD, type StdioProgram } from './stdio-program.ts';

/** The longest message of a program. One that writes more without an end is ended. */
const MAX_MESSAGE = 4 * 1024 * 1024;
/** How much of what a program complains about is kept. */
const MAX_COMPLAINT = 4 * 1024;
/** How long a program has to end after its input has ended. */
const GRACE_MS = 2_000;

export interface StdioEnd {
  /** The end of what it wrote to its standard error. */
  complaint: string;
  /** It was ended because nobody needs it any more. */
  isWanted: boolean;
}

export interface StdioTransportOptions {
  sdk: Sdk;
  program: StdioProgram;
  onEnd: (end: StdioEnd) => void;
}

/** A program that speaks the protocol, as the SDK's client uses it. It is started once and ends with the connection. */
export class StdioTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: Transport['onmessage'];
  readonly #options: StdioTransportOptions;
  #child: ChildProcess | null = null;
  #complaint = '';
  #isWanted = false;

  constructor(options: StdioTransportOptions) {
    this.#options = options;
  }

  /** By these two the SDK knows that all messages share one channel. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }
  get stderr(): null {
    return null;
  }

  async start(): Promise<void> {
    const { command, args, env, cwd } = this.#options.program;
    const child = spawn('/bin/sh', ['-c', GUARD, 'sh', command, ...args], {
      env: { ...env },
      ...(cwd === undefined ? {} : { cwd }),
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
      detached: true,
    });
    this.#child = child;
    this.#listen(child);
    await once(child, 'spawn');
  }

  async send(message: JSONRPCMessage): Promise<void> {
    const input = this.#child?.stdin;
    if (input == null || !input.writable) throw this.#notConnected();
    if (input.write(this.#options.sdk.serializeMessage(message))) return;
    await Promise.race([once(input, 'drain'), once(input, 'close')]);
  }

  async close(): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    // One that has ended, or has closed its input, did so by itself, and whoever could not write to it closes the connection.
    const isAlive = child.exitCode === null && child.signalCode === null && child.stdin?.writable === true;
    this.#isWanted ||= isAlive;
    const ended = once(child, 'close').catch(() => undefined);
    child.stdin?.end();
    const timer = setTimeout(() => killGroup(child), GRACE_MS);
    await ended;
    clearTimeout(timer);
  }

  #listen(child: ChildProcess): void {
    const [input, output, complaints, guard] = child.stdio as unknown as [Writable, Readable, Readable, Writable];
    const buffer = new this.#options.sdk.ReadBuffer({ maxBufferSize: MAX_MESSAGE });
    output.on('data', (chunk: Buffer) => {
      try {
        buffer.append(chunk);
      } catch (error) {
        this.onerror?.(error as Error);
        return killGroup(child);
      }
      this.#readMessages(buffer);
    });
    complaints.on('data', (chunk: Buffer) => {
      this.#complaint = (this.#complaint + chunk.toString('utf8')).slice(-MAX_COMPLAINT);
    });
    for (const stream of [input, output, complaints, guard]) stream.on('error', () => undefined);
    child.on('error', (error) => this.#end(child, error));
    // What the program has started and left behind ends too, and with it whatever holds the streams open.
    child.on('exit', () => killGroup(child));
    child.on('close', () => this.#end(child, null));
  }

  /** A line that is no message is said, and passed over: some programs greet on their output. */
  #readMessages(buffer: InstanceType<Sdk['ReadBuffer']>): void {
    for (;;) {
      try {
        const message = buffer.readMessage();
        if (message === null) return;
        this.onmessage?.(message);
      } catch (error) {
        this.onerror?.(error as Error);
      }
    }
  }

  #end(child: ChildProcess, error: Error | null): void {
    if (this.#child !== child) return;
    this.#child = null;
    child.stdio[3]?.destroy();
    this.#options.onEnd({ complaint: error?.message ?? this.#complaint, isWanted: this.#isWanted });
    this.onclose?.();
  }

  #notConnected(): Error {
    const { SdkError, SdkErrorCode } = this.#options.sdk;
    return new SdkError(SdkErrorCode.NotConnected, 'The program has ended.');
  }
}

/** The guard kills the group when its pipe is closed. */
function killGroup(child: ChildProcess): void {
  child.stdio[3]?.destroy();
}
