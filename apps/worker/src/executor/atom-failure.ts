import type { ProviderError } from '@everruns/core';
import { messageOf } from '@everruns/kernel';
import { hasErrorCode, isTransientSystemError, type RetryClass } from '@everruns/schemas';
import { describeAtom, type AttemptInput } from './attempt.ts';

/** Converts an error of an atom into a failure to decide on. Rethrows `fenced` and an abort, which end the attempt. */
export function toAtomFailure(input: AttemptInput, error: unknown): ProviderError {
  input.signal.throwIfAborted();
  if (hasErrorCode(error, 'fenced')) throw error;
  const message = messageOf(error);
  if (hasErrorCode(error, 'unavailable') || isTransientSystemError(error)) return { class: 'unavailable', message };
  input.deps.log.error({ ...describeAtom(input), error }, 'An atom failed unexpectedly.');
  return { class: 'internal', message };
}

/** A driver that reports `canceled` without an abort, or that does not handle a refusal, is at fault. */
export function toRetryClass(error: ProviderError): RetryClass {
  return error.class === 'canceled' || error.class === 'content_filtered' ? 'internal' : error.class;
}
