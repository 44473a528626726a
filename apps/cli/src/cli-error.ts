import type { Outcome } from './exit-code.ts';

/** A failure that a person can fix. The message is one sentence with the problem and the setting to change. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly outcome: Outcome;

  constructor(message: string, outcome: Outcome = 'failed') {
    super(message);
    this.outcome = outcome;
  }
}

/** Returns the code of an operating system error, such as `EACCES` or `EADDRINUSE`. */
export function errnoCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
