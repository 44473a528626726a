import type { ProviderError } from '@everruns/core';
import type { SimError } from './beat.ts';

/** A simulated failure as a driver reports it. An API key in its message is struck out. */
export function mapError(error: SimError, apiKey: string | undefined): ProviderError {
  return {
    class: error.class,
    message: apiKey === undefined ? error.message : error.message.replaceAll(apiKey, '[redacted]'),
    status: error.status,
    ...(error.retry_after_ms === undefined ? {} : { retry_after_ms: error.retry_after_ms }),
  };
}
