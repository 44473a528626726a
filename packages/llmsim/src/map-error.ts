import { maskSecrets, type ProviderError } from '@everruns/core';
import { omitUndefined } from '@everruns/kernel';
import type { SimError } from './beat.ts';

/** Maps a simulated failure to the error that a driver reports. An API key in its message is masked. */
export function mapError(error: SimError, apiKey: string | undefined): ProviderError {
  const message = maskSecrets(error.message, apiKey);
  return {
    class: error.class,
    message,
    provider_message: message,
    status: error.status,
    ...omitUndefined({ retry_after_ms: error.retry_after_ms }),
  };
}
