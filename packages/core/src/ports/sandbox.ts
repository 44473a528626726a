/** A program that a model wrote. */
export type SandboxCommand =
  | { kind: 'bash'; script: string }
  | { kind: 'javascript'; code: string }
  | { kind: 'python'; code: string };

/** A file that the program sees, by its absolute path. */
export interface SandboxFile {
  path: string;
  bytes: Uint8Array;
}

/** What a program did to one file. */
export type SandboxChange = { kind: 'written'; path: string; bytes: Uint8Array } | { kind: 'deleted'; path: string };

/** A piece of what a program prints, decoded so that no character is split. */
export interface SandboxOutput {
  stream: 'stdout' | 'stderr';
  text: string;
}

export interface SandboxRunOptions {
  /** The program works on a copy of these. */
  files: readonly SandboxFile[];
  /** The most milliseconds of the run, without the wait for a free place. */
  timeoutMs: number;
  /** The most resident memory of the process in which the program runs. */
  memoryBytes: number;
  /** Ends the run. Its promise rejects with the signal's reason. */
  signal: AbortSignal;
  /** The owner of the run (an organization's id). Each owner has a share of the places. */
  tenant: string;
  onOutput?: ((output: SandboxOutput) => void) | undefined;
}

export interface SandboxResult {
  /** 0 if the program ended well. */
  exitCode: number;
  /** The beginning and the end of what was printed. */
  stdout: string;
  stderr: string;
  /** Whether `stdout` or `stderr` lacks its middle. */
  truncated: boolean;
  /** The value of the last expression or of `return`, as JSON text; null where the program has none. */
  value: string | null;
  changes: SandboxChange[];
  durationMs: number;
}

/**
 * Runs programs apart from this process: without network, environment and files of the machine, and with limits that kill.
 * Rejects with `request_timeout`, `payload_too_large` (memory, files, output), `unavailable` with a delay if the tenant has too
 * much waiting, and `invalid_request` if this installation has no engine for the language.
 */
export interface Sandbox {
  run(command: SandboxCommand, options: SandboxRunOptions): Promise<SandboxResult>;
}

/** A `Sandbox` for one call of a tool: tenant, signal and streamed output are already set. */
export type RunInSandbox = (
  command: SandboxCommand,
  options: Pick<SandboxRunOptions, 'files' | 'timeoutMs' | 'memoryBytes'>,
) => Promise<SandboxResult>;
