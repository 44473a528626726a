import { isEverrunsError } from '@everruns/schemas';
import { CommanderError } from 'commander';
import { CliError } from './cli-error.ts';
import { exitCodeOf } from './exit-code.ts';

/** The number that a failure of a command ends with. */
export function toExitCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodeOf('usage');
  if (error instanceof CliError) return exitCodeOf(error.outcome);
  return exitCodeOf('failed');
}

/** Whether its message is all that a person needs: anything else is our mistake, and whoever reports it needs the stack. */
export function isExpected(error: unknown): boolean {
  return error instanceof CliError || isEverrunsError(error);
}
