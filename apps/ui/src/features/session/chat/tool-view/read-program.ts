import type { ToolCallState } from '@everruns/sdk';

export interface ProgramRun {
  isRunning: boolean;
  /** What was run, as a person would have typed it. */
  source: string;
  stdout: string;
  stderr: string;
  /** What it returned, as JSON. Null: nothing, or it has not ended. */
  value: string | null;
  /** Null for a program that failed to run, or has not ended. */
  exitCode: number | null;
  /** The paths of the files that it wrote. */
  files: readonly string[];
}

const SOURCES: Readonly<Record<string, string>> = { bash: 'script', run_javascript: 'code', run_python: 'code' };

/** Returns a call of a tool that runs programs as what a terminal would show, or null for any other call. */
export function readProgram({ name, arguments: args, output, result }: ToolCallState): ProgramRun | null {
  const field = Object.hasOwn(SOURCES, name) ? SOURCES[name] : undefined;
  const source = field === undefined ? undefined : args[field];
  if (typeof source !== 'string') return null;
  const value = result?.result;
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject)
    return { isRunning: result === null, source, stdout: output, stderr: '', value: null, exitCode: null, files: [] };
  const {
    stdout,
    stderr,
    exit_code,
    changed_files,
    value: returned,
    output_path,
  }: Record<string, unknown> = { ...value };
  return {
    isRunning: false,
    source,
    stdout: typeof stdout === 'string' ? stdout : '',
    stderr: typeof stderr === 'string' ? stderr : '',
    value: returned === undefined || returned === null ? null : toText(returned),
    exitCode: typeof exit_code === 'number' ? exit_code : null,
    files: [
      ...(typeof output_path === 'string' ? [output_path] : []),
      ...(Array.isArray(changed_files) ? changed_files.flatMap(readWritten) : []),
    ],
  };
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function readWritten(entry: unknown): string[] {
  if (typeof entry !== 'object' || entry === null || !('path' in entry) || !('change' in entry)) return [];
  return typeof entry.path === 'string' && entry.change === 'written' ? [entry.path] : [];
}
