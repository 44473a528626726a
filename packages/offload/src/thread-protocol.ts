import type { ErrorCode, FieldError } from '@everruns/schemas';

/** One job on its way to a thread. */
export interface ThreadTask {
  id: number;
  /** The address of the job's module. */
  module: string;
  input: unknown;
}

/** An error of ours crosses as data, because a clone of it would lose its code. */
export type ThreadAnswer =
  | { kind: 'completed'; output: unknown }
  | { kind: 'refused'; code: ErrorCode; message: string; errors: FieldError[]; retryAfterMs?: number };
