/**
 * Who asks when it is a process of the platform and no client: a worker, a runner or the sweep. The organization is that of the rows,
 * which the attempt's token or the sweep names.
 */
export interface ProcessContext {
  /** The process for which a Begin claims the whole segment, with its outbox row; null where the segment was given out already. */
  claimFor: string | null;
  /** Aborts when nobody waits for the answer any more. */
  signal: AbortSignal | null;
}

/** Claims nothing and waits to the end. */
export const PLATFORM: ProcessContext = { claimFor: null, signal: null };
