import type { OffloadFunction, OffloadJob } from '@everruns/core/catalog';
import { EverrunsError, isEverrunsError } from '@everruns/schemas';

type Job = Pick<OffloadJob<OffloadFunction>, 'subject' | 'advice' | 'field' | 'timeoutMs'>;

const RETRY_AFTER_MS = 1_000;

/** The errors that a caller gets for a job that was killed or never started. */
export function createLimitError(job: Job, limit: 'queue' | 'start' | 'time' | 'memory'): EverrunsError {
  switch (limit) {
    case 'queue': {
      const message = `${job.subject} would have to wait behind too much other work of yours. Try again in a moment.`;
      return new EverrunsError('unavailable', message, { retryAfterMs: RETRY_AFTER_MS });
    }
    case 'start': {
      const message = 'This process is overloaded. Try again in a moment.';
      return new EverrunsError('unavailable', message, { retryAfterMs: RETRY_AFTER_MS });
    }
    case 'time': {
      const message = `took longer than ${job.timeoutMs} ms; ${job.advice}`;
      return new EverrunsError('request_timeout', `${job.subject} ${message}.`, {
        errors: [{ path: job.field, code: 'too_slow', message, limit: job.timeoutMs }],
      });
    }
    case 'memory': {
      const message = `needs too much memory; ${job.advice}`;
      return new EverrunsError('payload_too_large', `${job.subject} ${message}.`, {
        errors: [{ path: job.field, code: 'too_costly', message }],
      });
    }
  }
}

export interface JobFailure {
  job: Job;
  /** Aborts for any reason to end the job. */
  signal: AbortSignal;
  /** Aborts at the job's own limits. */
  kill: AbortSignal;
}

/** What a run that rejected means: one of its limits, a caller who left, an answer of the job's own, or a defect. */
export function toJobError(
  error: unknown,
  { job, signal, kill }: JobFailure,
): { outcome: 'killed' | 'canceled' | 'refused' | 'failed'; reason: Error } {
  if (kill.aborted) return { outcome: 'killed', reason: toError(kill.reason) };
  if (signal.aborted) return { outcome: 'canceled', reason: toError(signal.reason) };
  if (isOutOfMemory(error)) return { outcome: 'killed', reason: createLimitError(job, 'memory') };
  if (isEverrunsError(error)) return { outcome: 'refused', reason: error };
  return { outcome: 'failed', reason: toError(error) };
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

export function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
