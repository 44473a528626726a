/**
 * The context of a verb that a process of the platform calls: a worker, a runner or the sweep. The organization is that of the rows, which
 * the attempt's token or the sweep names.
 */
export interface ProcessContext {
  /** The process for which a Begin claims the whole segment, together with its outbox row. Null when the segment was already given out. */
  claimFor: string | null;
  /** Aborts when the caller no longer waits for the answer. */
  signal: AbortSignal | null;
}

/** Claims no segment and waits without a signal. */
export const PLATFORM: ProcessContext = { claimFor: null, signal: null };

/** How long a process counts as alive after it last renewed its lease. */
export const LEASE_SECONDS = 10;
