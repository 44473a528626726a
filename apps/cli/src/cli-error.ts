import type { Outcome } from './exit-code.ts';

/** A failure that a person can mend: one sentence that names what is wrong and the setting to change. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly outcome: Outcome;

  constructor(message: string, outcome: Outcome = 'failed') {
    super(message);
    this.outcome = outcome;
  }
}

/** `EACCES`, `EADDRINUSE` … of an error of the operating system. */
export function errnoCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
