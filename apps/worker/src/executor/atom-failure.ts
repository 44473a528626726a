import type { ProviderError } from '@everruns/core';
import { messageOf } from '@everruns/kernel';
import { hasErrorCode, isTransientSystemError, type RetryClass } from '@everruns/schemas';
import { describeAtom, type AttemptInput } from './attempt.ts';

/** What an atom threw, as a failure to decide on. Rethrows what ends the attempt: `fenced` and an abort. */
export function toAtomFailure(input: AttemptInput, error: unknown): ProviderError {
  input.signal.throwIfAborted();
  if (hasErrorCode(error, 'fenced')) throw error;
  const message = messageOf(error);
  if (hasErrorCode(error, 'unavailable') || isTransientSystemError(error)) return { class: 'unavailable', message };
  input.deps.log.error({ ...describeAtom(input), error }, 'atom failed unexpectedly');
  return { class: 'internal', message };
}

/** A driver that says `canceled` without having been aborted, or lets a refusal through, is at fault. */
export function toRetryClass(error: ProviderError): RetryClass {
  return error.class === 'canceled' || error.class === 'content_filtered' ? 'internal' : error.class;
}
