import { isEverrunsError } from '@everruns/schemas';
import { CommanderError } from 'commander';
import { CliError } from './cli-error.ts';
import { exitCodeOf } from './exit-code.ts';

/** Returns the exit code for a failure of a command. */
export function toExitCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodeOf('usage');
  if (error instanceof CliError) return exitCodeOf(error.outcome);
  return exitCodeOf('failed');
}

/**
 * Returns whether the error's message is enough for a person. Any other error is a bug of ours, and a
 * report of it needs the stack.
 */
export function isExpected(error: unknown): boolean {
  return error instanceof CliError || isEverrunsError(error);
}
