import type { ErrorCode, FieldError } from '@everruns/schemas';

/** A job as it is sent to a thread. */
export interface ThreadTask {
  id: number;
  /** The address of the job's module. */
  module: string;
  input: unknown;
}

/** An `EverrunsError` is sent as data, because a structured clone would lose its code. */
export type ThreadAnswer =
  | { kind: 'completed'; output: unknown }
  | { kind: 'refused'; code: ErrorCode; message: string; errors: FieldError[]; retryAfterMs?: number };
